import type { CaughtScan } from '../../domain/scan/caught-scan.ts';
import type { CallContext } from '../ipc/call-context.ts';
import type { HeardScan } from '../services/ports.ts';
import { startTrial, testingUntil } from '../services/scanner-trial.ts';
import { codeOfScan, noteScan, noteScanner } from '../services/scanners.ts';
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
  /** What is only remembered must not stand in the way of a scan, not even on a full disk. */
  const note = (work: () => void) => {
    try {
      work();
    } catch (error) {
      context.log('scanner-not-noted', { error: String(error) });
    }
  };
  const bare = (heard: HeardScan): HeardScan => {
    let { code } = heard;
    note(() => {
      code = codeOfScan(till.store, heard.key, code);
    });
    return { ...heard, code };
  };
  till.scanners.start(
    {
      onSeen: (scanner) => note(() => noteScanner(till, scanner)),
      onScan: (heard) => {
        const delivered = isTrial() ? Promise.resolve() : deliverScan(context, send, caught(bare(heard)));
        void delivered.then(() => note(() => noteScan(till, heard.key)));
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
