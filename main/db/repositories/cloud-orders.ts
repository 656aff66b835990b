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
};

export function rememberOrder(writer: Writer, order: SeenOrder, seenAt: number): void {
  writer.run(
    `INSERT INTO cloud_order (id, key, name, total, financial_status, cancelled, made_at, updated_at, seen_at)
     VALUES ($id, $key, $name, $total, $financialStatus, $cancelled, $madeAt, $updatedAt, $seenAt)
     ON CONFLICT (id) DO UPDATE SET key = excluded.key, name = excluded.name, total = excluded.total,
       financial_status = excluded.financial_status, cancelled = excluded.cancelled, made_at = excluded.made_at,
       updated_at = excluded.updated_at, seen_at = excluded.seen_at`,
    { ...order, cancelled: order.cancelled ? 1 : 0, seenAt },
  );
}

/** Orders seen under a key, oldest first. */
export function ordersOfKey(reader: Reader, key: string): readonly SeenOrder[] {
  return reader
    .all<{
      id: number;
      key: string;
      name: string;
      total: number;
      financial_status: string;
      cancelled: 0 | 1;
      made_at: number;
      updated_at: number;
    }>('SELECT * FROM cloud_order WHERE key = ? ORDER BY id', [key])
    .map((row) => ({
      id: row.id,
      key: row.key,
      name: row.name,
      total: row.total,
      financialStatus: row.financial_status,
      cancelled: row.cancelled === 1,
      madeAt: row.made_at,
      updatedAt: row.updated_at,
    }));
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
