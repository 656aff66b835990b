import type { Reader } from '../store.ts';

/** Counts for somebody who looks at a till from afar: kinds and states, never what a row is about. */

export function printJobTally(reader: Reader): readonly unknown[] {
  return reader.all(
    'SELECT kind, state, reason, count(*) AS jobs, max(changed_at) AS last FROM print_job GROUP BY 1, 2, 3',
  );
}

/** Of the cloud's last words only the status is kept: the rest may repeat what it was told of a customer. */
export function refusedTally(reader: Reader): readonly unknown[] {
  return reader.all(
    `SELECT kind, state, reason, CASE WHEN last_answer GLOB 'HTTP [0-9][0-9][0-9]' THEN last_answer END AS status,
       count(*) AS entries, max(tries) AS mostTries, min(created_at) AS oldest
     FROM outbox WHERE state <> 'confirmed' GROUP BY 1, 2, 3, 4`,
  );
}

export function journalTally(reader: Reader): readonly unknown[] {
  return reader.all(
    'SELECT kind, count(*) AS entries, max(at) AS last FROM journal GROUP BY kind ORDER BY kind',
  );
}
