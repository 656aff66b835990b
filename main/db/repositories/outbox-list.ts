import type { DocumentKind, OutboxStage, OutboxState } from '../../../domain/sync/outbox.ts';
import type { RefusalReason } from '../../../domain/sync/refusal.ts';
import type { Reader, SqlValue } from '../store.ts';

/** The outbox as people look through it, newest first. Null asks for all. Times are UTC ms, `to` itself is outside. */
export type OutboxFilter = {
  readonly stage: OutboxStage | null;
  readonly kind: DocumentKind | null;
  readonly from: number | null;
  readonly to: number | null;
};

export type OutboxListRow = {
  readonly id: string;
  readonly sequence: number;
  readonly kind: DocumentKind;
  readonly document_id: string;
  readonly number: string;
  readonly created_at: number;
  readonly staff_name: string | null;
  readonly customer_name: string | null;
  readonly customer_phone: string | null;
  readonly amount: number | null;
  readonly state: OutboxState;
  readonly reason: RefusalReason | null;
  readonly reason_facts_json: string | null;
  readonly tries: number;
  readonly next_try_at: number;
  readonly last_answer: string | null;
  readonly cloud_id: number | null;
  readonly set_aside_at: number | null;
  readonly set_aside_by: string | null;
  readonly set_aside_reason: string | null;
  readonly kept_order_id: number | null;
  readonly extra_order_id: number | null;
};

const conditions: { readonly [F in keyof OutboxFilter]: string } = {
  stage: 'o.stage = $stage',
  kind: 'o.kind = $kind',
  from: 'o.created_at >= $from',
  to: 'o.created_at < $to',
};

/** What an entry is about, beside `outbox o`. */
const documents = `
  LEFT JOIN doubled_order d ON o.kind = 'cancellation' AND d.id = o.document_id
  LEFT JOIN goods_return r ON o.kind = 'return' AND r.id = o.document_id
  LEFT JOIN sale s ON s.id = coalesce(d.sale_id, r.sale_id, o.document_id)
  LEFT JOIN customer_change g ON o.kind = 'customer' AND g.id = o.document_id
  LEFT JOIN customer named ON named.id = g.customer_id
  LEFT JOIN customer c ON c.id = coalesce(named.merged_into, named.id)`;

const filterNames = Object.keys(conditions) as readonly (keyof OutboxFilter)[];

function narrowed(filter: OutboxFilter): {
  readonly where: string;
  readonly params: Record<string, SqlValue>;
} {
  const used = filterNames.filter((name) => filter[name] !== null);
  return {
    where: used.length === 0 ? '1' : used.map((name) => conditions[name]).join(' AND '),
    params: Object.fromEntries(used.map((name) => [name, filter[name]])),
  };
}

/** Which entries a page of the list shows; an index for each filter has them in order. */
export function outboxWindow(
  reader: Reader,
  filter: OutboxFilter,
  window: { readonly limit: number; readonly offset: number },
): readonly number[] {
  const { where, params } = narrowed(filter);
  return reader
    .all<{ sequence: number }>(
      `SELECT o.sequence FROM outbox o WHERE ${where} ORDER BY o.created_at DESC, o.sequence DESC LIMIT $limit OFFSET $offset`,
      { ...params, ...window },
    )
    .map(({ sequence }) => sequence);
}

export function countOutbox(reader: Reader, filter: OutboxFilter): number {
  const { where, params } = narrowed(filter);
  return reader.get<{ n: number }>(`SELECT count(*) AS n FROM outbox o WHERE ${where}`, params)?.n ?? 0;
}

