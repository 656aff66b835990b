import type { PrintJobRow } from '../../contracts/views/records.ts';
import { mayRetry, needsAnswer } from '../../domain/print-job.ts';
import { asCopy } from '../../domain/receipt/copy-mark.ts';
import type { ReceiptDocument } from '../../domain/receipt/document.ts';
import { appendJournal } from '../db/repositories/journal.ts';
import {
  insertPrintJob,
  lastCopyNumber,
  type PrintJobRecord,
  printJobById,
  recentPrintJobs,
  setPrintJobState,
} from '../db/repositories/print-jobs.ts';
import { saleById } from '../db/repositories/sales.ts';
import type { Reader } from '../db/store.ts';
import { type Envelope, failure, success } from './answer.ts';
import { queueDrawerPulse, queueReceipt, queueTestPage } from './print-jobs.ts';
import { readShopSettings } from './shop-settings.ts';
import type { Actor, Till } from './till.ts';

const listed = 100;

export function listPrintJobs(reader: Reader): readonly PrintJobRow[] {
  return recentPrintJobs(reader, listed).map((job) => ({
    id: job.id,
    kind: job.kind,
    title: job.title,
    createdAt: job.created_at,
    state: job.state,
    reason: job.reason,
    mayRetry: mayRetry(job.state),
    needsAnswer: needsAnswer(job.state),
  }));
}

/** The cashier looked: it is on paper, or it is not and a copy marked as such takes its place. */
export function answerPrintJob(
  till: Till,
  actor: Actor,
  jobId: string,
  printed: boolean,
): Envelope<readonly PrintJobRow[]> {
  const answered = till.store.inTransaction((): Envelope<null> => {
    const job = printJobById(till.store, jobId);
    if (job === undefined) return failure('PRINT_JOB_MISSING');
    if (!needsAnswer(job.state)) return failure('PRINT_JOB_NOT_WAITING');
    setPrintJobState(till.store, job.id, printed ? 'printed' : 'replaced', null, till.clock());
    if (!printed) printAgain(till, actor, job);
    return success(null);
  });
  return listAfter(till, answered);
}

/** Tries a blocked job now instead of later. */
export function retryPrintJob(till: Till, jobId: string): Envelope<readonly PrintJobRow[]> {
  const retried = till.store.inTransaction((): Envelope<null> => {
    const job = printJobById(till.store, jobId);
    if (job === undefined) return failure('PRINT_JOB_MISSING');
    if (!mayRetry(job.state)) return failure('PRINT_JOB_NOT_WAITING');
    setPrintJobState(till.store, job.id, 'queued', null, till.clock());
    return success(null);
  });
  return listAfter(till, retried);
}

/** One more receipt of a sale, counted and marked as a copy. */
export function reprintReceipt(
  till: Till,
  actor: Actor,
  saleId: string,
): Envelope<{ readonly copy: number }> {
  const reprinted = till.store.inTransaction((): Envelope<{ readonly copy: number }> => {
    if (saleById(till.store, saleId) === undefined) return failure('SALE_MISSING');
    return success({ copy: queueCopy(till, actor, saleId) });
  });
  if (reprinted.ok) {
    till.printer.wake();
    till.notify('app');
  }
  return reprinted;
}

export function printTestPage(till: Till): Envelope<readonly PrintJobRow[]> {
  queueTestPage(till);
  return listAfter(till, success(null));
}

/** Opens the drawer without a sale; who and why is journalled. */
export function openDrawer(till: Till, actor: Actor, reason: string): Envelope<null> {
  const given = reason.normalize('NFC').trim();
  if (given === '') return failure('SHIFT_REASON_NEEDED');
  till.store.inTransaction(() => {
    const at = till.clock();
    appendJournal(till.store, {
      kind: 'drawer-opened',
      at,
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

/** The document of a job and the paper it is for, for the preview. */
export function printedDocument(
  reader: Reader,
  jobId: string,
): Envelope<{ readonly document: ReceiptDocument; readonly paper: '80' | '58' }> {
  const job = printJobById(reader, jobId);
  if (job === undefined || job.kind === 'drawer') return failure('PRINT_JOB_MISSING');
  // Written by this till from a typed document.
  return success({
    document: JSON.parse(job.document_json) as ReceiptDocument,
    paper: readShopSettings(reader).printer.paper,
  });
}

function printAgain(till: Till, actor: Actor, job: PrintJobRecord): void {
  if (job.kind === 'receipt' || job.kind === 'copy') queueCopy(till, actor, job.subject_id);
  else if (job.kind === 'drawer') queueDrawerPulse(till, job.subject_id);
  else if (job.kind === 'test') queueTestPage(till);
  else requeueDocument(till, actor, job);
}

/** Slips and reports are kept as they were printed first, and marked. */
function requeueDocument(till: Till, actor: Actor, job: PrintJobRecord): void {
  const number = job.copy_number + 1;
  const at = till.clock();
  insertPrintJob(till.store, {
    id: till.newId(),
    kind: job.kind,
    subjectId: job.subject_id,
    copyNumber: number,
    title: `${job.title.replace(/ – bản sao \d+$/, '')} – bản sao ${number}`,
    document: asCopy(JSON.parse(job.document_json) as ReceiptDocument, { number, at, by: actor.name }),
    at,
  });
}

function queueCopy(till: Till, actor: Actor, saleId: string): number {
  const number = lastCopyNumber(till.store, saleId) + 1;
  const at = till.clock();
  queueReceipt(till, saleId, { number, at, by: actor.name });
  appendJournal(till.store, {
    kind: 'receipt-reprinted',
    at,
    staffId: actor.staffId,
    subjectId: saleId,
    facts: { copy: number },
  });
  return number;
}

function listAfter(till: Till, done: Envelope<null>): Envelope<readonly PrintJobRow[]> {
  if (!done.ok) return done;
  till.printer.wake();
  till.notify('app');
  return success(listPrintJobs(till.store));
}
