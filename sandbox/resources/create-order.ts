import { ApiError, type Shop, unprocessable } from '../context.ts';
import { nextId, nowIso } from '../store.ts';
import { customerByEmail, findCustomer, guestEmail } from './customers.ts';
import type { LineInput, OrderInput } from './order-body.ts';
import { findVariant } from './products.ts';
import { changeStock } from './stock.ts';

const maxTagLength = 40;

/** Carries out an order: prices, stock, and the money that is settled only after the answer. Gives back the order's id. */
export function createOrder(shop: Shop, input: OrderInput): number {
  if (input.line_items.length === 0) throw unprocessable('line_items', "can't be blank");
  const longTag = (input.tags ?? '').split(',').find((tag) => tag.trim().length > maxTagLength);
  if (longTag !== undefined)
    throw unprocessable('tags', `is too long (maximum is ${maxTagLength} characters)`);
  return shop.store.transaction(() => {
    const id = nextId(shop.store, 'shop_order');
    const at = nowIso();
    const locationId = locationOf(shop, input);
    const lines = input.line_items.map((line, index) => lineFields(shop, id, line, index));
    const subtotal = lines.reduce((sum, line) => sum + line.price * line.quantity, 0);
    const discounts = (input.discount_codes ?? []).reduce((sum, code) => sum + code.amount, 0);
    const shipping = (input.shipping_lines ?? []).reduce((sum, item) => sum + item.price, 0);
    const total = subtotal - discounts + shipping;
    const customer = customerOf(shop, input);
    const isFulfilled = input.fulfillment_status === 'fulfilled';
    for (const line of lines) {
      if (line.variant_id === null) continue;
      changeStock(shop, { variantId: line.variant_id, locationId, onHand: 0, committed: line.quantity });
      if (isFulfilled)
        changeStock(shop, {
          variantId: line.variant_id,
          locationId,
          onHand: -line.quantity,
          committed: -line.quantity,
        });
    }
    const body = {
      source: input.source ?? input.source_name ?? 'web',
      user_id: input.user_id ?? null,
      customer_id: customer.id,
      email: input.email ?? customer.email,
      gateway: input.gateway ?? input.transactions?.[0]?.gateway ?? null,
      gateway_code: input.is_cod_gateway === true ? 'COD' : null,
      line_items: lines,
      discount_codes: (input.discount_codes ?? []).map((code) => ({
        type: null,
        is_coupon_code: false,
        ...code,
      })),
      shipping_lines: input.shipping_lines ?? [],
      note_attributes: input.note_attributes ?? [],
      subtotal,
      discounts,
      confirmed: input.is_confirm === true,
      fulfillments: isFulfilled
        ? [
            {
              id: id * 10,
              order_id: id,
              status: 'success',
              location_id: locationId,
              carrier_status_code: 'delivered',
              carrier_cod_status_code: 'none',
              created_at: at,
              updated_at: at,
            },
          ]
        : [],
    };
    shop.store
      .prepare('INSERT INTO shop_order VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
      .run(
        id,
        input.name ?? `#${100_000 + (id - 1_600_000_000)}`,
        locationId,
        customer.id,
        'pending',
        isFulfilled ? 'fulfilled' : 'notfulfilled',
        'unclosed',
        'uncancelled',
        total,
        input.tags ?? '',
        input.note ?? '',
        JSON.stringify(body),
        Date.now() + shop.faults.listLagMs,
        at,
        at,
      );
    settleLater(shop, id, total, input);
    return id;
  })();
}

/** The service answers first and books the money afterwards: one pending transaction for the whole, then the captures. */
function settleLater(shop: Shop, orderId: number, total: number, input: OrderInput): void {
  const captures = (input.transactions ?? []).filter((item) =>
    ['capture', 'sale'].includes(item.kind.toLowerCase()),
  );
  const gateway = input.gateway ?? captures[0]?.gateway ?? 'Tiền mặt';
  shop.later(() => {
    shop.store.transaction(() => {
      const pending = bookTransaction(shop, orderId, {
        kind: 'pending',
        amount: total,
        gateway,
        parentId: null,
      });
      for (const capture of captures) {
        // A capture without an amount books nothing of its own and leaves the order partly paid.
        bookTransaction(shop, orderId, {
          kind: 'capture',
          amount: capture.amount ?? 0,
          gateway: capture.gateway ?? gateway,
          parentId: pending,
        });
      }
      if (captures.length > 0) refreshFinancialStatus(shop, orderId);
    })();
  });
}

export function bookTransaction(
  shop: Shop,
  orderId: number,
  booking: {
    readonly kind: string;
    readonly amount: number;
    readonly gateway: string;
    readonly parentId: number | null;
  },
): number {
  const id = nextId(shop.store, 'payment_transaction');
  shop.store
    .prepare('INSERT INTO payment_transaction VALUES (?, ?, ?, ?, ?, ?, ?)')
    .run(id, orderId, booking.parentId, booking.kind, booking.amount, booking.gateway, nowIso());
  return id;
}

export function refreshFinancialStatus(shop: Shop, orderId: number): void {
  const row = shop.store
    .prepare<[number], { total: number; captured: number }>(
      `SELECT o.total_price AS total, coalesce((SELECT sum(amount) FROM payment_transaction t WHERE t.order_id = o.id AND t.kind = 'capture'), 0) AS captured
       FROM shop_order o WHERE o.id = ?`,
    )
    .get(orderId);
  if (row === undefined) return;
  const status = row.captured >= row.total ? 'paid' : 'partiallypaid';
  shop.store
    .prepare('UPDATE shop_order SET financial_status = ?, updated_at = ? WHERE id = ?')
    .run(status, nowIso(), orderId);
}

function locationOf(shop: Shop, input: OrderInput): number {
  const wanted = input.location_id ?? input.fulfillments?.[0]?.location_id;
  const row =
    wanted == null
      ? shop.store.prepare<[], { id: number }>('SELECT id FROM location WHERE is_primary = 1').get()
      : shop.store.prepare<[number], { id: number }>('SELECT id FROM location WHERE id = ?').get(wanted);
  if (row === undefined) throw new ApiError(422, { errors: 'Dữ liệu không tồn tại!' });
  return row.id;
}

function customerOf(shop: Shop, input: OrderInput) {
  if (input.customer != null) {
    try {
      return findCustomer(shop, input.customer.id);
    } catch {
      throw unprocessable('customer', 'Dữ liệu không tồn tại!');
    }
  }
  const known = customerByEmail(shop, input.email ?? guestEmail) ?? customerByEmail(shop, guestEmail);
  if (known === undefined) throw new Error('every shop has its guest');
  return known;
}

/** `price` is per piece after the line discount; the request's discount is for the whole line, the answer's for one piece. */
function lineFields(shop: Shop, orderId: number, line: LineInput, index: number) {
  const variant = line.variant_id == null ? null : variantOf(shop, line.variant_id);
  const price = line.price ?? variant?.price;
  if (price == null || price < 0) throw unprocessable('line_items.price', 'is invalid');
  const discountPerPiece = (line.total_discount ?? 0) / line.quantity;
  return {
    id: orderId * 1000 + index + 1,
    product_id: variant?.product_id ?? null,
    variant_id: variant?.id ?? null,
    title: line.title ?? variant?.title ?? '',
    variant_title: variant?.title ?? null,
    sku: line.sku ?? variant?.sku ?? null,
    barcode: line.barcode ?? variant?.barcode ?? null,
    quantity: line.quantity,
    price,
    price_original: price + discountPerPiece,
    price_promotion: 0,
    actual_price: price,
    total_discount: discountPerPiece,
    applied_discounts: (line.applied_discounts ?? []).map((item) => ({
      ...item,
      amount: item.amount / line.quantity,
    })),
    properties: line.properties ?? null,
    taxable: variant?.taxable === 1,
    tax_lines: null,
    fulfillment_status: 'notfulfilled',
    product_exists: variant !== null,
  };
}

function variantOf(shop: Shop, id: number) {
  try {
    return findVariant(shop, id);
  } catch {
    throw unprocessable('line_items', 'Dữ liệu không tồn tại!');
  }
}
