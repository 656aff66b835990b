import { z } from 'zod';
import type { Shop } from '../context.ts';
import { all, get, run } from '../store.ts';
import { recordEvent } from './events.ts';
import { findOrder } from './order-row.ts';
import { bookTransaction, refreshFinancialStatus, transactionKinds } from './transaction-rows.ts';

const duePayments = z.object({
  gateway: z.string(),
  userId: z.number().nullable(),
  payments: z.array(
    z.object({ kind: z.enum(transactionKinds), amount: z.number().nullable(), gateway: z.string() }),
  ),
});

export type DuePayments = z.output<typeof duePayments>;

/** The service answers first and books the money afterwards. What is due is stored, so that a kill only delays it. */
export function settleLater(shop: Shop, orderId: number, due: DuePayments): void {
  run(shop.store, 'INSERT INTO due_settlement VALUES (?, ?)', orderId, JSON.stringify(due));
  shop.later(() => settle(shop, orderId));
}

export function settleEverything(shop: Shop): void {
  const due = all<{ order_id: number }>(shop.store, 'SELECT order_id FROM due_settlement ORDER BY order_id');
  for (const row of due) settle(shop, row.order_id);
}

/** One pending transaction for the whole, then what was paid, as its children. */
function settle(shop: Shop, orderId: number): void {
  const { store } = shop;
  store.transaction(() => {
    const sql = 'SELECT payments_json FROM due_settlement WHERE order_id = ?';
    const row = get<{ payments_json: string }>(store, sql, orderId);
    if (row === undefined) return;
    const { gateway, userId, payments } = duePayments.parse(JSON.parse(row.payments_json));
    const total = findOrder(shop, orderId).total_price;
    const pending = bookTransaction(shop, orderId, {
      kind: 'pending',
      amount: total,
      gateway,
      parentId: null,
      userId,
    });
    for (const payment of payments) {
      bookTransaction(shop, orderId, {
        kind: payment.kind,
        // A payment without an amount books nothing of its own and leaves the order partly paid.
        amount: payment.amount ?? (shop.faults.captureOmittedPartial ? 0 : total),
        gateway: payment.gateway,
        parentId: pending.id,
        userId,
      });
    }
    if (payments.some(({ kind }) => kind === 'capture'))
      recordEvent(shop, 'Order', orderId, 'capture_success');
    refreshFinancialStatus(shop, orderId);
    run(store, 'DELETE FROM due_settlement WHERE order_id = ?', orderId);
  })();
}
