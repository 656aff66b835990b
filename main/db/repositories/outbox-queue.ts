import type { DocumentKind, OutboxState } from '../../../domain/sync/outbox.ts';
import type { RefusalReason } from '../../../domain/sync/refusal.ts';
import type { Reader, Writer } from '../store.ts';
import { nextNumber } from './settings.ts';

/** Puts a document into the outbox; inside the transaction that creates the document. */
export function queueDocument(
  writer: Writer,
  document: {
    readonly id: string;
    readonly kind: DocumentKind;
    readonly documentId: string;
    readonly key: string;
    readonly at: number;
  },
): void {
  writer.run(
    `INSERT INTO outbox (id, sequence, kind, document_id, key, state, tries, lookups, next_try_at, settled, created_at)
     VALUES ($id, $sequence, $kind, $documentId, $key, 'queued', 0, 0, $at, 0, $at)`,
    { ...document, sequence: nextNumber(writer, 'outbox') },
  );
}

/** An entry as whoever decides about it sees it. */
export type DecidableEntry = {
  readonly id: string;
  readonly sequence: number;
  readonly document_id: string;
  readonly state: OutboxState;
  readonly reason: RefusalReason | null;
  readonly reason_facts_json: string | null;
};

const decidable = 'id, sequence, document_id, state, reason, reason_facts_json';

export function decidableEntry(reader: Reader, id: string): DecidableEntry | undefined {
  return reader.get<DecidableEntry>(`SELECT ${decidable} FROM outbox WHERE id = ?`, [id]);
}

/** Refused entries of a reason from after a sequence number on, oldest first. */
export function refusedOf(
  reader: Reader,
  reason: RefusalReason,
  after: number,
  limit: number,
): readonly DecidableEntry[] {
  return reader.all<DecidableEntry>(
    `SELECT ${decidable} FROM outbox INDEXED BY outbox_refused
     WHERE state = 'refused' AND reason = ? AND sequence > ? ORDER BY sequence LIMIT ?`,
    [reason, after, limit],
  );
}

/** A manager's word that an entry shall not be sent; why it was refused stays with it. False when it is not refused any more. */
export function setEntryAside(
  writer: Writer,
  id: string,
  word: { readonly at: number; readonly by: string; readonly why: string },
): boolean {
  const { changes } = writer.run(
    `UPDATE outbox SET state = 'set-aside', set_aside_at = $at, set_aside_by = $by, set_aside_reason = $why
     WHERE id = $id AND state = 'refused'`,
    { id, ...word },
  );
  return changes === 1;
}

/** False when it is not set aside any more. */
export function takeEntryBack(writer: Writer, id: string, at: number): boolean {
  const { changes } = writer.run(
    `UPDATE outbox SET state = 'queued', next_try_at = $at, reason = NULL, reason_facts_json = NULL, set_aside_at = NULL,
       set_aside_by = NULL, set_aside_reason = NULL
     WHERE id = $id AND state = 'set-aside'`,
    { id, at },
  );
  return changes === 1;
}

/** Somebody asks for a round now: what waits for a later try is tried in it. A few hundred at most, so that nobody waits for it. */
export function hurryQueued(writer: Writer, now: number): void {
  writer.run(
    `UPDATE outbox SET next_try_at = $now WHERE rowid IN (
       SELECT rowid FROM outbox INDEXED BY outbox_due WHERE state = 'queued' AND state IN ('queued', 'unknown') AND next_try_at > $now
       LIMIT 300
     )`,
    { now },
  );
}

export function countByState(reader: Reader): ReadonlyMap<OutboxState, number> {
  const rows = reader.all<{ state: OutboxState; n: number }>(
    "SELECT state, count(*) AS n FROM outbox WHERE state <> 'confirmed' GROUP BY state",
  );
  return new Map(rows.map((row) => [row.state, row.n]));
}
