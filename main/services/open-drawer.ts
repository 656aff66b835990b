import { drawerPatienceMs } from '../../domain/print-job.ts';
import { printerFor } from '../../domain/printing/routes.ts';
import { appendJournal } from '../db/repositories/journal.ts';
import { insertPrintJob } from '../db/repositories/print-jobs.ts';
import { listPrinters } from '../db/repositories/printers.ts';
import { type Envelope, failure, success } from './answer.ts';
import type { Actor, Till } from './till.ts';

/**
 * Once for each deed that moves cash, in its transaction; never for a copy. A shop whose drawer hangs on no printer opens it by key.
 */
export function queueDrawerPulse(till: Till, subjectId: string): void {
  if (printerFor(listPrinters(till.store), 'drawer') === null) return;
  const at = till.clock();
  insertPrintJob(till.store, {
    id: till.newId(),
    kind: 'drawer',
    subjectId,
    copyNumber: 0,
    title: 'Mở ngăn kéo',
    document: null,
    at,
    expiresAt: at + drawerPatienceMs,
  });
}

/** Opens the drawer without a sale; who and why is journalled. */
export function openDrawer(till: Till, actor: Actor, reason: string): Envelope<null> {
  const given = reason.normalize('NFC').trim();
  if (given === '') return failure('SHIFT_REASON_NEEDED');
  if (printerFor(listPrinters(till.store), 'drawer') === null) return failure('DRAWER_MISSING');
  till.store.inTransaction(() => {
    appendJournal(till.store, {
      kind: 'drawer-opened',
      at: till.clock(),
      staffId: actor.staffId,
      subjectId: null,
      facts: { reason: given },
    });
    queueDrawerPulse(till, 'no-sale');
  });
  till.printer.wake();
  till.notify('app');
  return success(null);
}
