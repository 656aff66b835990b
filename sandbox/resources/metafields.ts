import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { ApiError, notFound, nowIso, type Shop, unprocessable } from '../context.ts';
import { shopId } from '../generate/people.ts';
import {
  add,
  addEquals,
  addIdFilters,
  addTimeFilters,
  emptyWhere,
  idFrom,
  pageOf,
  type Query,
  trimmed,
  whereText,
} from '../query.ts';
import { all, count, get, nextId, run } from '../store.ts';

type MetafieldRow = {
  id: number;
  owner_resource: string;
  owner_id: number;
  namespace: string;
  key: string;
  value: string;
  value_type: string;
  description: string | null;
  created_at: string;
  updated_at: string;
};

const body = z.object({
  metafield: z.object({
    namespace: z.string().min(2).max(20).optional(),
    key: z.string().min(3).max(30).optional(),
    value: z.union([z.string().max(80_000), z.number()]).optional(),
    value_type: z.enum(['string', 'integer', 'json']).optional(),
    description: z.string().nullish(),
  }),
});

type MetafieldInput = z.output<typeof body>['metafield'];
type Owner = { readonly resource: string; readonly id: number };
type Params = { Params: Record<string, string>; Querystring: Query };

const ownerTables = {
  products: { resource: 'product', table: 'product' },
  variants: { resource: 'variant', table: 'variant' },
  customers: { resource: 'customer', table: 'customer' },
  orders: { resource: 'order', table: 'shop_order' },
  collections: { resource: 'collection', table: 'collection' },
  // Every product has one picture, and that has the product's id.
  images: { resource: 'image', table: 'product' },
} as const;

/** Metafields of the shop and of what belongs to it. */
export function metafieldRoutes(app: FastifyInstance, shop: Shop): void {
  routesUnder(app, shop, '/com', () => ({ resource: 'shop', id: shopId }));
  for (const [plural, { resource, table }] of Object.entries(ownerTables)) {
    routesUnder(app, shop, `/com/${plural}/:id`, (params) => {
      const id = idFrom(params['id']);
      if (count(shop.store, `${table} WHERE id = ?`, id) === 0) throw notFound();
      return { resource, id };
    });
  }
}

function routesUnder(
  app: FastifyInstance,
  shop: Shop,
  prefix: string,
  ownerOf: (params: Readonly<Record<string, string>>) => Owner,
): void {
  const { store } = shop;
  app.get<Params>(`${prefix}/metafields.json`, ({ params, query }) => {
    const where = filterOf(shop, ownerOf(params), query);
    const { limit, offset } = pageOf(query);
    const sql = `SELECT * FROM metafield ${whereText(where)} ORDER BY id LIMIT ? OFFSET ?`;
    const rows = all<MetafieldRow>(store, sql, ...where.values, limit, offset);
    return { metafields: rows.map((row) => trimmed(row, query)) };
  });
  app.get<Params>(`${prefix}/metafields/count.json`, ({ params, query }) => {
    const where = filterOf(shop, ownerOf(params), query);
    return { count: count(store, `metafield ${whereText(where)}`, ...where.values) };
  });
  app.get<Params>(`${prefix}/metafields/:metafieldId.json`, ({ params }) => ({
    metafield: find(shop, ownerOf(params), idFrom(params['metafieldId'])),
  }));
  app.post<Params>(`${prefix}/metafields.json`, async ({ params, body: sent }, reply) => {
    const owner = ownerOf(params);
    const id = create(shop, owner, body.parse(sent).metafield);
    return reply.code(201).send({ metafield: find(shop, owner, id) });
  });
  app.put<Params>(`${prefix}/metafields/:metafieldId.json`, ({ params, body: sent }) => {
    const owner = ownerOf(params);
    const row = find(shop, owner, idFrom(params['metafieldId']));
    const { value, value_type: type, description } = body.parse(sent).metafield;
    refuseMisfit(value === undefined ? row.value : String(value), type ?? row.value_type);
    run(
      store,
      'UPDATE metafield SET value = ?, value_type = ?, description = ?, updated_at = ? WHERE id = ?',
      value === undefined ? row.value : String(value),
      type ?? row.value_type,
      description === undefined ? row.description : description,
      nowIso(shop),
      row.id,
    );
    return { metafield: find(shop, owner, row.id) };
  });
  app.delete<Params>(`${prefix}/metafields/:metafieldId.json`, ({ params }) => {
    run(
      store,
      'DELETE FROM metafield WHERE id = ?',
      find(shop, ownerOf(params), idFrom(params['metafieldId'])).id,
    );
    return {};
  });
}

function create(shop: Shop, owner: Owner, input: MetafieldInput): number {
  const { namespace, key, value, value_type: type, description } = input;
  if (namespace === undefined) throw new ApiError(422, { errors: "Namespace can't be blank" });
  if (key === undefined) throw new ApiError(422, { errors: "Key can't be blank" });
  if (value === undefined) throw new ApiError(422, { errors: { value: ["can't be blank"] } });
  refuseMisfit(String(value), type ?? 'string');
  const taken = 'metafield WHERE owner_resource = ? AND owner_id = ? AND namespace = ? AND key = ?';
  if (count(shop.store, taken, owner.resource, owner.id, namespace, key) > 0) {
    throw new ApiError(422, { errors: { key: ['has already been taken'] } });
  }
  const id = nextId(shop.store, 'metafield');
  const at = nowIso(shop);
  run(
    shop.store,
    'INSERT INTO metafield VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    id,
    owner.resource,
    owner.id,
    namespace,
    key,
    String(value),
    type ?? 'string',
    description ?? null,
    at,
    at,
  );
  return id;
}

/** What says it is a whole number or JSON has to be. */
function refuseMisfit(value: string, type: string): void {
  const isFit =
    type === 'string' || (type === 'integer' ? /^-?\d+$/.test(value) : jsonText.safeParse(value).success);
  if (!isFit) throw unprocessable('value', 'is invalid');
}

const jsonText = z.string().refine((text) => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
});

function filterOf(shop: Shop, owner: Owner, query: Query) {
  const where = emptyWhere();
  add(where, 'owner_resource = ? AND owner_id = ?', owner.resource, owner.id);
  addIdFilters(where, query);
  addEquals(where, query, ['namespace', 'key', 'value_type']);
  addTimeFilters(shop, where, query, { created_at: 'created_at', updated_at: 'updated_at' });
  return where;
}

function find(shop: Shop, owner: Owner, id: number): MetafieldRow {
  const sql = 'SELECT * FROM metafield WHERE id = ? AND owner_resource = ? AND owner_id = ?';
  const row = get<MetafieldRow>(shop.store, sql, id, owner.resource, owner.id);
  if (row === undefined) throw notFound();
  return row;
}
