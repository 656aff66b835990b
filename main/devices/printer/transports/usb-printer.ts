import type { ProbeStep } from '../../../../domain/printing/printer.ts';
import { askAll, type NetworkPrinterAnswer } from '../ask-printer.ts';
import { probeOver } from '../probe-printer.ts';
import type { LineMemory, LineOptions } from '../send-over-line.ts';
import { sendOver } from '../send-over-line.ts';
import type { PrinterTransport } from '../transport.ts';
import { openDeviceLine } from './device-line.ts';
import { pathOf, type UsbPrinter, usbPrinters } from './usb-devices.ts';

export type UsbPrinterOptions = LineOptions & {
  readonly path: string;
  readonly serial: string | null;
  readonly plugged?: () => readonly UsbPrinter[];
  readonly memory?: LineMemory;
};

/** A USB printer behind a device file of Linux: it takes no more than it can hold, and most answer like one on the network. */
export function usbPrinter(options: UsbPrinterOptions): PrinterTransport {
  const memory = options.memory ?? { hasAnswered: false };
  return {
    kind: 'usb',
    send: async (job, hooks) => {
      if (hooks.signal?.aborted === true) return { kind: 'blocked', reason: 'interrupted' };
      const path = pathOf(options, (options.plugged ?? usbPrinters)());
      const line = await openDeviceLine(path, options.statusMode !== 'none', hooks.signal);
      if (typeof line === 'string') return { kind: 'blocked', reason: line };
      try {
        const outcome = await sendOver(line, job, hooks, options, memory);
        // Nobody is looked for on a network here.
        return outcome.kind === 'blocked' && outcome.reason === 'unreachable'
          ? { kind: 'blocked', reason: 'unplugged' }
          : outcome;
      } finally {
        line.destroy();
      }
    },
  };
}

type Plugged = { readonly path: string; readonly serial: string | null };

/** How a USB printer is, asked between jobs. */
export async function askUsbPrinter(
  printer: Plugged,
  answerTimeoutMs?: number,
): Promise<NetworkPrinterAnswer> {
  const line = await openDeviceLine(pathOf(printer, usbPrinters()), true);
  if (typeof line === 'string') return { trouble: line, answered: [], drawerLevel: null };
  try {
    return await askAll(line, answerTimeoutMs);
  } finally {
    line.destroy();
  }
}

/** Finds out what a USB printer answers. Null when it is not there, or not to be had. */
export async function probeUsbPrinter(
  printer: Plugged,
  report: (step: ProbeStep) => void,
): Promise<Awaited<ReturnType<typeof probeOver>> | null> {
  report('connect');
  const line = await openDeviceLine(pathOf(printer, usbPrinters()), true);
  return typeof line === 'string' ? null : await probeOver(line, report);
}
