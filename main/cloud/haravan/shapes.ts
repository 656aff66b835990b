import { z } from 'zod';

/** What the till reads of Haravan's answers. Unknown fields are ignored; numbers may come as strings. */

const id = z.number().int();
const amount = z.coerce.number();
const text = z
  .string()
  .nullish()
  .transform((value) => value ?? '');

export const shopAnswer = z.object({ shop: z.object({ id, name: z.string(), address1: text, phone: text }) });

export const locationsAnswer = z.object({
  locations: z.array(
    z.object({
      id,
      name: z.string(),
      type: text,
      location_type: text,
      is_unavailable_quantity: z.boolean().nullish(),
      address1: text,
    }),
  ),
});

export const usersAnswer = z.object({
  users: z.array(
    z.object({ id, first_name: text, last_name: text, email: text, account_owner: z.boolean().nullish() }),
  ),
});

export const countAnswer = z.object({ count: z.number().int().min(0) });

const variantUnit = z.object({
  id,
  unit: z.string(),
  base: z.boolean().nullish(),
  sellable: z.boolean().nullish(),
  ratio: amount,
  barcode: text,
  sku: text,
  price: amount,
});

const variant = z.object({
  id,
  title: text,
  sku: text,
  barcode: text,
  price: amount,
  taxable: z
    .boolean()
    .nullish()
    .transform((value) => value ?? true),
  inventory_management: z.string().nullish(),
  variant_units: z.array(variantUnit).nullish(),
});

export const product = z.object({
  id,
  title: z.string(),
  product_type: text,
  tags: text,
  published_scope: z.string().nullish(),
  updated_at: text,
  images: z.array(z.object({ src: z.string() })).nullish(),
  variants: z.array(variant),
});

export type CloudProduct = z.output<typeof product>;

export const productsAnswer = z.object({ products: z.array(product) });

export const stockAnswer = z.object({
  inventory_locations: z.array(z.object({ loc_id: id, variant_id: id, qty_available: amount })),
});

export const customer = z.object({ id, first_name: text, last_name: text, phone: text, updated_at: text });

export type CloudCustomer = z.output<typeof customer>;

export const customersAnswer = z.object({ customers: z.array(customer) });

export const metafieldsAnswer = z.object({
  metafields: z.array(z.object({ id, namespace: z.string(), key: z.string(), value: z.coerce.string() })),
});

export const metafieldAnswer = z.object({ metafield: z.object({ id }) });

export const createdOrder = z.object({ order: z.object({ id }) });

export const orderKeys = z.object({
  orders: z.array(
    z.object({
      id,
      created_at: z.string(),
      note_attributes: z.array(z.object({ name: z.string(), value: z.coerce.string() })).nullish(),
    }),
  ),
});

export const orderMoney = z.object({
  order: z.object({ id, financial_status: text, total_price: amount }),
});

export const transactionsAnswer = z.object({
  transactions: z.array(z.object({ id, kind: z.string(), amount })),
});

export const transactionAnswer = z.object({ transaction: z.object({ id }) });
