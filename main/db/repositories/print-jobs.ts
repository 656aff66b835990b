import {
  type PrintJobKind,
  type PrintJobState,
  statesBefore,
  takenFrom,
  underWayStates,
} from '../../../domain/print-job.ts';
import type { PrinterRole } from '../../../domain/printing/printer.ts';
import { roleOfKind } from '../../../domain/printing/routes.ts';
import type { Reader, Writer } from '../store.ts';
import { notePrintJob } from './print-job-events.ts';
import { nextNumber } from './settings.ts';

export type PrintJobRecord = {
  readonly id: string;
  readonly sequence: number;
  readonly kind: PrintJobKind;
  readonly subject_id: string;
  readonly copy_number: number;
  readonly title: string;
  readonly document_json: string;
  readonly state: PrintJobState;
  readonly reason: string | null;
  readonly role: PrinterRole;
  readonly wanted_printer_id: string | null;
  readonly printer_id: string | null;
  readonly instead_of_id: string | null;
  readonly attempts: number;
  readonly copy_of: string | null;
  readonly expires_at: number | null;
  readonly released_at: number | null;
  readonly created_at: number;
  readonly changed_at: number;
};

export type NewPrintJob = {
  readonly id: string;
  readonly kind: PrintJobKind;
  /** Its kind's own by default. */
  readonly role?: PrinterRole;
  readonly subjectId: string;
  readonly copyNumber: number;
  readonly title: string;
  readonly document: unknown;
  readonly at: number;
  readonly copyOf?: string | null;
  readonly expiresAt?: number | null;
  readonly wantedPrinterId?: string | null;
};

export function insertPrintJob(writer: Writer, job: NewPrintJob): void {
  writer.inTransaction(() => {
    writer.run(
      `INSERT INTO print_job (id, sequence, kind, subject_id, copy_number, title, document_json, state, reason, role,
       wanted_printer_id, copy_of, expires_at, created_at, changed_at)
     VALUES ($id, $sequence, $kind, $subjectId, $copyNumber, $title, $document, 'queued', NULL, $role,
       $wantedPrinterId, $copyOf, $expiresAt, $at, $at)`,
      {
        id: job.id,
        sequence: nextNumber(writer, 'print-job'),
        kind: job.kind,
        subjectId: job.subjectId,
        copyNumber: job.copyNumber,
        title: job.title,
        document: JSON.stringify(job.document),
        role: job.role ?? roleOfKind[job.kind],
        wantedPrinterId: job.wantedPrinterId ?? null,
        copyOf: job.copyOf ?? null,
        expiresAt: job.expiresAt ?? null,
        at: job.at,
      },
    );
    notePrintJob(writer, { jobId: job.id, state: 'queued', reason: null, printerId: null, at: job.at });
  });
}

export function printJobById(reader: Reader, id: string): PrintJobRecord | undefined {
  return reader.get<PrintJobRecord>('SELECT * FROM print_job WHERE id = ?', [id]);
}

/** What routing and the clock must know of a job that can be taken; its document is read when its turn comes. */
export type TakeableJob = Pick<
  PrintJobRecord,
  'id' | 'kind' | 'state' | 'role' | 'wanted_printer_id' | 'expires_at' | 'released_at' | 'created_at'
>;

/** Oldest first. */
export function takeableJobs(
  reader: Reader,
  states: readonly PrintJobState[] = takenFrom,
): readonly TakeableJob[] {
  return reader.all<TakeableJob>(
    `SELECT id, kind, state, role, wanted_printer_id, expires_at, released_at, created_at FROM print_job
     WHERE state IN (${listed(states)}) ORDER BY sequence`,
  );
}

/** The oldest job in one of these states. */
export function firstJobIn(reader: Reader, states: readonly PrintJobState[]): PrintJobRecord | undefined {
  return reader.get<PrintJobRecord>(
    `SELECT * FROM print_job WHERE state IN (${listed(states)}) ORDER BY sequence LIMIT 1`,
  );
}

export function jobsIn(reader: Reader, state: PrintJobState): readonly PrintJobRecord[] {
  return reader.all<PrintJobRecord>('SELECT * FROM print_job WHERE state = ? ORDER BY sequence', [state]);
}

export function countJobsIn(reader: Reader, states: readonly PrintJobState[]): number {
  return (
    reader.get<{ n: number }>(`SELECT count(*) AS n FROM print_job WHERE state IN (${listed(states)})`)?.n ??
    0
  );
}

/** Newest first. */
export function recentPrintJobs(
  reader: Reader,
  limit: number,
  states?: readonly PrintJobState[],
): readonly PrintJobRecord[] {
  const where = states === undefined ? '' : `WHERE state IN (${listed(states)})`;
  return reader.all<PrintJobRecord>(`SELECT * FROM print_job ${where} ORDER BY sequence DESC LIMIT ?`, [
    limit,
  ]);
}

