import { asCopy } from '../../domain/receipt/copy-mark.ts';
import type { ReceiptDocument } from '../../domain/receipt/document.ts';
import { appendJournal } from '../db/repositories/journal.ts';
import { insertPrintJob, lastCopyNumber, type PrintJobRecord } from '../db/repositories/print-jobs.ts';
import { printerById } from '../db/repositories/printers.ts';
import { saleById } from '../db/repositories/sales.ts';
import { type Envelope, failure, success } from './answer.ts';
import { queueReceipt, queueTestPage } from './print-jobs.ts';
import type { Actor, Till } from './till.ts';

/** Whatever is printed a second time says so, counts, and is journalled. None of it opens the drawer. */

/** One more receipt of a sale, counted and marked as a copy. */
export function reprintReceipt(
  till: Till,
  actor: Actor,
  saleId: string,
): Envelope<{ readonly copy: number }> {
  const reprinted = till.store.inTransaction((): Envelope<{ readonly copy: number }> => {
    if (saleById(till.store, saleId) === undefined) return failure('SALE_MISSING');
    return success({ copy: queueCopy(till, actor, saleId, null) });
  });
  if (reprinted.ok) {
    till.printer.wake();
    till.notify('app');
  }
  return reprinted;
}

/** Paper in the place of a job that is known not to have become any. */
export function printAgain(till: Till, actor: Actor, job: PrintJobRecord): void {
  if (job.kind === 'test') queueTestPage(till, printerById(till.store, job.printer_id ?? '') ?? null);
  else if (job.role === 'second-copy')
    requeueDocument(till, actor, job, lastCopyNumber(till.store, job.subject_id) + 1);
  else if (job.kind === 'receipt' || job.kind === 'copy') queueCopy(till, actor, job.subject_id, job.id);
  else requeueDocument(till, actor, job, job.copy_number + 1);
}

/** Slips and reports are kept as they were printed first, and marked. */
function requeueDocument(till: Till, actor: Actor, job: PrintJobRecord, number: number): void {
  const at = till.clock();
  insertPrintJob(till.store, {
    id: till.newId(),
    kind: job.kind,
    role: job.role,
    subjectId: job.subject_id,
    copyNumber: number,
    title: `${job.title.replace(/ – bản sao \d+$/, '')} – bản sao ${number}`,
    document: asCopy(JSON.parse(job.document_json) as ReceiptDocument, { number, at, by: actor.name }),
    at,
    copyOf: job.id,
    wantedPrinterId: job.wanted_printer_id,
  });
  appendJournal(till.store, {
    kind: 'slip-reprinted',
    at,
    staffId: actor.staffId,
    subjectId: job.subject_id,
    facts: { title: job.title, copy: number },
  });
}

function queueCopy(till: Till, actor: Actor, saleId: string, copyOf: string | null): number {
  const number = lastCopyNumber(till.store, saleId) + 1;
  const at = till.clock();
  queueReceipt(till, saleId, { number, at, by: actor.name }, copyOf);
  appendJournal(till.store, {
    kind: 'receipt-reprinted',
    at,
    staffId: actor.staffId,
    subjectId: saleId,
    facts: { copy: number },
  });
  return number;
}
