import type { PrinterCheck, PrinterProbe } from '../../contracts/views/printers.ts';
import { drawerPatienceMs } from '../../domain/print-job.ts';
import type { Connection } from '../../domain/printing/printer.ts';
import { appendJournal } from '../db/repositories/journal.ts';
import { insertPrintJob } from '../db/repositories/print-jobs.ts';
import { printerById } from '../db/repositories/printers.ts';
import { type Envelope, failure, success } from './answer.ts';
import { queueTestPage } from './print-jobs.ts';
import { printersView } from './printers-view.ts';
import type { Actor, Till } from './till.ts';

/** What is done with a printer while it is set up. */

/** Asks it how it is, unless it is at work. */
export async function checkPrinter(till: Till, printerId: string): Promise<Envelope<PrinterCheck>> {
  const printer = printerById(till.store, printerId);
  if (printer === undefined) return failure('PRINTER_MISSING');
  const answer = await till.printerWatch.check(printer);
  return success({ view: printersView(till), drawerLevel: answer?.drawerLevel ?? null });
}

/** Finds out what a printer can do, telling the window each step. */
export async function probePrinter(till: Till, connection: Connection): Promise<Envelope<PrinterProbe>> {
  const probed = await till.printerDevices.probe(connection, (step) =>
    till.notify('printer-probe', { step }),
  );
  return probed === null ? failure('PRINTER_UNREACHABLE') : success(probed);
}

export function printTestPage(till: Till, printerId: string): Envelope<null> {
  const printer = printerById(till.store, printerId);
  if (printer === undefined) return failure('PRINTER_MISSING');
  till.store.inTransaction(() => queueTestPage(till, printer));
  till.printer.tryNow();
  till.notify('app');
  return success(null);
}

/** Opens the drawer of one printer, to learn on which pin it hangs and what it says while open. Journalled like any other opening. */
export function tryDrawer(till: Till, actor: Actor, printerId: string): Envelope<null> {
  const printer = printerById(till.store, printerId);
  if (printer === undefined) return failure('PRINTER_MISSING');
  if (printer.profile.drawerPin === null) return failure('DRAWER_MISSING');
  const at = till.clock();
  till.store.inTransaction(() => {
    appendJournal(till.store, {
      kind: 'drawer-opened',
      at,
      staffId: actor.staffId,
      subjectId: printerId,
      facts: { reason: 'try-drawer' },
    });
    insertPrintJob(till.store, {
      id: till.newId(),
      kind: 'drawer',
      subjectId: 'try-drawer',
      copyNumber: 0,
      title: `Mở thử ngăn kéo – ${printer.name}`,
      document: null,
      at,
      expiresAt: at + drawerPatienceMs,
      wantedPrinterId: printerId,
    });
  });
  till.printer.tryNow();
  till.notify('app');
  return success(null);
}
