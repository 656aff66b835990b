import { mayMove, type OutboxState } from '../../../domain/sync/outbox.ts';
import type { Reader, Writer } from '../store.ts';

/** The worker's side of the outbox; what shop and screen see of it is in `outbox-queue.ts`. */
export type OutboxEntry = {
  readonly id: string;
  readonly sequence: number;
  readonly document_id: string;
  readonly key: string;
  readonly state: OutboxState;
  /** How often bytes of it went out. */
  readonly tries: number;
  /** While unknown: searches that found nothing. Once confirmed: looks at its money. */
  readonly lookups: number;
  readonly next_try_at: number;
  readonly cloud_id: number | null;
  readonly created_at: number;
  readonly sent_at: number | null;
};

const columns =
  'id, sequence, document_id, key, state, tries, lookups, next_try_at, cloud_id, created_at, sent_at';

/** Longest time any entry is told to wait; one that waits longer was written under another clock. */
const longestWaitMs = 15 * 60_000;

/** The oldest entry that has something to do now: to be sent, or to be looked for. */
export function nextDueEntry(reader: Reader, now: number): OutboxEntry | undefined {
  // One search a state, so that each walks the index of open entries in order and stops at its first.
  const oldest = (state: OutboxState) =>
    reader.get<OutboxEntry>(
      `SELECT ${columns} FROM outbox
     WHERE state <> 'confirmed' AND state = $state AND (next_try_at <= $now OR next_try_at > $now + ${longestWaitMs})
     ORDER BY sequence LIMIT 1`,
      { state, now },
    );
  const [queued, unknown] = [oldest('queued'), oldest('unknown')];
  if (queued === undefined || unknown === undefined) return queued ?? unknown;
  return queued.sequence < unknown.sequence ? queued : unknown;
}

/** The oldest order in the cloud whose money is not known to be booked, and is due for a look. */
export function nextUnsettledEntry(reader: Reader, now: number): OutboxEntry | undefined {
  return reader.get<OutboxEntry>(
    `SELECT ${columns} FROM outbox INDEXED BY outbox_unsettled
     WHERE state = 'confirmed' AND settled = 0 AND (next_try_at <= $now OR next_try_at > $now + ${longestWaitMs})
     ORDER BY sequence LIMIT 1`,
    { now },
  );
}

/** Whether anything is left to send, to look for or to settle, due or not; cheap however long the queue is. */
export function hasOutboxWork(reader: Reader): boolean {
  const open = reader.get(
    "SELECT 1 AS found FROM outbox WHERE state <> 'confirmed' AND state IN ('queued', 'unknown') LIMIT 1",
  );
  return (
    (open ??
      reader.get(
        "SELECT 1 AS found FROM outbox INDEXED BY outbox_unsettled WHERE state = 'confirmed' AND settled = 0 LIMIT 1",
      )) !== undefined
  );
}

/** When the next entry has something to do, UTC ms; null when none has. */
export function nextWorkAt(reader: Reader): number | null {
  return (
    reader.get<{ at: number | null }>(
      `SELECT min(next_try_at) AS at FROM (
         SELECT next_try_at FROM outbox WHERE state <> 'confirmed' AND state IN ('queued', 'unknown')
         UNION ALL
         SELECT next_try_at FROM outbox INDEXED BY outbox_unsettled WHERE state = 'confirmed' AND settled = 0
       )`,
    )?.at ?? null
  );
}

export type OutboxChange = {
  readonly tries?: number;
  readonly lookups?: number;
  readonly nextTryAt?: number;
  readonly lastAnswer?: string | null;
  readonly cloudId?: number;
  readonly sentAt?: number;
  readonly confirmedAt?: number;
  readonly settled?: boolean;
};

/**
 * Moves an entry along the table of its life. False when it is no longer in the state the caller saw.
 * @throws RangeError for a move the table does not have.
 */
export function moveEntry(
  writer: Writer,
  entry: Pick<OutboxEntry, 'id' | 'state'>,
  to: OutboxState,
  change: OutboxChange = {},
): boolean {
  if (!mayMove(entry.state, to))
    throw new RangeError(`an outbox entry never goes from ${entry.state} to ${to}`);
  return update(writer, entry, to, change);
}

/** Notes something about an entry that stays where it is. */
export function noteOnEntry(
  writer: Writer,
  entry: Pick<OutboxEntry, 'id' | 'state'>,
  change: OutboxChange,
): boolean {
  return update(writer, entry, entry.state, change);
}

function update(
  writer: Writer,
  entry: Pick<OutboxEntry, 'id' | 'state'>,
  to: OutboxState,
  change: OutboxChange,
): boolean {
  const { changes } = writer.run(
    `UPDATE outbox SET state = $to, tries = coalesce($tries, tries), lookups = coalesce($lookups, lookups),
       next_try_at = coalesce($nextTryAt, next_try_at), last_answer = coalesce($lastAnswer, last_answer),
       cloud_id = coalesce($cloudId, cloud_id), sent_at = coalesce($sentAt, sent_at),
       confirmed_at = coalesce($confirmedAt, confirmed_at), settled = coalesce($settled, settled)
     WHERE id = $id AND state = $from`,
    {
      id: entry.id,
      from: entry.state,
      to,
      tries: change.tries ?? null,
      lookups: change.lookups ?? null,
      nextTryAt: change.nextTryAt ?? null,
      lastAnswer: change.lastAnswer ?? null,
      cloudId: change.cloudId ?? null,
      sentAt: change.sentAt ?? null,
      confirmedAt: change.confirmedAt ?? null,
      settled: change.settled === undefined ? null : Number(change.settled),
    },
  );
  return changes === 1;
}

/** After a start nobody knows what became of what was on its way: it has to be looked for. */
export function doubtEverythingSending(writer: Writer, now: number): number {
  return writer.run(
    "UPDATE outbox SET state = 'unknown', lookups = 0, next_try_at = ? WHERE state = 'sending'",
    [now],
  ).changes;
}

export function outboxTotals(reader: Reader): { readonly refused: number; readonly waiting: number } {
  const row = reader.get<{ refused: number; waiting: number }>(
    `SELECT coalesce(sum(state = 'refused'), 0) AS refused, coalesce(sum(state <> 'refused'), 0) AS waiting
     FROM outbox WHERE state <> 'confirmed'`,
  );
  return row ?? { refused: 0, waiting: 0 };
}
