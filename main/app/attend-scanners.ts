import type { CaughtScan } from '../../domain/scan/caught-scan.ts';
import type { CallContext } from '../ipc/call-context.ts';
import type { HeardScan } from '../services/ports.ts';
import { startTrial, testingUntil } from '../services/scanner-trial.ts';
import { noteScan, noteScanner } from '../services/scanners.ts';
import { deliverScan, refuseScan, type SendEvent } from './deliver-scan.ts';

/** The window is painted before anybody looks for scanners. */
const afterStartMs = 500;

/**
 * Scanners in HID POS mode sell like any other, with no regard to focus, dialogs or whether the window is in front. While somebody
 * tries one, its scans are shown and sell nothing.
 */
export function attendScanners(context: CallContext, send: SendEvent): void {
  const { till } = context;
  const isTrial = () => {
    // A till that was locked meanwhile shows nobody anything.
    if (testingUntil(till) === null || context.session.actor() === null) return false;
    startTrial(till);
    return true;
  };
  till.scanners.start(
    {
      onSeen: (scanner) => noteScanner(till, scanner),
      onScan: (heard) => {
        noteScan(till, heard.key);
        if (!isTrial()) void deliverScan(context, send, caught(heard));
      },
      onCutOff: (heard) => {
        if (!isTrial()) refuseScan(send, caught(heard), 'cut-off');
      },
    },
    afterStartMs,
  );
}

function caught({ code, scannerId, symbology }: HeardScan): CaughtScan {
  return { code, source: 'hid', scannerId, symbology };
}
