import type { PrintJobState } from '../../../domain/print-job.ts';
import type { Reader, Writer } from '../store.ts';

export type PrintJobEvent = {
  readonly state: PrintJobState;
  readonly reason: string | null;
  readonly printer_id: string | null;
  readonly staff_name: string | null;
  readonly at: number;
  readonly last_at: number;
  readonly times: number;
};

type Happening = {
  readonly jobId: string;
  readonly state: PrintJobState;
  readonly reason: string | null;
  readonly printerId: string | null;
  readonly at: number;
  readonly staffId?: string;
};

/**
 * Adds to what happened to a job. Asking a printer is not worth a line of its own, and a printer that says no every half minute for a
 * night is one line with a count.
 */
export function notePrintJob(writer: Writer, happening: Happening): void {
  const { jobId, state, reason, printerId, at, staffId } = happening;
  if (state === 'preflight') return;
  const last = writer.get<{
    position: number;
    state: string;
    reason: string | null;
    printer_id: string | null;
  }>(
    'SELECT position, state, reason, printer_id FROM print_job_event WHERE job_id = ? ORDER BY position DESC LIMIT 1',
    [jobId],
  );
  const isSame =
    staffId === undefined && last?.state === state && last.reason === reason && last.printer_id === printerId;
  if (isSame) {
    writer.run(
      'UPDATE print_job_event SET times = times + 1, last_at = ? WHERE job_id = ? AND position = ?',
      [at, jobId, last.position],
    );
    return;
  }
  writer.run(
    `INSERT INTO print_job_event (job_id, position, state, reason, printer_id, staff_id, at, last_at, times)
     VALUES ($jobId, $position, $state, $reason, $printerId, $staffId, $at, $at, 1)`,
    { jobId, position: (last?.position ?? 0) + 1, state, reason, printerId, staffId: staffId ?? null, at },
  );
}

export function printJobEvents(reader: Reader, jobId: string): readonly PrintJobEvent[] {
  return reader.all<PrintJobEvent>(
    `SELECT e.state, e.reason, e.printer_id, e.at, e.last_at, e.times, s.name AS staff_name
     FROM print_job_event e LEFT JOIN staff s ON s.id = e.staff_id WHERE e.job_id = ? ORDER BY e.position`,
    [jobId],
  );
}

/** The last trouble a printer had, while asked, sending, or waiting for its sign. */
export function lastPrinterTrouble(
  reader: Reader,
  printerId: string,
): { readonly reason: string; readonly at: number } | null {
  return (
    reader.get<{ reason: string; at: number }>(
      `SELECT reason, last_at AS at FROM print_job_event
       WHERE printer_id = ? AND reason IS NOT NULL AND state IN ('blocked', 'sending', 'sent', 'unknown')
       ORDER BY last_at DESC LIMIT 1`,
      [printerId],
    ) ?? null
  );
}
