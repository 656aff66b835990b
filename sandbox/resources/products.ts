import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { nowIso, type Shop, unprocessable } from '../context.ts';
import { optionFields } from '../generate/product-writer.ts';
import {
  add,
  addEquals,
  addIdFilters,
  addTimeFilters,
  emptyWhere,
  given,
  idFrom,
  pageOf,
  type Query,
  trimmed,
  whereText,
} from '../query.ts';
import { all, count, nextId, run } from '../store.ts';
import { recordEvent } from './events.ts';
import { findProduct, type ProductRow, productsWithVariants } from './product-fields.ts';
import { checkedTags } from './tags.ts';
import { insertVariant, updateVariant, variantInput } from './variants.ts';

const text = z.string().nullish();

const productBody = z.object({
  product: z.looseObject({
    title: text,
    product_type: text,
    vendor: text,
    tags: text,
    published: z.boolean().nullish(),
    published_scope: z.enum(['web', 'pos', 'global']).nullish(),
    not_allow_promotion: z.boolean().nullish(),
    options: z
      .array(z.looseObject({ name: z.string() }))
      .max(3)
      .nullish(),
    variants: z.array(variantInput).max(100).nullish(),
  }),
});

type ProductInput = z.output<typeof productBody>['product'];
type Listed = { Params: { id: string }; Querystring: Query };

/** Products come in descending order of their ids, 50 at most a page, whatever limit was asked for. */
export function productRoutes(app: FastifyInstance, shop: Shop): void {
  const { store } = shop;
  const answer = (id: number, query: Query = {}) => ({
    product: trimmed(productsWithVariants(shop, [findProduct(shop, id)])[0] ?? {}, query),
  });
  app.get<Listed>('/com/products.json', ({ query }) => {
    const where = productFilter(shop, query);
    const { limit, offset } = pageOf(query);
    const sql = `SELECT * FROM product ${whereText(where)} ORDER BY id DESC LIMIT ? OFFSET ?`;
    const rows = all<ProductRow>(store, sql, ...where.values, limit, offset);
    return { products: productsWithVariants(shop, rows).map((row) => trimmed(row, query)) };
  });
  app.get<Listed>('/com/products/count.json', ({ query }) => {
    const where = productFilter(shop, query);
    return { count: count(store, `product ${whereText(where)}`, ...where.values) };
  });
  app.get<Listed>('/com/products/:id.json', ({ params, query }) => answer(idFrom(params.id), query));
  app.post('/com/products.json', async ({ body }, reply) => {
    const { product } = productBody.parse(body);
    return reply.code(201).send(answer(createProduct(shop, product)));
  });
  app.put<Listed>('/com/products/:id.json', ({ params, body }) => {
    const row = findProduct(shop, idFrom(params.id));
    updateProduct(shop, row, productBody.parse(body).product);
    return answer(row.id);
  });
  app.delete<Listed>('/com/products/:id.json', ({ params }) => {
    const row = findProduct(shop, idFrom(params.id));
    store.transaction(() => {
      run(store, 'DELETE FROM product WHERE id = ?', row.id);
      recordEvent(shop, 'Product', row.id, 'destroy');
    })();
    return [];
  });
}

function productFilter(shop: Shop, query: Query) {
  const where = emptyWhere();
  addIdFilters(where, query);
  addEquals(where, query, ['vendor', 'product_type']);
  const collection = given(query, 'collection_id');
  if (collection !== undefined) {
    add(where, 'product_type = (SELECT title FROM collection WHERE id = ?)', Number(collection));
  }
  const handle = given(query, 'handle');
  if (handle !== undefined) add(where, "('san-pham-' || id) = ?", handle);
  for (const column of ['sku', 'barcode'] as const) {
    const value = given(query, column);
    if (value !== undefined) add(where, `id IN (SELECT product_id FROM variant WHERE ${column} = ?)`, value);
  }
  addTimeFilters(shop, where, query, {
    created_at: 'created_at',
    updated_at: 'updated_at',
    published_at: "iif(published_scope = 'pos', NULL, created_at)",
  });
  return where;
}

function createProduct(shop: Shop, input: ProductInput): number {
  if (!input.title?.trim()) throw unprocessable('title', "can't be blank");
  checkedTags(input.tags ?? '', 255, 250);
  const { store } = shop;
  const title = input.title;
  return store.transaction(() => {
    const id = nextId(store, 'product');
    const at = nowIso(shop);
    const scope = input.published === false ? 'pos' : (input.published_scope ?? 'global');
    const names = input.options?.map((option) => option.name) ?? ['Title'];
    run(
      store,
      'INSERT INTO product VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
      id,
      title,
      input.product_type ?? '',
      input.vendor ?? '',
      input.tags ?? '',
      scope,
      input.not_allow_promotion === true ? 1 : 0,
      JSON.stringify(optionFields(id, names)),
      at,
      at,
    );
    for (const variant of input.variants ?? [{}]) insertVariant(shop, id, variant);
    recordEvent(shop, 'Product', id, 'create');
    return id;
  })();
}

function updateProduct(shop: Shop, row: ProductRow, input: ProductInput): void {
  if (input.title?.trim() === '') throw unprocessable('title', "can't be blank");
  checkedTags(input.tags ?? '', 255, 250);
  const { store } = shop;
  store.transaction(() => {
    const scope = input.published === false ? 'pos' : (input.published_scope ?? row.published_scope);
    run(
      store,
      `UPDATE product SET title = ?, product_type = ?, vendor = ?, tags = ?, published_scope = ?, not_allow_promotion = ?,
       updated_at = ? WHERE id = ?`,
      input.title ?? row.title,
      input.product_type ?? row.product_type,
      input.vendor ?? row.vendor,
      input.tags ?? row.tags,
      scope,
      input.not_allow_promotion == null ? row.not_allow_promotion : Number(input.not_allow_promotion),
      nowIso(shop),
      row.id,
    );
    for (const variant of input.variants ?? []) {
      if (variant.id == null) insertVariant(shop, row.id, variant);
      else updateVariant(shop, variant.id, variant);
    }
    recordEvent(shop, 'Product', row.id, 'update');
  })();
}
