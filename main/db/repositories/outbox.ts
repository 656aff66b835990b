import { type DocumentKind, mayMove, type OutboxState } from '../../../domain/sync/outbox.ts';
import type { RefusalFacts, RefusalReason } from '../../../domain/sync/refusal.ts';
import type { Reader, Writer } from '../store.ts';
import { nextSyncTick } from './settings.ts';

/** The worker's side of the outbox; what shop and screen see of it is in `outbox-queue.ts`. */
export type OutboxEntry = {
  readonly id: string;
  readonly sequence: number;
  readonly kind: DocumentKind;
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
  /** By the cloud's clock. */
  readonly cloud_sent_at: number | null;
};

const columns =
  'id, sequence, kind, document_id, key, state, tries, lookups, next_try_at, cloud_id, created_at, sent_at, cloud_sent_at';

/** Longest time any entry is told to wait; one that waits longer was written under another clock. */
export const longestWaitMs = 15 * 60_000;

const isDue = `(next_try_at <= $now OR next_try_at > $now + ${longestWaitMs})`;

/** The same for one entry. */
export function isDueAt(nextTryAt: number, now: number): boolean {
  return nextTryAt <= now || nextTryAt > now + longestWaitMs;
}

/** The oldest entry of a kind that has something to do now: to be sent, or to be looked for. */
export function nextDueEntry(reader: Reader, kind: DocumentKind, now: number): OutboxEntry | undefined {
  // One search a state, so that each walks the index of open entries in order and stops at its first.
  const [queued] = dueEntries(reader, kind, 'queued', now, 1);
  const [unknown] = dueEntries(reader, kind, 'unknown', now, 1);
  if (queued === undefined || unknown === undefined) return queued ?? unknown;
  return queued.sequence < unknown.sequence ? queued : unknown;
}

export function dueEntries(
  reader: Reader,
  kind: DocumentKind,
  state: OutboxState,
  now: number,
  limit: number,
): readonly OutboxEntry[] {
  return reader.all<OutboxEntry>(
    `SELECT ${columns} FROM outbox
     WHERE state <> 'confirmed' AND state = $state AND kind = $kind AND ${isDue}
     ORDER BY sequence LIMIT $limit`,
    { state, kind, now, limit },
  );
}

export function entryById(reader: Reader, id: string): OutboxEntry | undefined {
  return reader.get<OutboxEntry>(`SELECT ${columns} FROM outbox WHERE id = ?`, [id]);
}

export function entryOfDocument(reader: Reader, documentId: string): OutboxEntry | undefined {
  return reader.get<OutboxEntry>(`SELECT ${columns} FROM outbox WHERE document_id = ?`, [documentId]);
}

/** Where a document stands, and when the cloud was last found to have it. */
export function standingOfDocument(
  reader: Reader,
  documentId: string,
): { readonly state: OutboxState; readonly confirmed_at: number | null } | undefined {
  return reader.get('SELECT state, confirmed_at FROM outbox WHERE document_id = ?', [documentId]);
}

/** Orders in the cloud whose money is not known to be booked and that are due for a look, oldest first. */
export function unsettledEntries(reader: Reader, now: number, limit: number): readonly OutboxEntry[] {
  return reader.all<OutboxEntry>(
    `SELECT ${columns} FROM outbox INDEXED BY outbox_unsettled
     WHERE state = 'confirmed' AND settled = 0 AND ${isDue} ORDER BY sequence LIMIT $limit`,
    { now, limit },
  );
}

/** Whether anything is left to send, to look for or to settle, due or not; cheap however long the queue is. */
export function hasOutboxWork(reader: Reader): boolean {
  return nextWorkAt(reader) !== null;
}

/** When the next entry has something to do, UTC ms; null when none has. */
export function nextWorkAt(reader: Reader): number | null {
  const open = reader.get<{ at: number | null }>(
    "SELECT min(next_try_at) AS at FROM outbox INDEXED BY outbox_due WHERE state IN ('queued', 'unknown')",
  )?.at;
  const unsettled = reader.get<{ at: number | null }>(
    "SELECT min(next_try_at) AS at FROM outbox INDEXED BY outbox_unsettled WHERE state = 'confirmed' AND settled = 0",
  )?.at;
  const times = [open, unsettled].filter((at) => at !== null && at !== undefined);
  return times.length === 0 ? null : Math.min(...times);
}

