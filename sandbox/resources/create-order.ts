import { missing, nowIso, type Shop, unprocessable } from '../context.ts';
import { guestEmail } from '../generate/people.ts';
import { count, firstId, get, nextId, run } from '../store.ts';
import { type CustomerRow, customerByEmail, findCustomer } from './customer-fields.ts';
import { countUse } from './discounts.ts';
import { recordEvent } from './events.ts';
import { newFulfillment } from './fulfillment-fields.ts';
import { locationName } from './locations.ts';
import type { OrderInput } from './order-body.ts';
import { type OrderedLine, orderedLine } from './order-lines.ts';
import type { StoredBody } from './order-row.ts';
import { gatewayOf, paymentsOf, totalsOf } from './order-totals.ts';
import { settleLater } from './settlement.ts';
import { availableAt, changeStock } from './stock.ts';
import { checkedTags } from './tags.ts';
import { ownerId } from './users.ts';

const maxTagLength = 40;

/** Kept to the service's own channels by the text, while its own example posts `pos`. */
const protectedSources = ['pos', 'haravan_draft_order', 'iphone', 'android'];

/**
 * Carries out an order: prices, stock, and money that is settled only after the answer. Nothing keeps a second post of the same order
 * from becoming a second order. Gives back the order's id.
 */
export function createOrder(shop: Shop, input: OrderInput): number {
  if (input.line_items.length === 0) throw unprocessable('line_items', "can't be blank");
  checkedTags(input.tags ?? '', maxTagLength);
  const source = input.source ?? input.source_name ?? 'web';
  if (shop.faults.refuseProtectedSources && protectedSources.includes(source)) {
    throw unprocessable('source', 'is protected');
  }
  return shop.store.transaction(() => {
    const id = nextId(shop.store, 'shop_order');
    const name = nameOf(shop, id, input);
    const at = nowIso(shop);
    const locationId = locationOf(shop, input);
    const customer = customerOf(shop, input);
    const lines = input.line_items.map((line, index) => orderedLine(shop, id * 1000 + index + 1, line));
    if (shop.faults.enforceStock) refuseShortages(shop, locationId, lines);
    const isFulfilled = input.fulfillment_status === 'fulfilled';
    moveStock(shop, locationId, lines, isFulfilled);
    const money = totalsOf(input, lines);
    const gateway = gatewayOf(input);
    const userId = input.user_id ?? ownerId(shop);
    const body: StoredBody = {
      source,
      user_id: userId,
      email: input.email ?? customer.email,
      gateway,
      gateway_code: input.is_cod_gateway === true ? 'COD' : null,
      subtotal: money.subtotal,
      discounts: money.discounts,
      cancel_reason: null,
      line_items: lines.map((line) => (isFulfilled ? { ...line, ...fulfilledLine } : line)),
      pieces: isFulfilled ? Object.fromEntries(lines.map((line) => [line.id, allHandedOut(line)])) : {},
      assigned: null,
      discount_codes: (input.discount_codes ?? []).map((code) => ({
        type: null,
        is_coupon_code: false,
        ...code,
      })),
      shipping_lines: input.shipping_lines ?? [],
      note_attributes: input.note_attributes ?? [],
      shipping_address: input.shipping_address ?? null,
      landing_site_ref: input.landing_site_ref ?? null,
      fulfillments: [],
    };
    if (isFulfilled) {
      body.fulfillments.push(
        newFulfillment({
          id: id * 10,
          orderId: id,
          locationId,
          locationName: locationName(shop, locationId),
          lines: body.line_items.map((line) => ({ line, quantity: line.quantity })),
          shippingAddress: body.shipping_address,
          parcel: null,
          at,
        }),
      );
    }
    run(
      shop.store,
      'INSERT INTO shop_order VALUES (?, ?, ?, ?, ?, ?, NULL, NULL, ?, ?, ?, ?, ?, ?, ?, ?)',
      id,
      name,
      locationId,
      customer.id,
      'pending',
      isFulfilled ? 'fulfilled' : 'notfulfilled',
      input.is_confirm === true ? at : null,
      money.total,
      input.tags ?? '',
      input.note ?? '',
      JSON.stringify(body),
      shop.clock() + shop.faults.listLagMs,
      at,
      at,
    );
    for (const { code } of input.discount_codes ?? []) countUse(shop, code);
    countForCustomer(shop, customer.id, { id, name, total: money.total, at });
    recordEvents(shop, id, input, isFulfilled);
    settleLater(shop, id, { gateway, userId, payments: paymentsOf(input, gateway) });
    return id;
  })();
}

