import { z } from 'zod';
import { notFound, nowIso, type Shop } from '../context.ts';
import { get, run } from '../store.ts';

export type OrderRow = {
  id: number;
  name: string;
  location_id: number;
  customer_id: number;
  financial_status: string;
  fulfillment_status: string;
  closed_at: string | null;
  cancelled_at: string | null;
  confirmed_at: string | null;
  total_price: number;
  tags: string;
  note: string;
  body_json: string;
  visible_at: number;
  created_at: string;
  updated_at: string;
};

const storedLine = z.looseObject({
  id: z.number(),
  variant_id: z.number().nullable(),
  quantity: z.number(),
  fulfillment_status: z.string(),
  fulfillable_quantity: z.number(),
});

const storedFulfillment = z.looseObject({
  id: z.number(),
  location_id: z.number(),
  cod_amount: z.number(),
  carrier_status_code: z.string(),
  carrier_cod_status_code: z.string(),
  line_items: z.array(z.looseObject({ id: z.number(), quantity: z.number() })),
});

const storedBody = z.object({
  source: z.string(),
  user_id: z.number().nullable(),
  email: z.string().nullable(),
  gateway: z.string().nullable(),
  gateway_code: z.string().nullable(),
  subtotal: z.number(),
  discounts: z.number(),
  cancel_reason: z.string().nullable(),
  line_items: z.array(storedLine),
  /** By line id: pieces handed out, those of them that came home, and those taken off the order. */
  pieces: z.record(z.string(), z.object({ handed: z.number(), back: z.number(), refunded: z.number() })),
  assigned: z.object({ location_id: z.number(), at: z.string(), is_short: z.boolean() }).nullable(),
  discount_codes: z.array(z.unknown()),
  shipping_lines: z.array(z.unknown()),
  note_attributes: z.array(z.unknown()),
  shipping_address: z.unknown(),
  landing_site_ref: z.string().nullable(),
  fulfillments: z.array(storedFulfillment),
});

/** What an order keeps beside its columns. */
export type StoredBody = z.output<typeof storedBody>;
export type StoredLine = z.output<typeof storedLine>;
export type StoredFulfillment = z.output<typeof storedFulfillment>;

export function findOrder(shop: Shop, id: number): OrderRow {
  const row = get<OrderRow>(shop.store, 'SELECT * FROM shop_order WHERE id = ?', id);
  if (row === undefined) throw notFound();
  return row;
}

export function readBody(row: OrderRow): StoredBody {
  return storedBody.parse(JSON.parse(row.body_json));
}

export function writeBody(shop: Shop, orderId: number, body: StoredBody): void {
  const sql = 'UPDATE shop_order SET body_json = ?, updated_at = ? WHERE id = ?';
  run(shop.store, sql, JSON.stringify(body), nowIso(shop), orderId);
}
