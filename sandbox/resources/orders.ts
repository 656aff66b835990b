import type { FastifyInstance } from 'fastify';
import { ApiError, nowIso, type Shop } from '../context.ts';
import { strikes } from '../faults.ts';
import { idFrom, type Query, trimmed, whereText } from '../query.ts';
import { all, count, run } from '../store.ts';
import { assignBody, assignOrder } from './assign-order.ts';
import { cancelOrder } from './cancel-order.ts';
import { createOrder } from './create-order.ts';
import { recordEvent } from './events.ts';
import { cancelBody, type OrderChanges, orderBody, orderChanges } from './order-body.ts';
import { orderFields } from './order-fields.ts';
import { orderFilter, orderListQuery } from './order-list.ts';
import { findOrder, type OrderRow, readBody, writeBody } from './order-row.ts';
import { checkedTags } from './tags.ts';

type ById = { Params: { id: string }; Querystring: Query };

/** Orders: made, listed, confirmed, closed, opened and cancelled; never deleted, and their lines never changed. */
export function orderRoutes(app: FastifyInstance, shop: Shop): void {
  const { store } = shop;
  const answer = (id: number, query: Query = {}) => ({
    order: trimmed(orderFields(shop, findOrder(shop, id)), query),
  });
  app.get<ById>('/com/orders.json', ({ query }) => {
    const { sql, values } = orderListQuery(shop, query);
    const rows = all<OrderRow>(store, sql, ...values);
    return { orders: rows.map((row) => trimmed(orderFields(shop, row), query)) };
  });
  app.get<ById>('/com/orders/count.json', ({ query }) => {
    const where = orderFilter(shop, query);
    return { count: count(store, `shop_order ${whereText(where)}`, ...where.values) };
  });
  app.post('/com/orders.json', async ({ body }, reply) => {
    if (strikes(shop.faults, 'refusals'))
      throw new ApiError(422, { errors: { base: ['Đơn hàng không hợp lệ'] } });
    const id = createOrder(shop, orderBody.parse(body).order);
    return reply.code(201).send(answer(id));
  });
  app.get<ById>('/com/orders/:id.json', ({ params, query }) => answer(idFrom(params.id), query));
  app.put<ById>('/com/orders/:id.json', ({ params, body }) => {
    const order = findOrder(shop, idFrom(params.id));
    changeOrder(shop, order, orderChanges.parse(body).order);
    return answer(order.id);
  });
  app.post<ById>('/com/orders/:id/confirm.json', ({ params }) =>
    answer(mark(shop, params.id, 'confirmed_at', true, 'confirmed')),
  );
  app.post<ById>('/com/orders/:id/close.json', ({ params }) =>
    answer(mark(shop, params.id, 'closed_at', true, 'closed')),
  );
  app.post<ById>('/com/orders/:id/open.json', ({ params }) =>
    answer(mark(shop, params.id, 'closed_at', false, 're_opened')),
  );
  app.post<ById>('/com/orders/:id/cancel.json', ({ params, body }) => {
    const order = findOrder(shop, idFrom(params.id));
    cancelOrder(shop, order, cancelBody.parse(body) ?? {});
    return answer(order.id);
  });
  app.post<ById>('/com/orders/:id/assign.json', ({ params, body }) => {
    const order = findOrder(shop, idFrom(params.id));
    assignOrder(shop, order, assignBody.parse(body).location_id);
    return answer(order.id);
  });
}

function mark(
  shop: Shop,
  id: string,
  column: 'confirmed_at' | 'closed_at',
  isSet: boolean,
  verb: string,
): number {
  const order = findOrder(shop, idFrom(id));
  const at = nowIso(shop);
  const sql = `UPDATE shop_order SET ${column} = ?, updated_at = ? WHERE id = ?`;
  run(shop.store, sql, isSet ? at : null, at, order.id);
  recordEvent(shop, 'Order', order.id, verb);
  return order.id;
}

function changeOrder(shop: Shop, order: OrderRow, input: OrderChanges): void {
  checkedTags(input.tags ?? '', 40);
  const body = readBody(order);
  shop.store.transaction(() => {
    writeBody(shop, order.id, {
      ...body,
      note_attributes: input.note_attributes ?? body.note_attributes,
      email: input.email ?? body.email,
      shipping_address: input.shipping_address ?? body.shipping_address,
    });
    const sql = 'UPDATE shop_order SET note = ?, tags = ? WHERE id = ?';
    run(shop.store, sql, input.note ?? order.note, input.tags ?? order.tags, order.id);
    recordEvent(shop, 'Order', order.id, 'update');
  })();
}