/** The newest entries whose receipt number or phone holds one of the terms, out of the newest `most` that do; `isAll` when there are no more. */
export function findInOutbox(
  reader: Reader,
  terms: readonly string[],
  filter: OutboxFilter,
  most: number,
): { readonly found: readonly number[]; readonly isAll: boolean } {
  const { where, params } = narrowed(filter);
  const rows = reader.all<{ sequence: number; fits: 0 | 1 }>(
    `SELECT o.sequence, (${where}) AS fits
     FROM (SELECT rowid AS sequence FROM outbox_text WHERE outbox_text MATCH $match ORDER BY rowid DESC LIMIT $most) t
     CROSS JOIN outbox o ON o.sequence = t.sequence
     ORDER BY o.created_at DESC, o.sequence DESC`,
    { ...params, most, match: terms.map((term) => `"${term.replaceAll('"', '""')}"`).join(' OR ') },
  );
  return {
    found: rows.filter(({ fits }) => fits === 1).map(({ sequence }) => sequence),
    isAll: rows.length < most,
  };
}

/** Where a walk through the list stands. */
export type OutboxPlace = { readonly created_at: number; readonly sequence: number };

/** The next `step` entries of the list from a place on, and which of them hold one of the terms; for texts that too many hold. */
export function walkOutbox(
  reader: Reader,
  terms: readonly string[],
  filter: OutboxFilter,
  from: OutboxPlace | null,
  step: number,
): { readonly found: readonly number[]; readonly next: OutboxPlace | null } {
  const { where, params } = narrowed(filter);
  const rows = reader.all<OutboxPlace & { readonly search_text: string }>(
    `SELECT w.created_at, w.sequence, coalesce(r.number || ' ', '') || coalesce(s.number, '') || ' ' || coalesce(s.customer_phone, c.phone, '') AS search_text
     FROM (
       SELECT o.created_at, o.sequence FROM outbox o
       WHERE ${where} ${from === null ? '' : 'AND (o.created_at, o.sequence) < ($placeAt, $placeSequence)'}
       ORDER BY o.created_at DESC, o.sequence DESC LIMIT $step
     ) w CROSS JOIN outbox o ON o.sequence = w.sequence ${documents}`,
    {
      ...params,
      step,
      ...(from === null ? {} : { placeAt: from.created_at, placeSequence: from.sequence }),
    },
  );
  const holds = (text: string) => terms.some((term) => text.toLowerCase().includes(term));
  return {
    found: rows.filter((row) => holds(row.search_text)).map(({ sequence }) => sequence),
    next: rows.length < step ? null : (rows.at(-1) ?? null),
  };
}

/** Entries with what their documents say, in the order of `sequences`. */
export function outboxRows(reader: Reader, sequences: readonly number[]): readonly OutboxListRow[] {
  return reader.all<OutboxListRow>(
    `SELECT o.id, o.sequence, o.kind, o.document_id, o.created_at, o.state, o.reason, o.reason_facts_json, o.tries, o.next_try_at,
       o.last_answer, o.cloud_id, o.set_aside_at, o.set_aside_reason, a.name AS set_aside_by, coalesce(r.number, s.number, '') AS number,
       CASE WHEN o.kind <> 'cancellation' THEN f.name END AS staff_name, coalesce(s.customer_name, c.name) AS customer_name,
       coalesce(s.customer_phone, c.phone) AS customer_phone, coalesce(d.amount, r.payout, s.payable) AS amount, d.kept_order_id, d.extra_order_id
     FROM json_each(?) wanted CROSS JOIN outbox o ON o.sequence = wanted.value
     ${documents}
     LEFT JOIN staff f ON f.id = coalesce(g.staff_id, r.staff_id, s.staff_id)
     LEFT JOIN staff a ON a.id = o.set_aside_by
     ORDER BY wanted.key`,
    [JSON.stringify(sequences)],
  );
}

/** How many refused entries there are of each reason. */
export function refusalTally(
  reader: Reader,
): readonly { readonly reason: RefusalReason; readonly entries: number }[] {
  return reader.all(
    `SELECT reason, count(*) AS entries FROM outbox INDEXED BY outbox_refused
     WHERE state = 'refused' AND reason IS NOT NULL GROUP BY reason`,
  );
}
