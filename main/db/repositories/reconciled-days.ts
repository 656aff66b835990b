import type { OutboxState } from '../../../domain/sync/outbox.ts';
import type { ReconcileClass, ReconcileItem, TillDocument } from '../../../domain/sync/reconcile.ts';
import type { DayStanding } from '../../../domain/sync/reconcile-due.ts';
import type { Reader, Writer } from '../store.ts';

/** A document of a day with what is known of its way; times UTC ms by the cloud's clock. */
export type DayDocument = TillDocument & {
  readonly sequence: number;
  readonly cloudId: number | null;
  readonly cloudSentAt: number | null;
};

/** The till's documents of a day behind a sequence number, in order. */
export function documentsOfDay(
  reader: Reader,
  businessDay: string,
  afterSequence: number,
  limit: number,
): readonly DayDocument[] {
  return reader
    .all<{
      id: string;
      sequence: number;
      key: string;
      number: string;
      payable: number;
      state: OutboxState;
      cloud_id: number | null;
      cloud_sent_at: number | null;
    }>(
      `SELECT s.id, s.sequence, o.key, s.number, s.payable, o.state, o.cloud_id, o.cloud_sent_at
       FROM sale s JOIN outbox o ON o.document_id = s.id
       WHERE s.business_day = ? AND s.sequence > ? ORDER BY s.sequence LIMIT ?`,
      [businessDay, afterSequence, limit],
    )
    .map((row) => ({
      id: row.id,
      sequence: row.sequence,
      key: row.key,
      number: row.number,
      amount: row.payable,
      state: row.state,
      cloudId: row.cloud_id,
      cloudSentAt: row.cloud_sent_at,
    }));
}

/** How orders were found that no document names: by reading the shop's orders of the day, or out of the till's memory of them. */
export type FoundBy = 'walk' | 'memory';

export type ReconciledDay = {
  readonly business_day: string;
  readonly run: number;
  readonly ran_at: number;
  readonly day_ended: 0 | 1;
  readonly found_by: FoundBy;
  readonly waits: 0 | 1;
  readonly classes_json: string;
};

export function reconciledDay(reader: Reader, businessDay: string): ReconciledDay | undefined {
  return reader.get<ReconciledDay>('SELECT * FROM reconciled_day WHERE business_day = ?', [businessDay]);
}

/** When a day was last compared; null when it never was. */
export function comparedAt(reader: Reader, businessDay: string): number | null {
  const row = reader.get<{ ran_at: number }>('SELECT ran_at FROM reconciled_day WHERE business_day = ?', [
    businessDay,
  ]);
  return row?.ran_at ?? null;
}

export function writeReconciledDay(writer: Writer, day: ReconciledDay): void {
  writer.run(
    `INSERT INTO reconciled_day (business_day, run, ran_at, day_ended, found_by, waits, classes_json)
     VALUES ($business_day, $run, $ran_at, $day_ended, $found_by, $waits, $classes_json)
     ON CONFLICT (business_day) DO UPDATE SET run = excluded.run, ran_at = excluded.ran_at, day_ended = excluded.day_ended,
       found_by = excluded.found_by, waits = excluded.waits, classes_json = excluded.classes_json`,
    day,
  );
}

/** Something of a day changed since it was looked at. */
export function lookAtDayAgain(writer: Writer, businessDay: string): void {
  writer.run('UPDATE reconciled_day SET waits = 1 WHERE business_day = ? AND waits = 0', [businessDay]);
}

export function insertReconciledItem(
  writer: Writer,
  at: { readonly businessDay: string; readonly run: number; readonly position: number },
  item: ReconcileItem,
): void {
  writer.run(
    `INSERT INTO reconciled_item (business_day, run, position, class, sale_id, order_id, number, till_amount, cloud_amount)
     VALUES ($businessDay, $run, $position, $class, $saleId, $orderId, $number, $tillAmount, $cloudAmount)`,
    { ...at, ...item },
  );
}

