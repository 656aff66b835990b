import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { notFound, type Shop, unprocessable } from '../context.ts';
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

type CustomerRow = {
  id: number;
  last_name: string;
  first_name: string;
  email: string | null;
  phone: string | null;
  note: string;
  tags: string;
  created_at: string;
  updated_at: string;
};

const text = z.string().nullish();
const customerBody = z.object({
  customer: z.looseObject({
    first_name: text,
    last_name: text,
    email: text,
    phone: text,
    note: text,
    tags: text,
  }),
});

export const guestEmail = 'guest@haravan.com';

export function customerRoutes(app: FastifyInstance, shop: Shop): void {
  const { store } = shop;
  const list = (query: Query, order: string) => {
    const where = customerFilter(shop, query);
    const { limit, offset } = pageOf(query);
    return store
      .prepare<unknown[], CustomerRow>(
        `SELECT * FROM customer ${whereText(where)} ORDER BY ${order} LIMIT ? OFFSET ?`,
      )
      .all(...where.values, limit, offset)
      .map((row) => trimmed(customerFields(row), query));
  };
  app.get<{ Querystring: Query }>('/com/customers.json', ({ query }) => ({
    customers: list(query, 'id DESC'),
  }));
  app.get<{ Querystring: Query }>('/com/customers/search.json', ({ query }) => ({
    customers: list(query, 'updated_at DESC, id DESC'),
  }));
  app.get<{ Querystring: Query }>('/com/customers/count.json', ({ query }) => {
    const where = customerFilter(shop, query);
    return {
      count:
        store
          .prepare<unknown[], { n: number }>(`SELECT count(*) AS n FROM customer ${whereText(where)}`)
          .get(...where.values)?.n ?? 0,
    };
  });
  app.get<{ Params: { id: string } }>('/com/customers/:id.json', ({ params }) => ({
    customer: customerFields(findCustomer(shop, Number(params.id))),
  }));
  app.post('/com/customers.json', async ({ body }, reply) => {
    const { customer } = customerBody.parse(body);
    refuseTaken(shop, customer, 0);
    const at = nowIso();
    const id = nextId(store, 'customer');
    store
      .prepare('INSERT INTO customer VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)')
      .run(
        id,
        customer.last_name ?? '',
        customer.first_name ?? '',
        customer.email || null,
        customer.phone || null,
        customer.note ?? '',
        customer.tags ?? '',
        at,
        at,
      );
    await reply.code(201).send({ customer: customerFields(findCustomer(shop, id)) });
  });
  app.put<{ Params: { id: string } }>('/com/customers/:id.json', ({ params, body }) => {
    const row = findCustomer(shop, Number(params.id));
    const { customer } = customerBody.parse(body);
    refuseTaken(shop, customer, row.id);
    store
      .prepare(
        'UPDATE customer SET last_name = ?, first_name = ?, email = ?, phone = ?, note = ?, updated_at = ? WHERE id = ?',
      )
      .run(
        customer.last_name ?? row.last_name,
        customer.first_name ?? row.first_name,
        customer.email ?? row.email,
        customer.phone ?? row.phone,
        customer.note ?? row.note,
        nowIso(),
        row.id,
      );
    return { customer: customerFields(findCustomer(shop, row.id)) };
  });
  app.delete<{ Params: { id: string } }>('/com/customers/:id.json', ({ params }) => {
    store.prepare('DELETE FROM customer WHERE id = ?').run(findCustomer(shop, Number(params.id)).id);
    return [];
  });
}

export function findCustomer(shop: Shop, id: number): CustomerRow {
  const row = shop.store.prepare<[number], CustomerRow>('SELECT * FROM customer WHERE id = ?').get(id);
  if (row === undefined) throw notFound();
  return row;
}

export function customerByEmail(shop: Shop, email: string): CustomerRow | undefined {
  return shop.store.prepare<[string], CustomerRow>('SELECT * FROM customer WHERE email = ?').get(email);
}

function refuseTaken(
  shop: Shop,
  customer: { phone?: string | null | undefined; email?: string | null | undefined },
  except: number,
): void {
  for (const field of ['phone', 'email'] as const) {
    const value = customer[field];
    if (!value) continue;
    const taken = shop.store
      .prepare<[string, number], { id: number }>(`SELECT id FROM customer WHERE ${field} = ? AND id <> ?`)
      .get(value, except);
    if (taken !== undefined) throw unprocessable(field, 'has already been taken');
  }
}

function customerFilter(shop: Shop, query: Query) {
  const where = emptyWhere();
  const ids = idList(query, 'ids', 50);
  if (ids !== undefined && ids.length > 0) add(where, `id IN (${ids.map(() => '?').join(', ')})`, ...ids);
  const since = given(query, 'since_id');
  if (since !== undefined) add(where, 'id > ?', Number(since));
  const words = given(query, 'query');
  if (words !== undefined) {
    const pattern = `%${words}%`;
    add(
      where,
      "(last_name || ' ' || first_name LIKE ? OR phone LIKE ? OR email LIKE ?)",
      pattern,
      pattern,
      pattern,
    );
  }
  addTimeFilters(shop, where, query, ['created_at', 'updated_at']);
  return where;
}

export function customerFields(row: CustomerRow) {
  return {
    id: row.id,
    first_name: row.first_name,
    last_name: row.last_name,
    email: row.email,
    phone: row.phone,
    note: row.note,
    tags: row.tags,
    state: 'Disabled',
    accepts_marketing: false,
    verified_email: false,
    orders_count: 0,
    total_spent: 0,
    total_paid: 0,
    last_order_id: null,
    last_order_name: null,
    last_order_date: null,
    birthday: null,
    gender: null,
    group_name: null,
    multipass_identifier: null,
    addresses: [],
    default_address: null,
    created_at: row.created_at,
    updated_at: row.updated_at,
  };
}
