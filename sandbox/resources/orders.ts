import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { ApiError, notFound, type Shop, unprocessable } from '../context.ts';
import { strikes } from '../faults.ts';
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
import { nowIso } from '../store.ts';
import { bookTransaction, createOrder, refreshFinancialStatus } from './create-order.ts';
import { customerFields, findCustomer } from './customers.ts';
import { orderBody } from './order-body.ts';
import { changeStock } from './stock.ts';

type OrderRow = {
  id: number;
  name: string;
  location_id: number;
  customer_id: number;
  financial_status: string;
  fulfillment_status: string;
  closed_status: string;
  cancelled_status: string;
  total_price: number;
  tags: string;
  note: string;
  body_json: string;
  created_at: string;
  updated_at: string;
};
type TransactionRow = {
  id: number;
  order_id: number;
  parent_id: number | null;
  kind: string;
  amount: number;
  gateway: string;
  created_at: string;
};

type StoredBody = {
  readonly line_items: readonly { readonly variant_id: number | null; readonly quantity: number }[];
  readonly subtotal: number;
  readonly discounts: number;
  readonly confirmed: boolean;
  readonly source: string;
  readonly [field: string]: unknown;
};

type ById = { Params: { id: string }; Querystring: Query };

const sortable: Readonly<Record<string, string>> = {
  'created_at asc': 'created_at ASC, id ASC',
  'created_at desc': 'created_at DESC, id DESC',
  'updated_at asc': 'updated_at ASC, id ASC',
  'updated_at desc': 'updated_at DESC, id DESC',
};

export function orderRoutes(app: FastifyInstance, shop: Shop): void {
  const { store } = shop;
  app.get<{ Querystring: Query }>('/com/orders.json', ({ query }) => {
    const where = orderFilter(shop, query);
    const { limit, offset } = pageOf(query);
    const order = sortable[given(query, 'order')?.toLowerCase() ?? ''] ?? 'created_at DESC, id DESC';
    const rows = store
      .prepare<unknown[], OrderRow>(
        `SELECT * FROM shop_order ${whereText(where)} ORDER BY ${order} LIMIT ? OFFSET ?`,
      )
      .all(...where.values, limit, offset);
    return { orders: rows.map((row) => trimmed(orderFields(shop, row), query)) };
  });
  app.get<{ Querystring: Query }>('/com/orders/count.json', ({ query }) => {
    const where = orderFilter(shop, query);
    return {
      count:
        store
          .prepare<unknown[], { n: number }>(`SELECT count(*) AS n FROM shop_order ${whereText(where)}`)
          .get(...where.values)?.n ?? 0,
    };
  });
  app.post('/com/orders.json', async ({ body, raw }, reply) => {
    if (strikes(shop.faults, 'refusals'))
      throw new ApiError(422, { errors: { base: ['Đơn hàng không hợp lệ'] } });
    const id = createOrder(shop, orderBody.parse(body).order);
    if (strikes(shop.faults, 'dropAnswers')) {
      raw.socket.destroy();
      return reply.hijack();
    }
    // What was captured is not shown yet: money is settled after the answer.
    return reply.code(201).send({ order: { ...orderFields(shop, findOrder(shop, id)), transactions: [] } });
  });
  app.get<ById>('/com/orders/:id.json', ({ params, query }) => ({
    order: trimmed(orderFields(shop, findOrder(shop, Number(params.id))), query),
  }));
  app.get<ById>('/com/orders/:id/transactions.json', ({ params }) => ({
    transactions: transactionsOf(shop, findOrder(shop, Number(params.id)).id),
  }));
  app.post<ById>('/com/orders/:id/transactions.json', async ({ params, body }, reply) => {
    const order = findOrder(shop, Number(params.id));
    const { transaction } = z
      .object({
        transaction: z.looseObject({
          kind: z.string(),
          amount: z.coerce.number(),
          gateway: z.string().nullish(),
        }),
      })
      .parse(body);
    if (transaction.amount <= 0) throw unprocessable('amount', 'must be greater than 0');
    const id = bookTransaction(shop, order.id, {
      kind: transaction.kind.toLowerCase(),
      amount: transaction.amount,
      gateway: transaction.gateway ?? '',
      parentId: null,
    });
    refreshFinancialStatus(shop, order.id);
    return reply
      .code(201)
      .send({ transaction: transactionsOf(shop, order.id).find((item) => item.id === id) });
  });
  for (const [verb, column, value] of [
    ['close', 'closed_status', 'closed'],
    ['open', 'closed_status', 'unclosed'],
  ] as const) {
    app.post<ById>(`/com/orders/:id/${verb}.json`, ({ params }) => {
      const order = findOrder(shop, Number(params.id));
      store
        .prepare(`UPDATE shop_order SET ${column} = ?, updated_at = ? WHERE id = ?`)
        .run(value, nowIso(), order.id);
      return { order: orderFields(shop, findOrder(shop, order.id)) };
    });
  }
  app.post<ById>('/com/orders/:id/confirm.json', ({ params }) => {
    const order = findOrder(shop, Number(params.id));
    const body = { ...storedBody(order), confirmed: true };
    store
      .prepare('UPDATE shop_order SET body_json = ?, updated_at = ? WHERE id = ?')
      .run(JSON.stringify(body), nowIso(), order.id);
    return { order: orderFields(shop, findOrder(shop, order.id)) };
  });
  app.post<ById & { Body: { restock?: boolean } | null }>(
    '/com/orders/:id/cancel.json',
    ({ params, body }) => {
      const order = findOrder(shop, Number(params.id));
      if (order.cancelled_status === 'cancelled') throw unprocessable('base', 'Order has been cancelled');
      store.transaction(() => {
        store
          .prepare("UPDATE shop_order SET cancelled_status = 'cancelled', updated_at = ? WHERE id = ?")
          .run(nowIso(), order.id);
        if (body?.restock === true) restock(shop, order);
      })();
      return { order: orderFields(shop, findOrder(shop, order.id)) };
    },
  );
}

