import type { FastifyInstance } from 'fastify';
import { notFound, type Shop } from '../context.ts';
import {
  add,
  addTimeFilters,
  emptyWhere,
  given,
  idList,
  pageOf,
  type Query,
  trimmed,
  whereText,
} from '../query.ts';
import { nextId, nowIso } from '../store.ts';

type ProductRow = {
  id: number;
  title: string;
  product_type: string;
  vendor: string;
  tags: string;
  published_scope: string | null;
  options_json: string;
  created_at: string;
  updated_at: string;
};
export type VariantRow = {
  id: number;
  product_id: number;
  position: number;
  title: string;
  sku: string | null;
  barcode: string | null;
  price: number;
  taxable: number;
  options_json: string;
  units_json: string;
  tracked: number;
  grams: number;
  updated_at: string;
  available: number;
};

/** Products come in descending order of their ids, 50 at most a page, whatever limit was asked for. */
export function productRoutes(app: FastifyInstance, shop: Shop): void {
  const { store } = shop;
  app.get<{ Querystring: Query }>('/com/products.json', ({ query }) => {
    const where = productFilter(shop, query);
    const { limit, offset } = pageOf(query);
    const rows = store
      .prepare<unknown[], ProductRow>(
        `SELECT * FROM product ${whereText(where)} ORDER BY id DESC LIMIT ? OFFSET ?`,
      )
      .all(...where.values, limit, offset);
    return { products: rows.map((row) => trimmed(productFields(shop, row), query)) };
  });
  app.get<{ Querystring: Query }>('/com/products/count.json', ({ query }) => {
    const where = productFilter(shop, query);
    const row = store
      .prepare<unknown[], { count: number }>(`SELECT count(*) AS count FROM product ${whereText(where)}`)
      .get(...where.values);
    return { count: row?.count ?? 0 };
  });
  app.get<{ Params: { id: string }; Querystring: Query }>('/com/products/:id.json', ({ params, query }) => {
    return { product: trimmed(productFields(shop, findProduct(shop, Number(params.id))), query) };
  });
  app.delete<{ Params: { id: string } }>('/com/products/:id.json', ({ params }) => {
    const row = findProduct(shop, Number(params.id));
    store.transaction(() => {
      store
        .prepare('DELETE FROM stock WHERE variant_id IN (SELECT id FROM variant WHERE product_id = ?)')
        .run(row.id);
      store.prepare('DELETE FROM product WHERE id = ?').run(row.id);
      store
        .prepare('INSERT INTO event VALUES (?, ?, ?, ?, ?)')
        .run(nextId(store, 'event'), 'Product', row.id, 'destroy', nowIso());
    })();
    return [];
  });
  app.get<{ Params: { id: string } }>('/com/variants/:id.json', ({ params }) => ({
    variant: variantFields(findVariant(shop, Number(params.id))),
  }));
  app.put<{ Params: { id: string }; Body: { variant?: { price?: number; barcode?: string } } }>(
    '/com/variants/:id.json',
    ({ params, body }) => {
      const row = findVariant(shop, Number(params.id));
      const at = nowIso();
      store
        .prepare('UPDATE variant SET price = ?, barcode = ?, updated_at = ? WHERE id = ?')
        .run(Number(body.variant?.price ?? row.price), body.variant?.barcode ?? row.barcode, at, row.id);
      store.prepare('UPDATE product SET updated_at = ? WHERE id = ?').run(at, row.product_id);
      return { variant: variantFields(findVariant(shop, row.id)) };
    },
  );
}

function productFilter(shop: Shop, query: Query) {
  const where = emptyWhere();
  const ids = idList(query, 'ids', 50);
  if (ids !== undefined && ids.length > 0) add(where, `id IN (${ids.map(() => '?').join(', ')})`, ...ids);
  const since = given(query, 'since_id');
  if (since !== undefined) add(where, 'id > ?', Number(since));
  for (const column of ['vendor', 'product_type'] as const) {
    const value = given(query, column);
    if (value !== undefined) add(where, `${column} = ?`, value);
  }
  for (const column of ['sku', 'barcode'] as const) {
    const value = given(query, column);
    if (value !== undefined) add(where, `id IN (SELECT product_id FROM variant WHERE ${column} = ?)`, value);
  }
  addTimeFilters(shop, where, query, ['created_at', 'updated_at']);
  return where;
}

function findProduct(shop: Shop, id: number): ProductRow {
  const row = shop.store.prepare<[number], ProductRow>('SELECT * FROM product WHERE id = ?').get(id);
  if (row === undefined) throw notFound();
  return row;
}

const variantColumns = `v.*, coalesce((SELECT sum(s.on_hand - s.committed) FROM stock s WHERE s.variant_id = v.id), 0) AS available`;

export function findVariant(shop: Shop, id: number): VariantRow {
  const row = shop.store
    .prepare<[number], VariantRow>(`SELECT ${variantColumns} FROM variant v WHERE v.id = ?`)
    .get(id);
  if (row === undefined) throw notFound();
  return row;
}

function productFields(shop: Shop, row: ProductRow) {
  const variants = shop.store
    .prepare<[number], VariantRow>(
      `SELECT ${variantColumns} FROM variant v WHERE v.product_id = ? ORDER BY v.position`,
    )
    .all(row.id);
  return {
    id: row.id,
    title: row.title,
    handle: `san-pham-${row.id}`,
    body_html: null,
    body_plain: null,
    vendor: row.vendor,
    product_type: row.product_type,
    tags: row.tags,
    template_suffix: null,
    created_at: row.created_at,
    updated_at: row.updated_at,
    published_at: row.published_scope === 'pos' ? null : row.created_at,
    published_scope: row.published_scope,
    only_hide_from_list: false,
    not_allow_promotion: false,
    options: JSON.parse(row.options_json) as unknown,
    images: [
      {
        id: row.id,
        position: 1,
        src: `${shop.url()}/cdn/products/${row.id}.png`,
        filename: `${row.id}.png`,
        product_id: row.id,
        variant_ids: [],
        // Dates of pictures come without a zone.
        created_at: row.created_at.replace('Z', ''),
        updated_at: row.created_at.replace('Z', ''),
      },
    ],
    variants: variants.map(variantFields),
  };
}

function variantFields(row: VariantRow) {
  const options = JSON.parse(row.options_json) as readonly string[];
  return {
    id: row.id,
    product_id: row.product_id,
    title: row.title,
    sku: row.sku,
    barcode: row.barcode,
    price: row.price,
    compare_at_price: 0,
    taxable: row.taxable === 1,
    requires_shipping: true,
    grams: row.grams,
    position: row.position,
    option1: options[0] ?? null,
    option2: options[1] ?? null,
    option3: options[2] ?? null,
    image_id: null,
    fulfillment_service: null,
    inventory_management: row.tracked === 1 ? 'haravan' : null,
    inventory_policy: 'deny',
    inventory_quantity: row.available,
    inventory_advance: null,
    lot_support: false,
    variant_units: JSON.parse(row.units_json) as unknown,
    created_at: row.updated_at,
    updated_at: row.updated_at,
  };
}
