import { appendJournal } from '../db/repositories/journal.ts';
import {
  jobsIn,
  type PrintJobRecord,
  releasePrintJob,
  setPrintJobState,
  wantPrinter,
} from '../db/repositories/print-jobs.ts';
import { printerById } from '../db/repositories/printers.ts';
import { type Envelope, failure, success } from './answer.ts';
import { jobFor } from './attend-printer.ts';
import { printAgain } from './print-copies.ts';
import type { Actor, Till } from './till.ts';

/** What people do about print jobs; each deed asks the table of a job's life whether it may be done. */

/** The cashier looked: it is on paper, or it is not and a copy marked as such takes its place. */
export function answerPrintJob(till: Till, actor: Actor, jobId: string, printed: boolean): Envelope<null> {
  return withJob(till, jobId, 'answer', (job) => {
    moveOn(till, actor, job, printed ? 'printed' : 'replaced', null);
    if (!printed) printAgain(till, actor, job);
  });
}

/** Tries a blocked job now instead of later. */
export function retryPrintJob(till: Till, actor: Actor, jobId: string): Envelope<null> {
  return withJob(till, jobId, 'retry', (job) => moveOn(till, actor, job, 'queued', null));
}

/** Not to be printed. What it was about stays; a receipt can be printed as a copy later. */
export function cancelPrintJob(till: Till, actor: Actor, jobId: string, reason: string): Envelope<null> {
  const given = reason.normalize('NFC').trim();
  if (given === '') return failure('SHIFT_REASON_NEEDED');
  return withJob(till, jobId, 'cancel', (job) => {
    moveOn(till, actor, job, 'cancelled', given);
    appendJournal(till.store, {
      kind: 'print-cancelled',
      at: till.clock(),
      staffId: actor.staffId,
      subjectId: job.subject_id,
      facts: { title: job.title, reason: given },
    });
  });
}

/** Prints a waiting job on that printer and no other. */
export function movePrintJob(till: Till, actor: Actor, jobId: string, printerId: string): Envelope<null> {
  if (printerById(till.store, printerId) === undefined) return failure('PRINTER_MISSING');
  return withJob(till, jobId, 'move', (job) => {
    wantPrinter(till.store, job.id, printerId);
    if (job.state === 'stale') releasePrintJob(till.store, job.id, till.clock());
    if (job.state !== 'queued') moveOn(till, actor, job, 'queued', null);
  });
}

/** One answer for all paper that got too old: print it after all, or leave it. */
export function settleStaleJobs(till: Till, actor: Actor, print: boolean): Envelope<null> {
  till.store.inTransaction(() => {
    const jobs = jobsIn(till.store, 'stale');
    if (jobs.length === 0) return;
    for (const job of jobs) {
      if (print) releasePrintJob(till.store, job.id, till.clock());
      moveOn(till, actor, job, print ? 'queued' : 'cancelled', print ? null : 'stale');
    }
    appendJournal(till.store, {
      kind: print ? 'print-released' : 'print-cancelled',
      at: till.clock(),
      staffId: actor.staffId,
      subjectId: null,
      facts: { jobs: jobs.length, reason: 'stale' },
    });
  });
  tell(till);
  return success(null);
}

function withJob(
  till: Till,
  jobId: string,
  deed: Parameters<typeof jobFor>[2],
  act: (job: PrintJobRecord) => void,
): Envelope<null> {
  const done = till.store.inTransaction((): Envelope<null> => {
    const job = jobFor(till, jobId, deed);
    if (!job.ok) return job;
    act(job.value);
    return success(null);
  });
  if (done.ok) tell(till);
  return done;
}

function moveOn(
  till: Till,
  actor: Actor,
  job: PrintJobRecord,
  state: Parameters<typeof setPrintJobState>[2],
  reason: string | null,
): void {
  setPrintJobState(till.store, job.id, state, reason, till.clock(), { staffId: actor.staffId });
}

/** A person who did something wants to see it happen: printers that refused are asked at once. */
function tell(till: Till): void {
  till.printer.tryNow();
  till.notify('app');
}
