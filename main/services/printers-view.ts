import type { PrinterStatus, PrintersView, PrinterView } from '../../contracts/views/printers.ts';
import type { Printer } from '../../domain/printing/printer.ts';
import { wayOf } from '../../domain/printing/routes.ts';
import { lastPrinterTrouble } from '../db/repositories/print-job-events.ts';
import { lastPrintedAt, type TakeableJob, takeableJobs } from '../db/repositories/print-jobs.ts';
import { listPrinters } from '../db/repositories/printers.ts';
import type { Reader } from '../db/store.ts';
import { isDrawerOpen } from './printer-watch.ts';
import type { Till } from './till.ts';

export function printersView(till: Till): PrintersView {
  return { printers: listPrinters(till.store).map((printer) => viewOf(till, printer)) };
}

/** Paper and pulses that wait for this printer, those that got too old included. */
export function jobsBoundFor(reader: Reader, printer: Printer): readonly TakeableJob[] {
  const printers = listPrinters(reader);
  return takeableJobs(reader, ['queued', 'blocked', 'stale']).filter(
    ({ role, wanted_printer_id: wanted }) =>
      wayOf({ role, wanted }, printers, () => false)?.printer.id === printer.id,
  );
}

function viewOf(till: Till, printer: Printer): PrinterView {
  const sighting = till.printerWatch.status(printer.id);
  return {
    ...printer,
    waiting: jobsBoundFor(till.store, printer).length,
    status: statusOf(till, printer),
    lastPrintedAt: lastPrintedAt(till.store, printer.id),
    lastTrouble: lastPrinterTrouble(till.store, printer.id),
    drawerOpen: sighting === null ? null : isDrawerOpen(printer, sighting),
  };
}

/** What its worker met counts more than an older look: a job that was refused is refused now. */
function statusOf(till: Till, printer: Printer): PrinterStatus {
  const { refusal, isSending } = till.printer.lane(printer.id);
  const sighting = till.printerWatch.status(printer.id);
  const trouble = lastPrinterTrouble(till.store, printer.id);
  if (isSending) return { state: 'working', reason: refusal, since: null };
  if (refusal !== null && (sighting === null || (trouble?.at ?? 0) >= sighting.lookedAt))
    return { state: 'trouble', reason: refusal, since: trouble?.at ?? null };
  if (sighting === null) return { state: 'unseen', reason: null, since: null };
  if (sighting.trouble !== null) return { state: 'trouble', reason: sighting.trouble, since: sighting.since };
  return { state: sighting.tells ? 'ready' : 'silent', reason: null, since: sighting.since };
}
