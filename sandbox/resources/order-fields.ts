import type { Shop } from '../context.ts';
import { all } from '../store.ts';
import { customersWithAddresses, findCustomer } from './customer-fields.ts';
import { locationName } from './locations.ts';
import { type OrderRow, readBody } from './order-row.ts';
import { innerTransaction, transactionsOf } from './transaction-rows.ts';

/** An order as the API shows it. */
export function orderFields(shop: Shop, row: OrderRow) {
  const body = readBody(row);
  const customer = customerOrNull(shop, row.customer_id);
  const isConfirmed = row.confirmed_at !== null;
  return {
    id: row.id,
    name: row.name,
    order_number: row.name,
    number: row.id,
    token: row.id.toString(16).padStart(32, '0'),
    cart_token: null,
    checkout_token: null,
    created_at: row.created_at,
    updated_at: row.updated_at,
    source: body.source,
    source_name: body.source,
    landing_site: null,
    landing_site_ref: body.landing_site_ref,
    referring_site: null,
    utm_source: null,
    utm_medium: null,
    utm_campaign: null,
    utm_term: null,
    utm_content: null,
    client_details: null,
    browser_ip: null,
    device_id: null,
    location_id: row.location_id,
    location_name: locationName(shop, row.location_id),
    user_id: body.user_id,
    assigned_location_id: body.assigned?.location_id ?? null,
    assigned_location_name: body.assigned === null ? null : locationName(shop, body.assigned.location_id),
    assigned_location_at: body.assigned?.at ?? null,
    confirm_user: isConfirmed ? body.user_id : null,
    customer,
    email: body.email,
    contact_email: body.email,
    billing_address: body.shipping_address ?? null,
    shipping_address: body.shipping_address ?? null,
    currency: 'VND',
    subtotal_price: body.subtotal,
    total_line_items_price: body.subtotal,
    total_discounts: body.discounts,
    total_tax: 0,
    total_price: row.total_price,
    total_weight: 0,
    taxes_included: true,
    tax_lines: null,
    discount_codes: body.discount_codes,
    shipping_lines: body.shipping_lines,
    gateway: body.gateway,
    gateway_code: body.gateway_code,
    payment_url: null,
    redeem_model: null,
    financial_status: row.financial_status,
    fulfillment_status: row.fulfillment_status,
    confirmed_status: isConfirmed ? 'confirmed' : 'unconfirmed',
    confirmed_at: row.confirmed_at,
    closed_status: row.closed_at === null ? 'unclosed' : 'closed',
    closed_at: row.closed_at,
    cancelled_status: row.cancelled_at === null ? 'uncancelled' : 'cancelled',
    cancelled_at: row.cancelled_at,
    cancel_reason: body.cancel_reason,
    processing_method: null,
    order_processing_status: processingStatus(isConfirmed, body.assigned?.is_short === true),
    exported_confirm_at: null,
    ref_order_id: 0,
    ref_order_number: null,
    ref_order_date: null,
    prev_order_id: null,
    prev_order_number: null,
    prev_order_date: null,
    note: row.note,
    note_attributes: body.note_attributes,
    tags: row.tags,
    line_items: body.line_items,
    transactions: transactionsOf(shop, row.id).map(innerTransaction),
    fulfillments: body.fulfillments,
    refunds: refundsOf(shop, row.id),
  };
}

function processingStatus(isConfirmed: boolean, isShort: boolean): string {
  if (isShort) return 'out_of_stock_confirm';
  return isConfirmed ? 'confirmed' : 'pending';
}

export function refundsOf(shop: Shop, orderId: number): readonly Readonly<Record<string, unknown>>[] {
  const sql = 'SELECT body_json FROM refund WHERE order_id = ? ORDER BY id';
  return all<{ body_json: string }>(shop.store, sql, orderId).map(
    (row) => JSON.parse(row.body_json) as Record<string, unknown>,
  );
}

/** A customer may have been deleted since. */
function customerOrNull(shop: Shop, id: number) {
  try {
    return customersWithAddresses(shop, [findCustomer(shop, id)])[0] ?? null;
  } catch {
    return null;
  }
}
