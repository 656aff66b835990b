import type { Reader, Writer } from '../store.ts';

/** An order under a key of this till, as the cloud last showed it. Amount in đồng, times UTC ms by the cloud's clock. */
export type SeenOrder = {
  readonly id: number;
  readonly key: string;
  readonly name: string;
  readonly total: number;
  readonly financialStatus: string;
  readonly cancelled: boolean;
  readonly madeAt: number;
  readonly updatedAt: number;
  /** The till's number of the sale; empty when it was taken off the order. */
  readonly receiptNumber: string;
  /** Day of the sale by its number, or by when it was sold or the order made. */
  readonly businessDay: string;
};

type OrderRow = {
  readonly id: number;
  readonly key: string;
  readonly name: string;
  readonly total: number;
  readonly financial_status: string;
  readonly cancelled: 0 | 1;
  readonly made_at: number;
  readonly updated_at: number;
  readonly receipt_number: string;
  readonly business_day: string;
};

export function rememberOrder(writer: Writer, order: SeenOrder, seenAt: number): void {
  writer.run(
    `INSERT INTO cloud_order (id, key, name, total, financial_status, cancelled, made_at, updated_at, receipt_number, business_day, seen_at)
     VALUES ($id, $key, $name, $total, $financialStatus, $cancelled, $madeAt, $updatedAt, $receiptNumber, $businessDay, $seenAt)
     ON CONFLICT (id) DO UPDATE SET key = excluded.key, name = excluded.name, total = excluded.total,
       financial_status = excluded.financial_status, cancelled = excluded.cancelled, made_at = excluded.made_at,
       updated_at = excluded.updated_at, receipt_number = excluded.receipt_number, business_day = excluded.business_day,
       seen_at = excluded.seen_at`,
    { ...order, cancelled: order.cancelled ? 1 : 0, seenAt },
  );
}

/** The cloud has it no more: it stands for no sale. */
export function forgetOrder(writer: Writer, id: number): void {
  writer.run('DELETE FROM cloud_order WHERE id = ?', [id]);
}

/** Orders seen under a key, oldest first. */
export function ordersOfKey(reader: Reader, key: string): readonly SeenOrder[] {
  return reader.all<OrderRow>('SELECT * FROM cloud_order WHERE key = ? ORDER BY id', [key]).map(orderFrom);
}

/** Orders of a day under this till's keys, known sale or not, and those of the day's sales whatever day they say. */
export function ordersOfDay(reader: Reader, businessDay: string): readonly SeenOrder[] {
  return reader
    .all<OrderRow>(
      `SELECT * FROM cloud_order WHERE business_day = $day
       UNION SELECT c.* FROM sale s JOIN outbox o ON o.document_id = s.id JOIN cloud_order c ON c.key = o.key
       WHERE s.business_day = $day`,
      { day: businessDay },
    )
    .map(orderFrom);
}

function orderFrom(row: OrderRow): SeenOrder {
  return {
    id: row.id,
    key: row.key,
    name: row.name,
    total: row.total,
    financialStatus: row.financial_status,
    cancelled: row.cancelled === 1,
    madeAt: row.made_at,
    updatedAt: row.updated_at,
    receiptNumber: row.receipt_number,
    businessDay: row.business_day,
  };
}

export type DoubledOrder = {
  readonly id: string;
  readonly sale_id: string;
  readonly kept_order_id: number;
  readonly extra_order_id: number;
  readonly amount: number;
  readonly found_at: number;
};

/** False when that extra order is known already. */
export function insertDoubledOrder(writer: Writer, doubled: DoubledOrder): boolean {
  const { changes } = writer.run(
    `INSERT INTO doubled_order (id, sale_id, kept_order_id, extra_order_id, amount, found_at)
     VALUES ($id, $sale_id, $kept_order_id, $extra_order_id, $amount, $found_at) ON CONFLICT (extra_order_id) DO NOTHING`,
    doubled,
  );
  return changes === 1;
}

export function doubledOrderById(reader: Reader, id: string): DoubledOrder | undefined {
  return reader.get<DoubledOrder>('SELECT * FROM doubled_order WHERE id = ?', [id]);
}

/** The newest cancellation of a second order of a sale. */
export function cancellationOf(reader: Reader, saleId: string): string | undefined {
  return reader.get<{ id: string }>(
    'SELECT id FROM doubled_order WHERE sale_id = ? ORDER BY found_at DESC, id DESC LIMIT 1',
    [saleId],
  )?.id;
}
