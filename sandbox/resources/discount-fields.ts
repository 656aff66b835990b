import { z } from 'zod';
import type { Shop } from '../context.ts';

export type DiscountRow = {
  id: number;
  /** A coupon wants its code; a promotion applies by itself. */
  kind: 'discount' | 'promotion';
  /** A coupon's code, or a promotion's name. */
  title: string;
  folded: string;
  is_enabled: number;
  times_used: number;
  body_json: string;
  created_at: string;
  updated_at: string;
};

const ids = z.array(z.number()).default([]);
const amount = z.coerce.number().min(0);
const choice = z.string().optional();

/** What a rule is made of, the same for both kinds. */
export const ruleInput = z.looseObject({
  starts_at: z.iso.datetime().nullish(),
  ends_at: z.iso.datetime().nullish(),
  discount_type: z.enum(['fixed_amount', 'percentage', 'same_price', 'shipping']),
  value: amount,
  minimum_order_amount: amount.default(0),
  order_over: amount.nullable().default(null),
  promotion_apply_type: z.union([z.literal(0), z.literal(1), z.literal(2)]).default(0),
  applies_to_resource: z
    .enum(['product', 'product_variant', 'collection', 'customer', 'group_customer', 'province'])
    .nullable()
    .default(null),
  applies_to_id: z.number().nullable().default(null),
  applies_to_quantity: z.number().int().min(0).default(0),
  applies_once: z.boolean().default(false),
  once_per_customer: z.boolean().default(false),
  usage_limit: z.number().int().min(0).nullable().default(0),
  max_amount_apply: amount.nullable().default(null),
  is_promotion: z.boolean().default(false),
  variants: z.array(z.looseObject({ product_id: z.number(), variant_id: z.number() })).default([]),
  location_ids: ids,
  products_selection: choice,
  customers_selection: choice,
  provinces_selection: choice,
  channels_selection: choice,
  locations_selection: choice,
  entitled_collection_ids: ids,
  entitled_product_ids: ids,
  entitled_variant_ids: ids,
  entitled_customer_ids: ids,
  entitled_customer_segment_ids: ids,
  entitled_province_ids: ids,
  entitled_channels: z.array(z.string()).default([]),
  entitled_location_ids: ids,
  rule_customs: z
    .array(
      z.object({
        name: z.enum(['customer_limit_used', 'time_range', 'shipping_max_apply_value']),
        value: z.string(),
      }),
    )
    .default([]),
});

export type RuleInput = z.output<typeof ruleInput>;

/** The older fields are written over into the newer ones, as the service answers them. */
export function storedRule(input: RuleInput, at: string) {
  const variants = [
    ...new Set([...input.entitled_variant_ids, ...input.variants.map(({ variant_id: id }) => id)]),
  ];
  const locations = [...new Set([...input.entitled_location_ids, ...input.location_ids])];
  return {
    ...input,
    starts_at: input.starts_at ?? at,
    ends_at: input.ends_at ?? null,
    entitled_variant_ids: variants,
    entitled_location_ids: locations,
    products_selection: input.products_selection ?? productsChosen(input, variants),
    customers_selection: input.customers_selection ?? customersChosen(input),
    provinces_selection:
      input.provinces_selection ?? orAll(input.entitled_province_ids, 'province_prerequisite'),
    channels_selection: input.channels_selection ?? orAll(input.entitled_channels, 'channel_prerequisite'),
    locations_selection: input.locations_selection ?? orAll(locations, 'location_prerequisite'),
  };
}

function orAll(chosen: readonly unknown[], word: string): string {
  return chosen.length > 0 ? word : 'all';
}

function productsChosen(input: RuleInput, variants: readonly number[]): string {
  if (variants.length > 0) return 'variant_prerequisite';
  if (input.entitled_product_ids.length > 0) return 'product_prerequisite';
  return orAll(input.entitled_collection_ids, 'collection_prerequisite');
}

function customersChosen(input: RuleInput): string {
  if (input.entitled_customer_ids.length > 0) return 'customer_prerequisite';
  return orAll(input.entitled_customer_segment_ids, 'customersegment_prerequisite');
}

const storedBody = z.looseObject({
  discount_type: z.string(),
  products_selection: z.string(),
  create_user: z.number().nullable(),
});

/** Toggling answers even a promotion as a discount, with its name for a code. */
export function discountFields(shop: Shop, row: DiscountRow, kind: DiscountRow['kind'] = row.kind) {
  const body = storedBody.parse(JSON.parse(row.body_json));
  // A live shop was seen to name what is discounted here, and how only in `take_type`.
  const isNamedByGoods = shop.faults.discountTypeByGoods && body.products_selection !== 'all';
  return {
    id: row.id,
    ...(kind === 'discount' ? { code: row.title } : { name: row.title }),
    status: row.is_enabled === 1 ? 'enabled' : 'disabled',
    ...(kind === 'discount' ? { times_used: row.times_used } : {}),
    ...body,
    take_type: body.discount_type,
    discount_type: isNamedByGoods ? 'product_amount' : body.discount_type,
    first_name: null,
    last_name: null,
    applies_customer_group_id: null,
    is_new_coupon: false,
    channel: null,
    is_advance_same_price_discount: false,
    advance_same_prices: [],
    created_at: row.created_at,
    updated_at: row.updated_at,
  };
}
