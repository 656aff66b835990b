import type { PrintJobKind } from '../../../contracts/views/records.ts';
import { type PrintJobState, statesBefore } from '../../../domain/print-job.ts';
import type { Reader, Writer } from '../store.ts';
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
  readonly created_at: number;
  readonly changed_at: number;
};

export function insertPrintJob(
  writer: Writer,
  job: {
    readonly id: string;
    readonly kind: PrintJobKind;
    readonly subjectId: string;
    readonly copyNumber: number;
    readonly title: string;
    readonly document: unknown;
    readonly at: number;
  },
): void {
  writer.run(
    `INSERT INTO print_job (id, sequence, kind, subject_id, copy_number, title, document_json, state, reason, created_at, changed_at)
     VALUES ($id, $sequence, $kind, $subjectId, $copyNumber, $title, $document, 'queued', NULL, $at, $at)`,
    {
      id: job.id,
      sequence: nextNumber(writer, 'print-job'),
      kind: job.kind,
      subjectId: job.subjectId,
      copyNumber: job.copyNumber,
      title: job.title,
      document: JSON.stringify(job.document),
      at: job.at,
    },
  );
}

export function printJobById(reader: Reader, id: string): PrintJobRecord | undefined {
  return reader.get<PrintJobRecord>('SELECT * FROM print_job WHERE id = ?', [id]);
}

/** The oldest job in one of these states. */
export function firstJobIn(reader: Reader, states: readonly PrintJobState[]): PrintJobRecord | undefined {
  const holes = states.map(() => '?').join(', ');
  return reader.get<PrintJobRecord>(
    `SELECT * FROM print_job WHERE state IN (${holes}) ORDER BY sequence LIMIT 1`,
    [...states],
  );
}

export function countJobsIn(reader: Reader, states: readonly PrintJobState[]): number {
  const holes = states.map(() => '?').join(', ');
  return (
    reader.get<{ n: number }>(`SELECT count(*) AS n FROM print_job WHERE state IN (${holes})`, [...states])
      ?.n ?? 0
  );
}

/** Newest first. */
export function recentPrintJobs(reader: Reader, limit: number): readonly PrintJobRecord[] {
  return reader.all<PrintJobRecord>('SELECT * FROM print_job ORDER BY sequence DESC LIMIT ?', [limit]);
}

/**
 * Moves a job on, if the table of its life allows it.
 * @throws Error for a move the table does not know
 */
export function setPrintJobState(
  writer: Writer,
  id: string,
  state: PrintJobState,
  reason: string | null,
  at: number,
): void {
  const before = statesBefore(state);
  const { changes } = writer.run(
    `UPDATE print_job SET state = ?, reason = ?, changed_at = ? WHERE id = ? AND state IN (${before.map(() => '?').join(', ')})`,
    [state, reason, at, id, ...before],
  );
  if (changes !== 1) throw new Error(`print job ${id} may not become ${state}`);
}

/** Why a job that is being printed stands still; null when it goes on. */
export function setPrintJobReason(writer: Writer, id: string, reason: string | null): void {
  writer.run('UPDATE print_job SET reason = ? WHERE id = ?', [reason, id]);
}

/** The highest copy number given to a subject so far; 0 when only the original exists. */
export function lastCopyNumber(reader: Reader, subjectId: string): number {
  return (
    reader.get<{ n: number | null }>('SELECT max(copy_number) AS n FROM print_job WHERE subject_id = ?', [
      subjectId,
    ])?.n ?? 0
  );
}

/** After a restart: what was being sent may be on paper. Nobody is asked about a drawer. */
export function questionInterruptedJobs(writer: Writer, at: number): void {
  writer.run(
    `UPDATE print_job SET state = CASE kind WHEN 'drawer' THEN 'expired' ELSE 'unknown' END, reason = 'interrupted', changed_at = ?
     WHERE state = 'sending'`,
    [at],
  );
}
