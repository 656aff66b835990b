import type { HidDevice, HidPort } from './hid-port.ts';
import {
  giveUpScan,
  type Joined,
  type JoinVerdict,
  joinReport,
  type OpenScan,
  patienceMs,
} from './join-reports.ts';
import { parseReport } from './scan-report.ts';
import { wakeUpReport } from './scanner-identity.ts';

export type ScannerHooks = {
  readonly onVerdict: (verdict: JoinVerdict) => void;
  /** Unplugged or unreadable; the scanner is closed already. */
  readonly onGone: (message: string) => void;
  /** Something to be written down that stops nothing. */
  readonly onTrouble: (message: string) => void;
};

export type OpenScanner = { readonly close: () => Promise<void> };

/**
 * Opens a scanner and hands over its scans, each joined of its reports.
 * @throws Error with the system's reason
 */
export async function openScanner(
  port: HidPort,
  device: HidDevice,
  { onVerdict, onGone, onTrouble }: ScannerHooks,
): Promise<OpenScanner> {
  let open: OpenScan | null = null;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;
  const take = ({ open: next, verdicts }: Joined) => {
    open = next;
    clearTimeout(timer);
    if (next !== null) timer = setTimeout(() => giveUpUnlessMore(next), patienceMs);
    for (const verdict of verdicts) onVerdict(verdict);
  };
  // After a standstill the timer comes due together with reports that waited behind it: those are let in first.
  const giveUpUnlessMore = (waitedFor: OpenScan) => {
    setImmediate(() => {
      if (open === waitedFor) take(giveUpScan(open));
    });
  };
  const end = () => {
    closed = true;
    take(giveUpScan(open));
  };
  const line = await port.open(device.path, {
    onReport: (report) => {
      if (!closed) take(joinReport(open, parseReport(report)));
    },
    onError: (message) => {
      if (closed) return;
      end();
      void line.close().catch(() => undefined);
      onGone(message);
    },
  });
  const wakeUp = wakeUpReport(device);
  // Not waited for: scans may come at once, and models that have no such report refuse it and work without.
  if (wakeUp !== null) void line.sendFeature(wakeUp).catch((error: unknown) => onTrouble(String(error)));
  return {
    close: async () => {
      if (closed) return;
      end();
      await line.close().catch(() => undefined);
    },
  };
}