const allHandedOut = (line: OrderedLine) => ({ handed: line.quantity, back: 0, refunded: 0 });

const fulfilledLine = { fulfillment_status: 'fulfilled', fulfillable_quantity: 0 } as const;

/** Any name may be given; without one, orders are numbered. */
function nameOf(shop: Shop, id: number, input: OrderInput): string {
  const name = input.name || `#${100_001 + id - firstId.shop_order}`;
  const isUsed = shop.faults.refuseUsedNames && count(shop.store, 'shop_order WHERE name = ?', name) > 0;
  if (isUsed) throw unprocessable('name', 'has already been taken');
  return name;
}

/** The shop's main location unless the order or its fulfillment names one. */
function locationOf(shop: Shop, input: OrderInput): number {
  const wanted = input.location_id ?? input.fulfillments?.[0]?.location_id;
  const row =
    wanted == null
      ? get<{ id: number }>(shop.store, 'SELECT id FROM location WHERE is_primary = 1')
      : get<{ id: number }>(shop.store, 'SELECT id FROM location WHERE id = ?', wanted);
  if (row === undefined) throw missing();
  return row.id;
}

/** Without a customer an order belongs to whoever has its e-mail, or else to the one guest every shop has. */
function customerOf(shop: Shop, input: OrderInput): CustomerRow {
  if (input.customer != null) {
    try {
      return findCustomer(shop, input.customer.id);
    } catch {
      throw missing();
    }
  }
  const known = customerByEmail(shop, input.email || guestEmail) ?? customerByEmail(shop, guestEmail);
  if (known === undefined) throw missing();
  return known;
}

function refuseShortages(shop: Shop, locationId: number, lines: readonly OrderedLine[]): void {
  for (const { variant_id: variantId } of lines) {
    if (variantId === null) continue;
    const sql = "SELECT id FROM variant WHERE id = ? AND tracked = 1 AND policy = 'deny'";
    if (get(shop.store, sql, variantId) === undefined) continue;
    const wanted = lines.reduce((sum, line) => sum + (line.variant_id === variantId ? line.quantity : 0), 0);
    if (availableAt(shop, variantId, locationId) < wanted) {
      throw unprocessable('line_items', 'Số lượng tồn kho không đủ');
    }
  }
}

/** An open order commits its goods; one carried out at once lets go of the commitment and takes them from the shelf. */
function moveStock(
  shop: Shop,
  locationId: number,
  lines: readonly OrderedLine[],
  isFulfilled: boolean,
): void {
  for (const { variant_id: variantId, quantity } of lines) {
    if (variantId === null) continue;
    changeStock(shop, { variantId, locationId, onHand: 0, committed: quantity });
    if (isFulfilled) changeStock(shop, { variantId, locationId, onHand: -quantity, committed: -quantity });
  }
}

function countForCustomer(
  shop: Shop,
  customerId: number,
  order: { readonly id: number; readonly name: string; readonly total: number; readonly at: string },
): void {
  run(
    shop.store,
    `UPDATE customer SET orders_count = orders_count + 1, total_spent = total_spent + ?, last_order_id = ?, last_order_name = ?,
     last_order_at = ? WHERE id = ?`,
    order.total,
    order.id,
    order.name,
    order.at,
    customerId,
  );
}

function recordEvents(shop: Shop, id: number, input: OrderInput, isFulfilled: boolean): void {
  recordEvent(shop, 'Order', id, 'placed');
  if (input.is_confirm === true) recordEvent(shop, 'Order', id, 'confirmed');
  if (isFulfilled) recordEvent(shop, 'Order', id, 'fulfillment_success');
}