/** The newest pulse, if one was among the last jobs. */
export function lastDrawerJob(reader: Reader): PrintJobRecord | undefined {
  return reader.get<PrintJobRecord>(
    `SELECT * FROM (SELECT * FROM print_job ORDER BY sequence DESC LIMIT 20) WHERE kind = 'drawer' LIMIT 1`,
  );
}

/** When a printer last finished a job; null when it never did. */
export function lastPrintedAt(reader: Reader, printerId: string): number | null {
  return (
    reader.get<{ at: number | null }>(
      "SELECT max(changed_at) AS at FROM print_job WHERE printer_id = ? AND state = 'printed'",
      [printerId],
    )?.at ?? null
  );
}

type Move = {
  /** The printer it is tried at now, and the one that printer stands in for. */
  readonly at?: { readonly printerId: string; readonly insteadOf: string | null };
  readonly staffId?: string;
};

/**
 * Moves a job on, if the table of its life allows it, and writes down that it did.
 * @throws Error for a move the table does not know
 */
export function setPrintJobState(
  writer: Writer,
  id: string,
  state: PrintJobState,
  reason: string | null,
  at: number,
  { at: place, staffId }: Move = {},
): void {
  const change = () => {
    const moved = writer.get<{ printer_id: string | null }>(
      `UPDATE print_job SET state = $state, reason = $reason, changed_at = $at, printer_id = coalesce($printerId, printer_id),
         instead_of_id = CASE WHEN $printerId IS NULL THEN instead_of_id ELSE $insteadOf END,
         attempts = attempts + ($state = 'preflight')
       WHERE id = $id AND state IN (${listed(statesBefore(state))}) RETURNING printer_id`,
      { id, state, reason, at, printerId: place?.printerId ?? null, insteadOf: place?.insteadOf ?? null },
    );
    if (moved === undefined) throw new Error(`print job ${id} may not become ${state}`);
    notePrintJob(writer, {
      jobId: id,
      state,
      reason,
      printerId: moved.printer_id,
      at,
      ...(staffId && { staffId }),
    });
  };
  if (lazyStates.includes(state)) writer.inLazyTransaction(change);
  else writer.inTransaction(change);
}

/** A power cut may undo these: the job is then where it was before, and what a restart makes of it is right as well. */
const lazyStates: readonly PrintJobState[] = ['preflight', 'blocked', 'sent'];

/** Why a job that is being printed stands still; null when it goes on. */
export function setPrintJobReason(writer: Writer, id: string, reason: string | null, at: number): void {
  writer.inTransaction(() => {
    const job = writer.get<Pick<PrintJobRecord, 'state' | 'printer_id'>>(
      'UPDATE print_job SET reason = ? WHERE id = ? RETURNING state, printer_id',
      [reason, id],
    );
    if (job !== undefined)
      notePrintJob(writer, { jobId: id, state: job.state, reason, printerId: job.printer_id, at });
  });
}

/** A person lets a stale job print: its age counts from now. */
export function releasePrintJob(writer: Writer, id: string, at: number): void {
  writer.run('UPDATE print_job SET released_at = ? WHERE id = ?', [at, id]);
}

/** A person chose a printer, or none in particular any more. */
export function wantPrinter(writer: Writer, id: string, printerId: string | null): void {
  writer.run('UPDATE print_job SET wanted_printer_id = ? WHERE id = ?', [printerId, id]);
}

/** The highest copy number given to a subject so far; 0 when only the original exists. */
export function lastCopyNumber(reader: Reader, subjectId: string): number {
  return (
    reader.get<{ n: number | null }>('SELECT max(copy_number) AS n FROM print_job WHERE subject_id = ?', [
      subjectId,
    ])?.n ?? 0
  );
}

/**
 * After a restart: what was being sent may be on paper, what was only asked about begins anew. Nobody is asked about a drawer: its
 * pulse left or it did not, and a second one is worse than none.
 */
export function questionInterruptedJobs(writer: Writer, at: number, printerId?: string): void {
  writer.inTransaction(() => {
    const open = writer.all<Pick<PrintJobRecord, 'id' | 'kind' | 'state'>>(
      `SELECT id, kind, state FROM print_job WHERE state IN (${listed([...underWayStates, 'preflight'])})
         AND ($printerId IS NULL OR printer_id = $printerId)`,
      { printerId: printerId ?? null },
    );
    for (const { id, kind, state } of open) {
      if (state === 'preflight') setPrintJobState(writer, id, 'queued', null, at);
      else setPrintJobState(writer, id, kind === 'drawer' ? 'expired' : 'unknown', 'interrupted', at);
    }
  });
}

/** States are words of this program, never of anybody else. */
function listed(states: readonly PrintJobState[]): string {
  return states.map((state) => `'${state}'`).join(', ');
}
