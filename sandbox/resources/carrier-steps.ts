import { nowIso, type Shop } from '../context.ts';
import { all, run } from '../store.ts';
import { carrierStates, codStates, nextMove, type Outcome } from './carrier-states.ts';
import { recordEvent } from './events.ts';
import {
  findOrder,
  type OrderRow,
  readBody,
  type StoredBody,
  type StoredFulfillment,
  writeBody,
} from './order-row.ts';
import { putBack, recall, statusOfLine, statusOfOrder } from './pieces.ts';
import { bookTransaction, refreshFinancialStatus, transactionsOf } from './transaction-rows.ts';

export type Moved = {
  readonly order_id: number;
  readonly id: number;
  readonly carrier_status_code: string;
  readonly carrier_cod_status_code: string;
};

/** Orders with something still on its way, or money still to come. */
export function ordersOnWay(shop: Shop): readonly number[] {
  const sql = 'SELECT order_id FROM order_on_way ORDER BY order_id';
  return all<{ order_id: number }>(shop.store, sql).map((row) => row.order_id);
}

/** Keeps the list of orders on their way in step with an order's shipments. */
export function rememberOnWay(shop: Shop, orderId: number): void {
  const order = findOrder(shop, orderId);
  const isOnWay =
    order.cancelled_at === null &&
    readBody(order).fulfillments.some((shipment) => nextMove(shipment, 'delivered') !== undefined);
  const sql = isOnWay
    ? 'INSERT INTO order_on_way VALUES (?) ON CONFLICT DO NOTHING'
    : 'DELETE FROM order_on_way WHERE order_id = ?';
  run(shop.store, sql, orderId);
}

/** One step for every shipment of an order. Gives back where those that moved are now. */
export function stepOrder(shop: Shop, orderId: number, outcome: Outcome): readonly Moved[] {
  return shop.store.transaction(() => {
    const order = findOrder(shop, orderId);
    const body = readBody(order);
    const moved: Moved[] = [];
    for (const shipment of body.fulfillments) {
      const move = order.cancelled_at === null ? nextMove(shipment, outcome) : undefined;
      if (move === undefined) continue;
      if ('carrier' in move) enterCarrierState(shop, order, body, shipment, move.carrier);
      else enterCodState(shop, order, body, shipment, move.cod);
      const { id, carrier_status_code, carrier_cod_status_code } = shipment;
      moved.push({ order_id: order.id, id, carrier_status_code, carrier_cod_status_code });
    }
    if (moved.length > 0) {
      writeBody(shop, order.id, body);
      const sql = 'UPDATE shop_order SET fulfillment_status = ? WHERE id = ?';
      run(shop.store, sql, statusOfOrder(body), order.id);
    }
    rememberOnWay(shop, order.id);
    return moved;
  })();
}

/** The caller writes the body. */
export function enterCarrierState(
  shop: Shop,
  order: OrderRow,
  body: StoredBody,
  shipment: StoredFulfillment,
  code: string,
): void {
  const state = carrierStates[code];
  if (state === undefined) throw new Error(`no carrier state ${code}`);
  const at = nowIso(shop);
  shipment.carrier_status_code = code;
  shipment['carrier_status_name'] = state.name;
  shipment['updated_at'] = at;
  if (state.date !== null) shipment[state.date] = at;
  if (code === 'delivered') describeLines(shipment, 'Đã hoàn thành');
  if (code !== 'return' && code !== 'cancel') return;
  describeLines(shipment, 'Nhập kho');
  for (const { id, quantity } of shipment.line_items) {
    const line = body.line_items.find((item) => item.id === id);
    if (line === undefined) continue;
    if (code === 'cancel') recall(shop, order, body, line, quantity, shipment.location_id);
    else putBack(shop, body, line, quantity, shipment.location_id);
    line.fulfillment_status = statusOfLine(body, line);
  }
  recordEvent(shop, 'Order', order.id, 'restock_line_items');
  if (codStates[shipment.carrier_cod_status_code]?.next != null) {
    enterCodState(shop, order, body, shipment, 'codnotreceipt');
  }
}

function describeLines(shipment: StoredFulfillment, words: string): void {
  for (const line of shipment.line_items) line['fulfillment_status'] = words;
}

/** Money the shop received from the carrier is money the customer paid. */
function enterCodState(
  shop: Shop,
  order: OrderRow,
  body: StoredBody,
  shipment: StoredFulfillment,
  code: string,
): void {
  const state = codStates[code];
  if (state === undefined) throw new Error(`no COD state ${code}`);
  const at = nowIso(shop);
  shipment.carrier_cod_status_code = code;
  shipment['carrier_cod_status_name'] = state.name;
  shipment['updated_at'] = at;
  if (state.date !== null) shipment[state.date] = at;
  if (code !== 'codreceipt' || shipment.cod_amount === 0) return;
  bookTransaction(shop, order.id, {
    kind: 'capture',
    amount: shipment.cod_amount,
    gateway: body.gateway ?? '',
    parentId: transactionsOf(shop, order.id).find(({ kind }) => kind === 'pending')?.id ?? null,
    userId: body.user_id,
  });
  refreshFinancialStatus(shop, order.id);
  recordEvent(shop, 'Order', order.id, 'capture_success');
}