export type OutboxChange = {
  readonly reason?: RefusalReason;
  readonly reasonFacts?: RefusalFacts;
  readonly tries?: number;
  readonly lookups?: number;
  readonly nextTryAt?: number;
  readonly lastAnswer?: string | null;
  readonly cloudId?: number;
  readonly sentAt?: number;
  readonly cloudSentAt?: number | null;
  readonly confirmedAt?: number;
  readonly settled?: boolean;
};

/**
 * Moves an entry along the table of its life. False when it is no longer in the state the caller saw. Only the step into `sending` waits
 * for the disk: whoever forgets any later one finds the entry sending, and looks for it.
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
  return to === 'sending'
    ? writer.inTransaction(() => update(writer, entry, to, change))
    : writer.inLazyTransaction(() => update(writer, entry, to, change));
}

/** Notes something about an entry that stays where it is. */
export function noteOnEntry(
  writer: Writer,
  entry: Pick<OutboxEntry, 'id' | 'state'>,
  change: OutboxChange,
): boolean {
  return writer.inLazyTransaction(() => update(writer, entry, entry.state, change));
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
       cloud_sent_at = coalesce($cloudSentAt, cloud_sent_at), confirmed_at = coalesce($confirmedAt, confirmed_at),
       settled = coalesce($settled, settled), confirmed_tick = coalesce($tick, confirmed_tick), reason = CASE WHEN $to = 'refused' THEN coalesce($reason, reason) END,
       reason_facts_json = CASE WHEN $to = 'refused' THEN coalesce($reasonFacts, reason_facts_json) END
     WHERE id = $id AND state = $from`,
    {
      id: entry.id,
      from: entry.state,
      to,
      reason: change.reason ?? null,
      reasonFacts: change.reasonFacts === undefined ? null : JSON.stringify(change.reasonFacts),
      tries: change.tries ?? null,
      lookups: change.lookups ?? null,
      nextTryAt: change.nextTryAt ?? null,
      lastAnswer: change.lastAnswer ?? null,
      cloudId: change.cloudId ?? null,
      sentAt: change.sentAt ?? null,
      cloudSentAt: change.cloudSentAt ?? null,
      confirmedAt: change.confirmedAt ?? null,
      settled: change.settled === undefined ? null : Number(change.settled),
      tick: to === 'confirmed' && entry.state !== 'confirmed' ? nextSyncTick(writer) : null,
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

/** The store is older than what this till has done: whatever waits may have been sent in the time that is lost. */
export function doubtEverythingQueued(writer: Writer, now: number): number {
  return writer.run(
    "UPDATE outbox SET state = 'unknown', lookups = 0, next_try_at = ? WHERE state = 'queued'",
    [now],
  ).changes;
}

/**
 * The cloud has no order of a confirmed entry any more: it is looked for, and sent again if it is not there. The order it was confirmed
 * with is forgotten, or a new one would pass for the second; so is that its money was booked.
 * @throws RangeError for an entry in another state
 */
export function doubtConfirmed(
  writer: Writer,
  entry: Pick<OutboxEntry, 'id' | 'state'>,
  now: number,
): boolean {
  if (!mayMove(entry.state, 'unknown') || entry.state !== 'confirmed')
    throw new RangeError(`an outbox entry that is ${entry.state} is not doubted`);
  const { changes } = writer.run(
    `UPDATE outbox SET state = 'unknown', cloud_id = NULL, settled = 0, lookups = 0, next_try_at = $now
     WHERE id = $id AND state = 'confirmed'`,
    { id: entry.id, now },
  );
  return changes === 1;
}

export type OutboxTally = {
  readonly kind: DocumentKind;
  readonly state: OutboxState;
  readonly entries: number;
};

/** How many entries of which kind are in which state; as cheap for a long queue as for a short one. */
export function outboxTally(reader: Reader): readonly OutboxTally[] {
  return reader.all<OutboxTally>('SELECT kind, state, entries FROM outbox_tally WHERE entries > 0');
}

export function outboxTotals(reader: Reader): { readonly refused: number; readonly waiting: number } {
  const total = (...states: readonly OutboxState[]) =>
    outboxTally(reader)
      .filter((row) => states.includes(row.state))
      .reduce((sum, row) => sum + row.entries, 0);
  return { refused: total('refused'), waiting: total('queued', 'sending', 'unknown') };
}