function restock(shop: Shop, order: OrderRow): void {
  const delivered = order.fulfillment_status === 'fulfilled';
  for (const line of storedBody(order).line_items) {
    if (line.variant_id === null) continue;
    const change = delivered
      ? { onHand: line.quantity, committed: 0 }
      : { onHand: 0, committed: -line.quantity };
    changeStock(shop, { variantId: line.variant_id, locationId: order.location_id, ...change });
  }
}

/** No filter for name, tag, note attribute, location or customer: the real list has none either. */
function orderFilter(shop: Shop, query: Query) {
  const where = emptyWhere();
  add(where, 'visible_at <= ?', Date.now());
  const ids = idList(query, 'ids', 50);
  if (ids !== undefined && ids.length > 0) add(where, `id IN (${ids.map(() => '?').join(', ')})`, ...ids);
  const since = given(query, 'since_id');
  if (since !== undefined) add(where, 'id > ?', Number(since));
  const financial = given(query, 'financial_status');
  if (financial !== undefined && financial !== 'any') add(where, 'financial_status = ?', financial);
  const status = given(query, 'status');
  if (status === 'open') add(where, "closed_status = 'unclosed' AND cancelled_status = 'uncancelled'");
  if (status === 'closed') add(where, "closed_status = 'closed'");
  if (status === 'cancelled') add(where, "cancelled_status = 'cancelled'");
  addTimeFilters(shop, where, query, ['created_at', 'updated_at']);
  return where;
}

function findOrder(shop: Shop, id: number): OrderRow {
  const row = shop.store.prepare<[number], OrderRow>('SELECT * FROM shop_order WHERE id = ?').get(id);
  if (row === undefined) throw notFound();
  return row;
}

function storedBody(row: OrderRow): StoredBody {
  return JSON.parse(row.body_json) as StoredBody;
}

function transactionsOf(shop: Shop, orderId: number) {
  return shop.store
    .prepare<[number], TransactionRow>('SELECT * FROM payment_transaction WHERE order_id = ? ORDER BY id')
    .all(orderId)
    .map((row) => ({
      ...row,
      status: null,
      currency: 'VND',
      user_id: null,
      location_id: null,
      device_id: null,
      authorization: null,
      is_cod_gateway: false,
      test: false,
    }));
}

function orderFields(shop: Shop, row: OrderRow) {
  const { subtotal, discounts, confirmed, customer_id: _, ...body } = storedBody(row);
  return {
    ...body,
    id: row.id,
    name: row.name,
    order_number: row.name,
    number: row.id,
    created_at: row.created_at,
    updated_at: row.updated_at,
    source_name: body.source,
    location_id: row.location_id,
    customer: customerOrNull(shop, row.customer_id),
    currency: 'VND',
    subtotal_price: subtotal,
    total_line_items_price: subtotal,
    total_discounts: discounts,
    total_tax: 0,
    total_price: row.total_price,
    taxes_included: true,
    tax_lines: null,
    financial_status: row.financial_status,
    fulfillment_status: row.fulfillment_status,
    confirmed_status: confirmed ? 'confirmed' : 'unconfirmed',
    closed_status: row.closed_status,
    cancelled_status: row.cancelled_status,
    cancel_reason: row.cancelled_status === 'cancelled' ? 'other' : null,
    tags: row.tags,
    note: row.note,
    transactions: transactionsOf(shop, row.id),
    refunds: [],
  };
}

function customerOrNull(shop: Shop, id: number) {
  try {
    return customerFields(findCustomer(shop, id));
  } catch {
    return null;
  }
}
