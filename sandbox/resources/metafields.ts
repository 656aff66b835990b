import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { ApiError, missing, notFound, type Shop } from '../context.ts';
import { add, emptyWhere, given, pageOf, type Query, whereText } from '../query.ts';
import { nextId, nowIso } from '../store.ts';

type MetafieldRow = {
  id: number;
  owner_resource: string;
  owner_id: number;
  namespace: string;
  key: string;
  value: string;
  value_type: string;
  created_at: string;
  updated_at: string;
};

const body = z.object({
  metafield: z.object({
    namespace: z.string().min(2).max(20).optional(),
    key: z.string().min(3).max(30).optional(),
    value: z.union([z.string().max(80_000), z.number()]).optional(),
    value_type: z.enum(['string', 'integer', 'json']).optional(),
  }),
});

type Owner = { readonly resource: string; readonly id: number };

const ownerResources = {
  products: 'product',
  variants: 'variant',
  customers: 'customer',
  orders: 'order',
} as const;

/** Metafields of the shop and of what belongs to it. */
export function metafieldRoutes(app: FastifyInstance, shop: Shop): void {
  routesUnder(app, shop, '/com', () => ({ resource: 'shop', id: 0 }));
  for (const [plural, resource] of Object.entries(ownerResources)) {
    routesUnder(app, shop, `/com/${plural}/:ownerId`, (params) => ({
      resource,
      id: Number(params['ownerId']),
    }));
  }
}

function routesUnder(
  app: FastifyInstance,
  shop: Shop,
  prefix: string,
  ownerOf: (params: Readonly<Record<string, string>>) => Owner,
): void {
  const { store } = shop;
  type Params = { Params: Record<string, string>; Querystring: Query };
  app.get<Params>(`${prefix}/metafields.json`, ({ params, query }) => {
    const where = filterOf(ownerOf(params), query);
    const { limit, offset } = pageOf(query);
    const rows = store
      .prepare<unknown[], MetafieldRow>(
        `SELECT * FROM metafield ${whereText(where)} ORDER BY id LIMIT ? OFFSET ?`,
      )
      .all(...where.values, limit, offset);
    return { metafields: rows.map(fieldsOf) };
  });
  app.get<Params>(`${prefix}/metafields/count.json`, ({ params, query }) => {
    const where = filterOf(ownerOf(params), query);
    return {
      count:
        store
          .prepare<unknown[], { n: number }>(`SELECT count(*) AS n FROM metafield ${whereText(where)}`)
          .get(...where.values)?.n ?? 0,
    };
  });
  app.get<Params>(`${prefix}/metafields/:id.json`, ({ params }) => ({
    metafield: fieldsOf(find(shop, ownerOf(params), Number(params['id']))),
  }));
  app.post<Params>(`${prefix}/metafields.json`, async ({ params, body: raw }, reply) => {
    const { namespace, key, value, value_type } = body.parse(raw).metafield;
    if (namespace === undefined || key === undefined)
      throw new ApiError(422, { errors: "Key can't be blank" });
    if (value === undefined) throw new ApiError(422, { errors: { value: ["can't be blank"] } });
    const owner = ownerOf(params);
    const at = nowIso();
    const id = nextId(store, 'metafield');
    try {
      store
        .prepare('INSERT INTO metafield VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)')
        .run(id, owner.resource, owner.id, namespace, key, String(value), value_type ?? 'string', at, at);
    } catch {
      throw new ApiError(422, { errors: { key: ['has already been taken'] } });
    }
    await reply.code(201).send({ metafield: fieldsOf(find(shop, owner, id)) });
  });
  app.put<Params>(`${prefix}/metafields/:id.json`, ({ params, body: raw }) => {
    const owner = ownerOf(params);
    const row = find(shop, owner, Number(params['id']));
    const { value, value_type } = body.parse(raw).metafield;
    store
      .prepare('UPDATE metafield SET value = ?, value_type = ?, updated_at = ? WHERE id = ?')
      .run(value === undefined ? row.value : String(value), value_type ?? row.value_type, nowIso(), row.id);
    return { metafield: fieldsOf(find(shop, owner, row.id)) };
  });
  app.delete<Params>(`${prefix}/metafields/:id.json`, ({ params }) => {
    store
      .prepare('DELETE FROM metafield WHERE id = ?')
      .run(find(shop, ownerOf(params), Number(params['id'])).id);
    return {};
  });
}

function filterOf(owner: Owner, query: Query) {
  const where = emptyWhere();
  add(where, 'owner_resource = ? AND owner_id = ?', owner.resource, owner.id);
  for (const column of ['namespace', 'key', 'value_type'] as const) {
    const value = given(query, column);
    if (value !== undefined) add(where, `${column} = ?`, value);
  }
  const since = given(query, 'since_id');
  if (since !== undefined) add(where, 'id > ?', Number(since));
  return where;
}

function find(shop: Shop, owner: Owner, id: number): MetafieldRow {
  if (!Number.isSafeInteger(id)) throw missing();
  const row = shop.store
    .prepare<[number, string, number], MetafieldRow>(
      'SELECT * FROM metafield WHERE id = ? AND owner_resource = ? AND owner_id = ?',
    )
    .get(id, owner.resource, owner.id);
  if (row === undefined) throw notFound();
  return row;
}

function fieldsOf(row: MetafieldRow) {
  return {
    id: row.id,
    namespace: row.namespace,
    key: row.key,
    value: row.value,
    value_type: row.value_type,
    description: null,
    owner_id: row.owner_id,
    owner_resource: row.owner_resource,
    created_at: row.created_at,
    updated_at: row.updated_at,
  };
}
