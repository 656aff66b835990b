import type { DocumentKind, OutboxState } from '../../../domain/sync/outbox.ts';
import type { Reader, Writer } from '../store.ts';
import { nextNumber } from './settings.ts';

/** The side of the outbox that shop and screen see; the worker's side is in `outbox.ts`. */
export type OutboxListRow = {
  readonly id: string;
  readonly document_id: string;
  readonly number: string;
  readonly created_at: number;
  readonly staff_name: string;
  readonly customer_name: string | null;
  readonly payable: number;
  readonly state: OutboxState;
  readonly tries: number;
  readonly next_try_at: number;
  readonly last_answer: string | null;
  readonly cloud_id: number | null;
};

export type OutboxFilter = 'all' | 'waiting' | 'refused' | 'confirmed';

const conditions: { readonly [F in OutboxFilter]: string } = {
  all: '1',
  waiting: "o.state IN ('queued', 'sending', 'unknown')",
  refused: "o.state = 'refused'",
  confirmed: "o.state = 'confirmed'",
};

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

export function listOutbox(
  reader: Reader,
  filter: OutboxFilter,
  limit: number,
  offset: number,
): { readonly rows: readonly OutboxListRow[]; readonly total: number } {
  const where = conditions[filter];
  return {
    rows: reader.all<OutboxListRow>(
      `SELECT o.*, s.number, s.customer_name, s.payable, f.name AS staff_name
       FROM outbox o JOIN sale s ON s.id = o.document_id JOIN staff f ON f.id = s.staff_id
       WHERE ${where} ORDER BY o.sequence DESC LIMIT ? OFFSET ?`,
      [limit, offset],
    ),
    total: reader.get<{ n: number }>(`SELECT count(*) AS n FROM outbox o WHERE ${where}`)?.n ?? 0,
  };
}

export function outboxEntryState(reader: Reader, id: string): OutboxState | undefined {
  return reader.get<{ state: OutboxState }>('SELECT state FROM outbox WHERE id = ?', [id])?.state;
}

/** A person decided that a refused entry shall be tried again. */
export function requeue(writer: Writer, id: string, at: number): void {
  writer.run("UPDATE outbox SET state = 'queued', next_try_at = ? WHERE id = ? AND state = 'refused'", [
    at,
    id,
  ]);
}

export function countByState(reader: Reader): ReadonlyMap<OutboxState, number> {
  const rows = reader.all<{ state: OutboxState; n: number }>(
    "SELECT state, count(*) AS n FROM outbox WHERE state <> 'confirmed' GROUP BY state",
  );
  return new Map(rows.map((row) => [row.state, row.n]));
}
