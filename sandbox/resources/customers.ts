import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { nowIso, type Shop, unprocessable } from '../context.ts';
import {
  add,
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
import { all, count, get, nextId, run } from '../store.ts';
import {
  type CustomerRow,
  customerGroups,
  customersWithAddresses,
  findCustomer,
  insertCustomer,
} from './customer-fields.ts';
import { checkedTags } from './tags.ts';

const text = z.string().nullish();
const customerBody = z.object({
  customer: z.looseObject({
    first_name: text,
    last_name: text,
    email: text,
    phone: text,
    note: text,
    tags: text,
    gender: z.union([z.literal(0), z.literal(1)]).nullish(),
    birthday: text,
    accepts_marketing: z.boolean().nullish(),
  }),
});

type CustomerInput = z.output<typeof customerBody>['customer'];
type Listed = { Params: { id: string }; Querystring: Query };

const searchOrders: Readonly<Record<string, string>> = {
  'last_order_date desc': 'last_order_at DESC, id DESC',
  'last_order_date asc': 'last_order_at ASC, id ASC',
  'created_at desc': 'created_at DESC, id DESC',
  'created_at asc': 'created_at ASC, id ASC',
  'updated_at desc': 'updated_at DESC, id DESC',
  'updated_at asc': 'updated_at ASC, id ASC',
};

export function customerRoutes(app: FastifyInstance, shop: Shop): void {
  const { store } = shop;
  const answer = (id: number, query: Query = {}) => ({
    customer: trimmed(customersWithAddresses(shop, [findCustomer(shop, id)])[0] ?? {}, query),
  });
  const list = (query: Query, order: string) => {
    const where = customerFilter(shop, query);
    const { limit, offset } = pageOf(query);
    const sql = `SELECT * FROM customer ${whereText(where)} ORDER BY ${order} LIMIT ? OFFSET ?`;
    const rows = all<CustomerRow>(store, sql, ...where.values, limit, offset);
    return { customers: customersWithAddresses(shop, rows).map((row) => trimmed(row, query)) };
  };
  app.get<Listed>('/com/customers.json', ({ query }) => list(withoutWords(query), 'id DESC'));
  app.get<Listed>('/com/customers/search.json', ({ query }) => {
    const order = searchOrders[given(query, 'order')?.toLowerCase() ?? ''] ?? 'last_order_at DESC, id DESC';
    return list(query, order);
  });
  app.get<Listed>('/com/customers/count.json', ({ query }) => {
    const where = customerFilter(shop, withoutWords(query));
    return { count: count(store, `customer ${whereText(where)}`, ...where.values) };
  });
  app.get<Listed>('/com/customers/groups.json', ({ query }) => {
    const { limit, offset } = pageOf(query);
    const { epoch } = shop.options;
    const groups = customerGroups.map(({ id, name }) => ({ id, name, created_at: epoch, updated_at: epoch }));
    return { customer_groups: groups.slice(offset, offset + limit) };
  });
  app.get<Listed>('/com/customers/:id.json', ({ params, query }) => answer(idFrom(params.id), query));
  app.post('/com/customers.json', async ({ body }, reply) => {
    const { customer } = customerBody.parse(body);
    return reply.code(201).send(answer(createCustomer(shop, customer)));
  });
  app.put<Listed>('/com/customers/:id.json', ({ params, body }) => {
    const row = findCustomer(shop, idFrom(params.id));
    updateCustomer(shop, row, customerBody.parse(body).customer);
    return answer(row.id);
  });
  app.delete<Listed>('/com/customers/:id.json', ({ params }) => {
    run(store, 'DELETE FROM customer WHERE id = ?', findCustomer(shop, idFrom(params.id)).id);
    return [];
  });
}

/** Only the search knows free text. */
function withoutWords(query: Query): Query {
  return { ...query, query: undefined };
}

function createCustomer(shop: Shop, input: CustomerInput): number {
  // What the admin's import asks for; the API's own minimum is not documented.
  if (!input.first_name && !input.last_name && !input.email && !input.phone) {
    throw unprocessable('base', 'Customer must have a name, phone number or email address');
  }
  refuseTaken(shop, input, 0);
  checkedTags(input.tags ?? '', 255);
  const at = nowIso(shop);
  const id = nextId(shop.store, 'customer');
  run(
    shop.store,
    insertCustomer,
    id,
    input.last_name ?? '',
    input.first_name ?? '',
    input.email || null,
    input.phone || null,
    input.note ?? '',
    input.tags ?? '',
    input.gender ?? null,
    input.birthday ?? null,
    input.accepts_marketing === true ? 1 : 0,
    at,
    at,
  );
  return id;
}

/** Changes what was sent and keeps the rest; an empty phone or e-mail clears it. */
function updateCustomer(shop: Shop, row: CustomerRow, input: CustomerInput): void {
  refuseTaken(shop, input, row.id);
  checkedTags(input.tags ?? '', 255);
  run(
    shop.store,
    `UPDATE customer SET last_name = ?, first_name = ?, email = ?, phone = ?, note = ?, tags = ?, gender = ?, birthday = ?,
     accepts_marketing = ?, updated_at = ? WHERE id = ?`,
    input.last_name ?? row.last_name,
    input.first_name ?? row.first_name,
    input.email === undefined ? row.email : input.email || null,
    input.phone === undefined ? row.phone : input.phone || null,
    input.note ?? row.note,
    input.tags ?? row.tags,
    input.gender === undefined ? row.gender : input.gender,
    input.birthday === undefined ? row.birthday : input.birthday,
    input.accepts_marketing == null ? row.accepts_marketing : Number(input.accepts_marketing),
    nowIso(shop),
    row.id,
  );
}

function refuseTaken(shop: Shop, input: CustomerInput, except: number): void {
  const { refuseUsedPhones, refuseUsedEmails } = shop.faults;
  for (const field of ['phone', 'email'] as const) {
    const value = input[field];
    if (!value || !(field === 'phone' ? refuseUsedPhones : refuseUsedEmails)) continue;
    const sql = `SELECT id FROM customer WHERE ${field} = ? AND id <> ?`;
    if (get(shop.store, sql, value, except) !== undefined)
      throw unprocessable(field, 'has already been taken');
  }
}

function customerFilter(shop: Shop, query: Query) {
  const where = emptyWhere();
  addIdFilters(where, query);
  const words = given(query, 'query');
  if (words !== undefined) {
    const pattern = `%${words}%`;
    const found = "(last_name || ' ' || first_name LIKE ? OR phone LIKE ? OR email LIKE ?)";
    add(where, found, pattern, pattern, pattern);
  }
  addTimeFilters(shop, where, query, { created_at: 'created_at', updated_at: 'updated_at' });
  return where;
}
