import type { PrinterDevices, PrinterQueue, PrinterWatch } from '../../main/services/ports.ts';

/** Printers that stand still: jobs stay in the queue, nobody answers. */
export const standingPrinter: {
  readonly printer: PrinterQueue;
  readonly printerDevices: PrinterDevices;
  readonly printerWatch: PrinterWatch;
} = {
  printer: {
    start: () => undefined,
    stop: async () => undefined,
    wake: () => undefined,
    tryNow: () => undefined,
    settled: async () => undefined,
    lane: () => ({ refusal: null, isSending: false }),
  },
  printerDevices: {
    ask: async () => ({ trouble: null, tells: false, drawerLevel: null }),
    probe: async () => null,
    find: async () => [],
  },
  printerWatch: {
    check: async () => null,
    status: () => null,
    drawerKicked: () => undefined,
    drawerOpenSince: () => null,
    stop: () => undefined,
  },
};
