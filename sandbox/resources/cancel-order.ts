import { missing, nowIso, type Shop, unprocessable } from '../context.ts';
import { nextId, run } from '../store.ts';
import { recordEvent } from './events.ts';
import type { CancelInput } from './order-body.ts';
import { type OrderRow, readBody, type StoredBody, writeBody } from './order-row.ts';
import { changeStock } from './stock.ts';
import {
  bookTransaction,
  innerTransaction,
  refreshFinancialStatus,
  transactionsOf,
} from './transaction-rows.ts';

type Returned = { readonly line: StoredBody['line_items'][number]; readonly quantity: number };

/**
 * Cancels an order. There is always one new refund: of nothing for an unpaid order; of `amount`, and of the lines named or restocked,
 * for a paid one. Lines that came back say `restock` while the order stays as fulfilled as it was.
 */
export function cancelOrder(shop: Shop, order: OrderRow, input: CancelInput): void {
  if (order.cancelled_at !== null) throw unprocessable('base', 'Order has been cancelled');
  const { store } = shop;
  store.transaction(() => {
    const at = nowIso(shop);
    const body = readBody(order);
    const isPaid = transactionsOf(shop, order.id).some(
      ({ kind, amount }) => kind === 'capture' && amount > 0,
    );
    const returned = returnedLines(body, input, isPaid);
    giveBackStock(shop, order, body, input, returned);
    for (const { line } of returned) line.fulfillment_status = 'restock';
    if (input.ignore_cancel_fulfillment !== true) {
      for (const fulfillment of body.fulfillments) fulfillment.carrier_status_code = 'cancel';
    }
    writeBody(shop, order.id, { ...body, cancel_reason: input.reason ?? 'other' });
    run(store, 'UPDATE shop_order SET cancelled_at = ? WHERE id = ?', at, order.id);
    const spent = 'UPDATE customer SET total_spent = total_spent - ? WHERE id = ?';
    run(store, spent, order.total_price, order.customer_id);
    bookRefund(shop, order, body, input, isPaid, returned);
    recordEvent(shop, 'Order', order.id, 'cancelled');
  })();
}

function returnedLines(body: StoredBody, input: CancelInput, isPaid: boolean): readonly Returned[] {
  const named = input.refund?.refund_line_items;
  if (named == null) {
    return input.restock === true && isPaid
      ? body.line_items.map((line) => ({ line, quantity: line.quantity }))
      : [];
  }
  return named.map(({ line_item_id: id, quantity }) => {
    const line = body.line_items.find((item) => item.id === id);
    if (line === undefined) throw missing();
    if (quantity > line.quantity) throw unprocessable('quantity', 'is greater than what was bought');
    return { line, quantity };
  });
}

/** A cancelled order is no longer open and commits nothing; what was handed out goes back to the shelf only when restocked. */
function giveBackStock(
  shop: Shop,
  order: OrderRow,
  body: StoredBody,
  input: CancelInput,
  returned: readonly Returned[],
): void {
  const locationId = order.location_id;
  if (order.fulfillment_status !== 'fulfilled') {
    for (const { variant_id: variantId, quantity } of body.line_items) {
      if (variantId !== null) changeStock(shop, { variantId, locationId, onHand: 0, committed: -quantity });
    }
    return;
  }
  if (input.restock !== true) return;
  const back =
    returned.length > 0 ? returned : body.line_items.map((line) => ({ line, quantity: line.quantity }));
  for (const { line, quantity } of back) {
    if (line.variant_id === null) continue;
    changeStock(shop, { variantId: line.variant_id, locationId, onHand: quantity, committed: 0 });
  }
}

function bookRefund(
  shop: Shop,
  order: OrderRow,
  body: StoredBody,
  input: CancelInput,
  isPaid: boolean,
  returned: readonly Returned[],
): void {
  const asked =
    input.amount ?? input.refund?.transactions?.reduce((sum, { amount }) => sum + Math.abs(amount), 0) ?? 0;
  const id = nextId(shop.store, 'refund');
  const at = nowIso(shop);
  const money =
    isPaid && asked > 0
      ? [
          bookTransaction(shop, order.id, {
            kind: 'refund',
            amount: -asked,
            gateway: body.gateway ?? '',
            parentId: transactionsOf(shop, order.id).find(({ kind }) => kind === 'capture')?.id ?? null,
            userId: body.user_id,
          }),
        ]
      : [];
  const refund = {
    id,
    order_id: order.id,
    created_at: at,
    note: input.note ?? null,
    restock: input.restock ?? false,
    user_id: body.user_id,
    location_id: null,
    refund_line_items: returned.map(({ line, quantity }, index) => ({
      id: id * 100 + index,
      line_item_id: line.id,
      quantity,
      line_item: { ...line, id: 0 },
    })),
    // Inside refunds the status is a Vietnamese word.
    transactions: money.map((row) => ({ ...innerTransaction(row), status: 'Thành công' })),
  };
  run(shop.store, 'INSERT INTO refund VALUES (?, ?, ?, ?)', id, order.id, JSON.stringify(refund), at);
  if (money.length > 0) refreshFinancialStatus(shop, order.id);
}
