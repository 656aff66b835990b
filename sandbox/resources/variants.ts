import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { notFound, type Shop, unprocessable } from '../context.ts';
import { add, addIdFilters, emptyWhere, idFrom, pageOf, type Query, trimmed } from '../query.ts';
import { all, count, get, nextId, run } from '../store.ts';
import { recordEvent } from './events.ts';
import {
  findProduct,
  selectVariants,
  touchProduct,
  type VariantRow,
  variantFields,
} from './product-fields.ts';

const text = z.string().nullish();

export const variantInput = z.looseObject({
  id: z.number().nullish(),
  price: z.coerce.number().min(0).nullish(),
  sku: text,
  barcode: text,
  option1: text,
  option2: text,
  option3: text,
  taxable: z.boolean().nullish(),
  grams: z.number().nullish(),
  inventory_management: text,
  inventory_policy: z.enum(['deny', 'continue']).nullish(),
  variant_units: z
    .array(z.looseObject({ unit: z.string(), ratio: z.number().min(1), price: z.number().min(0) }))
    .nullish(),
});

const maxVariants = 100;

type VariantInput = z.output<typeof variantInput>;

const variantBody = z.object({ variant: variantInput });

type ById = { Params: { id: string }; Querystring: Query };
type OfProduct = { Params: { id: string; variantId: string }; Querystring: Query };

/** Variants, under their product and by themselves. */
export function variantRoutes(app: FastifyInstance, shop: Shop): void {
  const { store } = shop;
  const ofProduct = (params: { id: string }, query: Query) => {
    const where = emptyWhere();
    add(where, 'v.product_id = ?', findProduct(shop, idFrom(params.id)).id);
    addIdFilters(where, query, 'v.id');
    return where;
  };
  app.get<ById>('/com/products/:id/variants.json', ({ params, query }) => {
    const where = ofProduct(params, query);
    const { limit, offset } = pageOf(query);
    const sql = `${selectVariants(where.sql.join(' AND '))} ORDER BY v.position LIMIT ? OFFSET ?`;
    const rows = all<VariantRow>(store, sql, ...where.values, limit, offset);
    return { variants: rows.map((row) => trimmed(variantFields(row), query)) };
  });
  app.get<ById>('/com/products/:id/variants/count.json', ({ params, query }) => {
    const where = ofProduct(params, query);
    return { count: count(store, `variant v WHERE ${where.sql.join(' AND ')}`, ...where.values) };
  });
  app.post<ById>('/com/products/:id/variants.json', async ({ params, body }, reply) => {
    const product = findProduct(shop, idFrom(params.id));
    const { variant } = variantBody.parse(body);
    const id = store.transaction(() => insertVariant(shop, product.id, variant))();
    return reply.code(201).send({ variant: written(findVariant(shop, id)) });
  });
  app.get<ById>('/com/variants/:id.json', ({ params, query }) => ({
    variant: trimmed(variantFields(findVariant(shop, idFrom(params.id))), query),
  }));
  app.put<ById>('/com/variants/:id.json', ({ params, body }) => {
    const row = findVariant(shop, idFrom(params.id));
    const { variant } = variantBody.parse(body);
    store.transaction(() => {
      updateVariant(shop, row.id, variant);
      recordEvent(shop, 'Product', row.product_id, 'update');
    })();
    return { variant: written(findVariant(shop, row.id)) };
  });
  app.delete<OfProduct>('/com/products/:id/variants/:variantId.json', ({ params }) => {
    const row = findVariant(shop, idFrom(params.variantId));
    if (row.product_id !== idFrom(params.id)) throw notFound();
    if (count(store, 'variant WHERE product_id = ?', row.product_id) === 1) {
      throw unprocessable('base', 'Cannot delete the last variant');
    }
    store.transaction(() => {
      run(store, 'DELETE FROM variant WHERE id = ?', row.id);
      touchProduct(shop, row.product_id);
      recordEvent(shop, 'Product', row.product_id, 'update');
    })();
    return [];
  });
}

export function findVariant(shop: Shop, id: number): VariantRow {
  const row = get<VariantRow>(shop.store, selectVariants('v.id = ?'), id);
  if (row === undefined) throw notFound();
  return row;
}

/** Adds a variant behind those the product has, with nothing on any shelf. Gives back its id. */
export function insertVariant(shop: Shop, productId: number, input: VariantInput): number {
  const { store } = shop;
  if (count(store, 'variant WHERE product_id = ?', productId) >= maxVariants) {
    throw unprocessable('variants', `are too many (maximum is ${maxVariants})`);
  }
  const id = nextId(store, 'variant');
  const at = touchProduct(shop, productId);
  const options = [input.option1, input.option2, input.option3].flatMap((option) => option ?? []);
  const shown = options.length === 0 ? ['Default Title'] : options;
  run(
    store,
    'INSERT INTO variant VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    id,
    productId,
    count(store, 'variant WHERE product_id = ?', productId) + 1,
    shown.join(' / '),
    input.sku ?? null,
    input.barcode ?? null,
    input.price ?? 0,
    input.taxable === false ? 0 : 1,
    JSON.stringify(shown),
    JSON.stringify(unitsOf(shop, input)),
    input.inventory_management == null ? 0 : 1,
    input.inventory_policy ?? 'deny',
    input.grams ?? 0,
    at,
    at,
  );
  return id;
}

/** Changes what was sent and keeps the rest; `null` empties a code. */
export function updateVariant(shop: Shop, id: number, input: VariantInput): void {
  const row = findVariant(shop, id);
  const at = touchProduct(shop, row.product_id);
  const tracked =
    input.inventory_management === undefined ? row.tracked : Number(input.inventory_management !== null);
  run(
    shop.store,
    `UPDATE variant SET sku = ?, barcode = ?, price = ?, taxable = ?, units_json = ?, tracked = ?, policy = ?, grams = ?,
     updated_at = ? WHERE id = ?`,
    input.sku === undefined ? row.sku : input.sku,
    input.barcode === undefined ? row.barcode : input.barcode,
    input.price ?? row.price,
    input.taxable == null ? row.taxable : Number(input.taxable),
    input.variant_units == null ? row.units_json : JSON.stringify(unitsOf(shop, input)),
    tracked,
    input.inventory_policy ?? row.policy,
    input.grams ?? row.grams,
    at,
    id,
  );
}

function unitsOf(shop: Shop, input: VariantInput) {
  return (input.variant_units ?? []).map((unit) => ({
    id: nextId(shop.store, 'unit'),
    base: unit.ratio === 1,
    sellable: true,
    barcode: null,
    sku: null,
    ...unit,
  }));
}

/** Answers to writes also tell the stock there was. */
function written(row: VariantRow) {
  return { ...variantFields(row), old_inventory_quantity: row.available, inventory_quantity_adjustment: 0 };
}
