import {
  type DifferenceKind,
  type DifferenceState,
  differenceMoves,
  type FoundDifference,
  type KnownDifference,
} from '../../../domain/sync/difference.ts';
import type { Reader, Writer } from '../store.ts';

export type DifferenceRecord = {
  readonly id: string;
  readonly business_day: string;
  readonly kind: DifferenceKind;
  readonly sale_id: string | null;
  readonly order_id: number | null;
  readonly number: string;
  readonly till_amount: number;
  readonly cloud_amount: number;
  readonly state: DifferenceState;
  readonly found_at: number;
  readonly accepted_at: number | null;
  readonly accepted_by: string | null;
  readonly accepted_by_name: string | null;
  readonly reason: string | null;
  readonly resolved_at: number | null;
};

const selected = `
  SELECT d.*, f.name AS accepted_by_name FROM difference d LEFT JOIN staff f ON f.id = d.accepted_by`;

export function openDifference(
  writer: Writer,
  difference: {
    readonly id: string;
    readonly businessDay: string;
    readonly at: number;
    readonly found: FoundDifference;
  },
): void {
  const { found, ...rest } = difference;
  writer.run(
    `INSERT INTO difference (id, business_day, kind, sale_id, order_id, number, till_amount, cloud_amount, state, found_at)
     VALUES ($id, $businessDay, $class, $saleId, $orderId, $number, $tillAmount, $cloudAmount, 'open', $at)`,
    { ...rest, ...found },
  );
}

/** True when it was in a state from which the table lets it be resolved. */
export function resolveDifference(writer: Writer, id: string, at: number): boolean {
  return (
    writer.run(
      `UPDATE difference SET state = 'resolved', resolved_at = $at WHERE id = $id AND state IN (${before('resolved')})`,
      { id, at },
    ).changes === 1
  );
}

export function acceptDifference(
  writer: Writer,
  acceptance: {
    readonly id: string;
    readonly staffId: string;
    readonly reason: string;
    readonly at: number;
  },
): boolean {
  return (
    writer.run(
      `UPDATE difference SET state = 'accepted', accepted_at = $at, accepted_by = $staffId, reason = $reason
       WHERE id = $id AND state IN (${before('accepted')})`,
      acceptance,
    ).changes === 1
  );
}

export function differenceById(reader: Reader, id: string): DifferenceRecord | undefined {
  return reader.get<DifferenceRecord>(`${selected} WHERE d.id = ?`, [id]);
}

/** Of a day, those that are not resolved and whose numbers lie between two. */
export function unresolvedBetween(
  reader: Reader,
  range: { readonly day: string; readonly first: string; readonly last: string },
): readonly DifferenceRecord[] {
  return reader.all<DifferenceRecord>(
    `${selected} WHERE d.business_day = $day AND d.state <> 'resolved' AND d.number BETWEEN $first AND $last`,
    range,
  );
}

/** Of a day, what is not resolved, as the next comparison has to know it; behind an id, in order. */
export function knownOfDay(
  reader: Reader,
  businessDay: string,
  afterId: string,
  limit: number,
): readonly KnownDifference[] {
  return reader.all<KnownDifference>(
    `SELECT id, kind, sale_id AS saleId, order_id AS orderId, till_amount AS tillAmount, cloud_amount AS cloudAmount
     FROM difference WHERE business_day = ? AND state <> 'resolved' AND id > ? ORDER BY id LIMIT ?`,
    [businessDay, afterId, limit],
  );
}

/** Those nobody has looked at first, then the accepted ones; newest day first. */
export function unresolvedDifferences(
  reader: Reader,
  limit: number,
  offset: number,
): { readonly rows: readonly DifferenceRecord[]; readonly total: number; readonly open: number } {
  const counts = reader.get<{ total: number; open: number | null }>(
    "SELECT count(*) AS total, sum(state = 'open') AS open FROM difference WHERE state <> 'resolved'",
  );
  return {
    // Only the page's own rows are read whole.
    rows: reader.all<DifferenceRecord>(
      `${selected} WHERE d.id IN (
         SELECT id FROM difference WHERE state <> 'resolved'
         ORDER BY state = 'accepted', business_day DESC, number, id LIMIT ? OFFSET ?)
       ORDER BY d.state = 'accepted', d.business_day DESC, d.number, d.id`,
      [limit, offset],
    ),
    total: counts?.total ?? 0,
    open: counts?.open ?? 0,
  };
}

/** By day, how many that are not resolved wait for somebody and how many were accepted. */
export function unresolvedByDay(
  reader: Reader,
): ReadonlyMap<string, { readonly open: number; readonly accepted: number }> {
  const rows = reader.all<{ business_day: string; open: number; accepted: number }>(
    `SELECT business_day, sum(state = 'open') AS open, sum(state = 'accepted') AS accepted
     FROM difference INDEXED BY difference_unresolved WHERE state <> 'resolved' GROUP BY business_day`,
  );
  return new Map(rows.map(({ business_day, open, accepted }) => [business_day, { open, accepted }]));
}

/** Open ones whose sale is not on its way, and has not arrived again since its day was last compared. */
const sendable = `
  FROM difference d INDEXED BY difference_unresolved JOIN outbox o ON o.document_id = d.sale_id
  LEFT JOIN reconciled_day r ON r.business_day = d.business_day
  WHERE d.state <> 'resolved' AND d.state = 'open' AND d.kind = 'missing' AND o.state = 'confirmed'
    AND coalesce(o.confirmed_at, 0) <= coalesce(r.ran_at, d.found_at)`;

/** Missing sales that can be sent again now, behind an id. */
export function missingToSend(reader: Reader, after: string, limit: number): readonly string[] {
  return reader
    .all<{ id: string }>(`SELECT d.id ${sendable} AND d.id > ? ORDER BY d.id LIMIT ?`, [after, limit])
    .map(({ id }) => id);
}

export function countMissingToSend(reader: Reader): number {
  return reader.get<{ n: number }>(`SELECT count(*) AS n ${sendable}`)?.n ?? 0;
}

/** How many wait for somebody. */
export function openDifferences(reader: Reader): number {
  const counted = reader.get<{ n: number }>(
    "SELECT count(*) AS n FROM difference INDEXED BY difference_unresolved WHERE state <> 'resolved' AND state = 'open'",
  );
  return counted?.n ?? 0;
}

/** The states of the table from which one is reached, as a list of literals. */
function before(to: DifferenceState): string {
  return Object.entries(differenceMoves)
    .filter(([, next]) => next.includes(to))
    .map(([state]) => `'${state}'`)
    .join(', ');
}
