import { z } from 'zod';

/** Numbers may come as strings. */
const number = z.coerce.number();
const text = z.string().nullish();

const discountLine = z.object({ description: text, amount: number });

const lineItem = z.looseObject({
  variant_id: z.number().nullish(),
  product_id: z.number().nullish(),
  quantity: z.coerce.number().int().min(1),
  price: number.nullish(),
  title: text,
  sku: text,
  barcode: text,
  total_discount: number.nullish(),
  applied_discounts: z.array(discountLine).nullish(),
  properties: z.array(z.object({ name: z.string(), value: z.union([z.string(), z.number()]) })).nullish(),
});

/** Body of POST /com/orders.json: the keys seen in official examples. */
export const orderBody = z.object({
  order: z.looseObject({
    line_items: z.array(lineItem),
    customer: z.object({ id: z.number() }).nullish(),
    email: text,
    financial_status: text,
    fulfillment_status: text,
    fulfillments: z.array(z.looseObject({ location_id: z.number().nullish() })).nullish(),
    transactions: z
      .array(z.looseObject({ kind: z.string(), amount: number.nullish(), gateway: text }))
      .nullish(),
    discount_codes: z
      .array(
        z.object({ code: z.string(), amount: number, type: text, is_coupon_code: z.boolean().nullish() }),
      )
      .nullish(),
    total_discounts: number.nullish(),
    shipping_lines: z.array(z.looseObject({ price: number, title: text })).nullish(),
    is_cod_gateway: z.boolean().nullish(),
    gateway: text,
    tags: text,
    note: text,
    note_attributes: z
      .array(z.object({ name: z.string(), value: z.union([z.string(), z.number()]) }))
      .nullish(),
    name: text,
    source: text,
    source_name: text,
    location_id: z.number().nullish(),
    user_id: z.union([z.number(), z.string()]).nullish(),
    is_confirm: z.boolean().nullish(),
  }),
});

export type OrderInput = z.output<typeof orderBody>['order'];
export type LineInput = z.output<typeof lineItem>;
