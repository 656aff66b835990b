import { z } from 'zod';
import { transactionKinds } from './transaction-rows.ts';

/** Numbers may come as strings. */
const number = z.coerce.number();
const text = z.string().nullish();
const pair = z.object({ name: z.string(), value: z.union([z.string(), z.number(), z.boolean(), z.null()]) });

const lineItem = z.looseObject({
  variant_id: z.number().nullish(),
  product_id: z.number().nullish(),
  quantity: number.int().min(1),
  price: number.nullish(),
  title: text,
  sku: text,
  barcode: text,
  total_discount: number.min(0).nullish(),
  applied_discounts: z.array(z.object({ description: text, amount: number.min(0) })).nullish(),
  properties: z.array(pair).nullish(),
});

const transaction = z.looseObject({
  kind: z
    .string()
    .transform((kind) => kind.toLowerCase())
    .pipe(z.enum(transactionKinds)),
  amount: number.nullish(),
  gateway: text,
});

const discountCode = z.object({
  code: z.string(),
  amount: number.min(0),
  type: z.enum(['percentage', 'shipping', 'fixed_amount']).nullish(),
  is_coupon_code: z.boolean().nullish(),
});

/** Body of POST /com/orders.json: the keys seen in official examples. Others are ignored. */
export const orderBody = z.object({
  order: z.looseObject({
    line_items: z.array(lineItem),
    customer: z.looseObject({ id: z.number() }).nullish(),
    email: text,
    financial_status: text,
    fulfillment_status: text,
    fulfillments: z.array(z.looseObject({ location_id: z.number().nullish() })).nullish(),
    transactions: z.array(transaction).nullish(),
    discount_codes: z.array(discountCode).nullish(),
    total_discounts: number.min(0).nullish(),
    shipping_lines: z.array(z.looseObject({ price: number.min(0), title: text, code: text })).nullish(),
    shipping_address: z.looseObject({}).nullish(),
    is_cod_gateway: z.boolean().nullish(),
    gateway: text,
    tags: text,
    note: text,
    note_attributes: z.array(pair).nullish(),
    name: text,
    source: text,
    source_name: text,
    landing_site_ref: text,
    location_id: z.number().nullish(),
    user_id: number.nullish(),
    is_confirm: z.boolean().nullish(),
  }),
});

/** Body of PUT /com/orders/{id}.json: the few fields of an order that can change. Items and quantities never do. */
export const orderChanges = z.object({
  order: z.looseObject({
    note: text,
    note_attributes: z.array(pair).nullish(),
    email: text,
    shipping_address: z.looseObject({}).nullish(),
    tags: text,
  }),
});

/** Body of POST /com/orders/{id}/cancel.json; all of it optional. */
export const cancelBody = z
  .looseObject({
    reason: z.enum(['customer', 'fraud', 'inventory', 'declined', 'other']).nullish(),
    amount: number.min(0).nullish(),
    restock: z.boolean().nullish(),
    note: text,
    refund: z
      .looseObject({
        refund_line_items: z
          .array(z.looseObject({ line_item_id: z.number(), quantity: number.int().min(1) }))
          .nullish(),
        transactions: z.array(z.looseObject({ amount: number })).nullish(),
      })
      .nullish(),
    ignore_cancel_fulfillment: z.boolean().nullish(),
  })
  .nullish();

export type OrderInput = z.output<typeof orderBody>['order'];
export type OrderChanges = z.output<typeof orderChanges>['order'];
export type LineInput = z.output<typeof lineItem>;
export type CancelInput = NonNullable<z.output<typeof cancelBody>>;
