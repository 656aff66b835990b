import type { PrintJobStory, PrintQueueView } from '../../contracts/views/records.ts';
import { deedsFor, filterStates, type PrintFilter, type PrintJobDeed } from '../../domain/print-job.ts';
import { plainProfile } from '../../domain/printing/printer.ts';
import { printerFor } from '../../domain/printing/routes.ts';
import type { ReceiptDocument } from '../../domain/receipt/document.ts';
import { printJobEvents } from '../db/repositories/print-job-events.ts';
import { type PrintJobRecord, printJobById, recentPrintJobs } from '../db/repositories/print-jobs.ts';
import { listPrinters, printerById, printerNames } from '../db/repositories/printers.ts';
import type { Reader } from '../db/store.ts';
import { type Envelope, failure, success } from './answer.ts';
import type { Till } from './till.ts';

const listed = 200;

export function listPrintJobs(reader: Reader, filter: PrintFilter): PrintQueueView {
  const names = printerNames(reader);
  const nameOf = (id: string | null) => (id === null ? null : (names.get(id) ?? null));
  const rows = recentPrintJobs(reader, listed, filterStates[filter]).map((job) => ({
    id: job.id,
    kind: job.kind,
    title: job.title,
    createdAt: job.created_at,
    state: job.state,
    reason: job.reason,
    printer: nameOf(job.printer_id ?? job.wanted_printer_id),
    insteadOf: nameOf(job.instead_of_id),
    deeds: deedsFor(job.state, job.kind === 'drawer'),
  }));
  return { rows, printers: listPrinters(reader).map(({ id, name }) => ({ id, name })) };
}

export function printJobStory(reader: Reader, jobId: string): Envelope<PrintJobStory> {
  const job = printJobById(reader, jobId);
  if (job === undefined) return failure('PRINT_JOB_MISSING');
  const names = printerNames(reader);
  return success({
    attempts: job.attempts,
    events: printJobEvents(reader, jobId).map((event) => ({
      state: event.state,
      reason: event.reason,
      printer: event.printer_id === null ? null : (names.get(event.printer_id) ?? null),
      staff: event.staff_name,
      at: event.at,
      lastAt: event.last_at,
      times: event.times,
    })),
  });
}

/** The document of a job and the width of the paper it is for, for the preview. */
export function printedDocument(
  reader: Reader,
  jobId: string,
): Envelope<{ readonly document: ReceiptDocument; readonly dots: number }> {
  const job = printJobById(reader, jobId);
  if (job === undefined || job.kind === 'drawer') return failure('PRINT_JOB_MISSING');
  const chosen = job.printer_id ?? job.wanted_printer_id;
  const printer =
    (chosen === null ? undefined : printerById(reader, chosen)) ?? printerFor(listPrinters(reader), job.role);
  // Written by this till from a typed document.
  return success({
    document: JSON.parse(job.document_json) as ReceiptDocument,
    dots: (printer?.profile ?? plainProfile).dots,
  });
}

/** The job, if that may be done with it now. */
export function jobFor(till: Till, jobId: string, deed: PrintJobDeed): Envelope<PrintJobRecord> {
  const job = printJobById(till.store, jobId);
  if (job === undefined) return failure('PRINT_JOB_MISSING');
  if (!deedsFor(job.state, job.kind === 'drawer').includes(deed)) return failure('PRINT_JOB_NOT_WAITING');
  return success(job);
}
