import { missing, nowIso, type Shop, unprocessable } from '../context.ts';
import { run } from '../store.ts';
import { carrierStates } from './carrier-states.ts';
import { rememberOnWay } from './carrier-steps.ts';
import { recordEvent } from './events.ts';
import type { CancelInput } from './order-body.ts';
import { type OrderRow, readBody, type StoredBody, writeBody } from './order-row.ts';
import { piecesOf, putBack, refundable, release } from './pieces.ts';
import { type Returned, refuseOverRefund, writeRefund } from './refund-record.ts';
import { transactionsOf } from './transaction-rows.ts';

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
    const asked = isPaid ? amountOf(input) : 0;
    refuseOverRefund(shop, order.id, asked);
    const returned = returnedLines(body, input, isPaid);
    giveBackStock(shop, order, body, input, returned);
    if (input.ignore_cancel_fulfillment !== true) cancelShipments(body, at);
    body.cancel_reason = input.reason ?? 'other';
    writeBody(shop, order.id, body);
    run(store, 'UPDATE shop_order SET cancelled_at = ? WHERE id = ?', at, order.id);
    const spent = 'UPDATE customer SET total_spent = total_spent - ? WHERE id = ?';
    run(store, spent, order.total_price, order.customer_id);
    writeRefund(shop, order, body, {
      note: input.note ?? null,
      restock: input.restock ?? false,
      locationId: null,
      userId: body.user_id,
      returned,
      money: asked > 0 ? [{ amount: asked, gateway: null }] : [],
    });
    rememberOnWay(shop, order.id);
    recordEvent(shop, 'Order', order.id, 'cancelled');
  })();
}

function amountOf(input: CancelInput): number {
  const byTransactions = input.refund?.transactions?.reduce((sum, { amount }) => sum + Math.abs(amount), 0);
  return input.amount ?? byTransactions ?? 0;
}

function returnedLines(body: StoredBody, input: CancelInput, isPaid: boolean): readonly Returned[] {
  const named = input.refund?.refund_line_items;
  if (named == null) {
    return input.restock === true && isPaid
      ? body.line_items
          .map((line) => ({ line, quantity: refundable(body, line) }))
          .filter(({ quantity }) => quantity > 0)
      : [];
  }
  return named.map(({ line_item_id: id, quantity }) => {
    const line = body.line_items.find((item) => item.id === id);
    if (line === undefined) throw missing();
    if (quantity > refundable(body, line)) {
      throw unprocessable('quantity', 'is greater than what is left to refund');
    }
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
  for (const line of body.line_items) release(shop, order, line);
  const back =
    returned.length > 0 ? returned : body.line_items.map((line) => ({ line, quantity: line.quantity }));
  if (input.restock === true) {
    for (const { line, quantity } of back) putBack(shop, body, line, quantity, order.location_id);
  }
  for (const { line, quantity } of returned) {
    piecesOf(body, line).refunded += quantity;
    line.fulfillment_status = 'restock';
  }
}

function cancelShipments(body: StoredBody, at: string): void {
  for (const shipment of body.fulfillments) {
    shipment.carrier_status_code = 'cancel';
    shipment['carrier_status_name'] = carrierStates['cancel']?.name ?? null;
    shipment['cancel_date'] = at;
    shipment['updated_at'] = at;
  }
}
