import { mayMove, type OutboxState } from '../../../domain/sync/outbox.ts';
import type { Reader, Writer } from '../store.ts';

export type OutboxEntry = {
  readonly id: string;
  readonly document_id: string;
  readonly key: string;
  readonly state: OutboxState;
  readonly tries: number;
  readonly lookups: number;
  readonly next_try_at: number;
  readonly cloud_id: number | null;
  readonly created_at: number;
  readonly sent_at: number | null;
};

const columns = 'id, document_id, key, state, tries, lookups, next_try_at, cloud_id, created_at, sent_at';

/** The oldest entry that may be worked on now; refused ones wait for a person and hold nobody up. */
export function nextDueEntry(reader: Reader, now: number): OutboxEntry | undefined {
  return reader.get<OutboxEntry>(
    `SELECT ${columns} FROM outbox WHERE state IN ('queued', 'unknown') AND next_try_at <= ? ORDER BY sequence LIMIT 1`,
    [now],
  );
}

/** When the next waiting entry becomes due; null when none waits. */
export function nextDueAt(reader: Reader): number | null {
  return (
    reader.get<{ at: number | null }>(
      "SELECT min(next_try_at) AS at FROM outbox WHERE state IN ('queued', 'unknown')",
    )?.at ?? null
  );
}

/** Confirmed orders whose money has not been seen as paid yet. */
export function unsettledEntries(reader: Reader, now: number): readonly OutboxEntry[] {
  return reader.all<OutboxEntry>(
    `SELECT ${columns} FROM outbox WHERE state = 'confirmed' AND settled = 0 AND next_try_at <= ? ORDER BY sequence LIMIT 50`,
    [now],
  );
}

export function countUnsettled(reader: Reader): number {
  return (
    reader.get<{ n: number }>("SELECT count(*) AS n FROM outbox WHERE state = 'confirmed' AND settled = 0")
      ?.n ?? 0
  );
}

export type EntryChange = {
  readonly lastAnswer?: string | null;
  readonly nextTryAt?: number;
  readonly cloudId?: number;
  readonly tried?: boolean;
  readonly lookups?: number;
  readonly at: number;
};

/** Moves an entry along the state table. @throws when the move is not in the table: a mistake in the program. */
export function moveEntry(writer: Writer, entry: OutboxEntry, to: OutboxState, change: EntryChange): void {
  if (!mayMove(entry.state, to)) throw new Error(`an outbox entry cannot go from ${entry.state} to ${to}`);
  writer.run(
    `UPDATE outbox SET state = $to, last_answer = coalesce($lastAnswer, last_answer), next_try_at = coalesce($nextTryAt, next_try_at),
       cloud_id = coalesce($cloudId, cloud_id), tries = tries + $tried, lookups = coalesce($lookups, lookups),
       sent_at = CASE WHEN $to = 'sending' THEN $at ELSE sent_at END,
       confirmed_at = CASE WHEN $to = 'confirmed' THEN $at ELSE confirmed_at END
     WHERE id = $id AND state = $from`,
    {
      id: entry.id,
      from: entry.state,
      to,
      lastAnswer: change.lastAnswer ?? null,
      nextTryAt: change.nextTryAt ?? null,
      cloudId: change.cloudId ?? null,
      tried: change.tried === true ? 1 : 0,
      lookups: change.lookups ?? null,
      at: change.at,
    },
  );
}

/** An unknown entry that was not found yet: looked for again later. */
export function noteLookup(writer: Writer, id: string, lookups: number, nextTryAt: number): void {
  writer.run("UPDATE outbox SET lookups = ?, next_try_at = ? WHERE id = ? AND state = 'unknown'", [
    lookups,
    nextTryAt,
    id,
  ]);
}

export function noteMoney(writer: Writer, id: string, settled: boolean, nextTryAt: number): void {
  writer.run("UPDATE outbox SET settled = ?, next_try_at = ? WHERE id = ? AND state = 'confirmed'", [
    settled ? 1 : 0,
    nextTryAt,
    id,
  ]);
}

/** After a start: whatever was on its way may have arrived. */
export function questionInterruptedEntries(writer: Writer, at: number): void {
  writer.run("UPDATE outbox SET state = 'unknown', lookups = 0, next_try_at = ? WHERE state = 'sending'", [
    at,
  ]);
}

/** Waiting entries are due at once: the network is back, or somebody asked. Refused ones stay. */
export function makeDue(writer: Writer, at: number): void {
  writer.run("UPDATE outbox SET next_try_at = ? WHERE state IN ('queued', 'unknown') AND next_try_at > ?", [
    at,
    at,
  ]);
}