/** Sweeps away items of other runs than the one kept, a few at a time; true when none is left. */
export function sweepItems(writer: Writer, businessDay: string, keptRun: number, limit: number): boolean {
  const { changes } = writer.run(
    `DELETE FROM reconciled_item WHERE (business_day, run, position) IN (
       SELECT business_day, run, position FROM reconciled_item WHERE business_day = ? AND run <> ? LIMIT ?)`,
    [businessDay, keptRun, limit],
  );
  return changes < limit;
}

type ItemRow = {
  readonly class: ReconcileClass;
  readonly sale_id: string | null;
  readonly order_id: number | null;
  readonly number: string;
  readonly till_amount: number;
  readonly cloud_amount: number;
};

/** What did not match when a day was last looked at, all of it or one class. */
export function itemsOfDay(
  reader: Reader,
  query: {
    readonly day: string;
    readonly class: ReconcileClass | null;
    readonly limit: number;
    readonly offset: number;
  },
): { readonly rows: readonly ReconcileItem[]; readonly total: number } {
  const { limit, offset, ...asked } = query;
  const which = { ...asked, run: reconciledDay(reader, query.day)?.run ?? 0 };
  const matching =
    'FROM reconciled_item WHERE business_day = $day AND run = $run AND class = coalesce($class, class)';
  const counted = reader.get<{ n: number }>(`SELECT count(*) AS n ${matching}`, which);
  return {
    total: counted?.n ?? 0,
    rows: reader
      .all<ItemRow>(`SELECT * ${matching} ORDER BY position LIMIT $limit OFFSET $offset`, {
        ...which,
        limit,
        offset,
      })
      .map((row) => ({
        class: row.class,
        saleId: row.sale_id,
        orderId: row.order_id,
        number: row.number,
        tillAmount: row.till_amount,
        cloudAmount: row.cloud_amount,
      })),
  };
}

/** Documents of a day on their way, cancellations of its second orders among them. What a manager set aside goes nowhere. */
export function onTheirWay(reader: Reader, businessDay: string): number {
  const row = reader.get<{ n: number }>(
    `SELECT (SELECT count(*) FROM sale s JOIN outbox o ON o.document_id = s.id
             WHERE s.business_day = $day AND o.state NOT IN ('confirmed', 'set-aside'))
          + (SELECT count(*) FROM doubled_order d JOIN sale s ON s.id = d.sale_id JOIN outbox o ON o.document_id = d.id
             WHERE s.business_day = $day AND o.state NOT IN ('confirmed', 'set-aside')) AS n`,
    { day: businessDay },
  );
  return row?.n ?? 0;
}

/** The newest days before one on which this till has anything, its own sales or orders in the cloud. */
export function daysBefore(reader: Reader, businessDay: string, limit: number): readonly string[] {
  const days: string[] = [];
  // From day to day by index, as counting through the sales of weeks would take long.
  let day: string | null = businessDay;
  while (days.length < limit) {
    day =
      reader.get<{ day: string | null }>(
        `SELECT max(day) AS day FROM (SELECT max(business_day) AS day FROM sale WHERE business_day < $day
           UNION ALL SELECT max(business_day) FROM cloud_order WHERE business_day < $day)`,
        { day },
      )?.day ?? null;
    if (day === null) break;
    days.push(day);
  }
  return days;
}

export function dayStanding(reader: Reader, businessDay: string): DayStanding {
  const ran = reconciledDay(reader, businessDay);
  const open = reader.get<{ n: number }>(
    "SELECT count(*) AS n FROM difference WHERE business_day = ? AND state = 'open'",
    [businessDay],
  )?.n;
  return {
    businessDay,
    ran: ran === undefined ? null : { at: ran.ran_at, dayEnded: ran.day_ended === 1, waits: ran.waits === 1 },
    onTheirWay: ran?.waits === 1 ? onTheirWay(reader, businessDay) : 0,
    open: open ?? 0,
  };
}
