import { nowIso, type Shop } from './context.ts';
import { findOrder } from './resources/order-row.ts';
import { run } from './store.ts';

/** The service loses an order with all that belongs to it, as after a restored backup; the API itself deletes none. */
export function loseOrder(shop: Shop, orderId: number): void {
  const { id } = findOrder(shop, orderId);
  for (const table of ['due_settlement', 'order_on_way', 'payment_transaction', 'refund'])
    run(shop.store, `DELETE FROM ${table} WHERE order_id = ?`, id);
  run(shop.store, 'DELETE FROM shop_order WHERE id = ?', id);
}

/** Somebody edits what an order comes to, which the service's own pages allow and the API does not. */
export function changeTotal(shop: Shop, orderId: number, total: number): void {
  const { id } = findOrder(shop, orderId);
  run(
    shop.store,
    'UPDATE shop_order SET total_price = ?, updated_at = ? WHERE id = ?',
    total,
    nowIso(shop),
    id,
  );
}
