import type { FastifyInstance } from 'fastify';
import { notFound, nowIso, type Shop } from '../context.ts';
import {
  add,
  addIdFilters,
  emptyWhere,
  given,
  idFrom,
  instantOf,
  pageOf,
  type Query,
  trimmed,
  whereText,
} from '../query.ts';
import { all, count, get, nextId, run } from '../store.ts';
import { findOrder } from './order-row.ts';

type EventRow = { id: number; subject_type: string; subject_id: number; verb: string; created_at: string };
type Listed = { Params: { id: string }; Querystring: Query };

/** What happened to products and orders; there are no events for customers and stock. */
export function eventRoutes(app: FastifyInstance, shop: Shop): void {
  const list = (query: Query, orderId?: number) => {
    const where = eventFilter(query, orderId);
    const { limit, offset } = pageOf(query);
    const sql = `SELECT * FROM event ${whereText(where)} ORDER BY id DESC LIMIT ? OFFSET ?`;
    return all<EventRow>(shop.store, sql, ...where.values, limit, offset).map((row) =>
      trimmed(eventFields(row), query),
    );
  };
  app.get<Listed>('/com/events.json', ({ query }) => ({ events: list(query) }));
  app.get<Listed>('/com/events/count.json', ({ query }) => {
    const where = eventFilter(query);
    return { count: count(shop.store, `event ${whereText(where)}`, ...where.values) };
  });
  app.get<Listed>('/com/events/:id.json', ({ params }) => {
    const row = get<EventRow>(shop.store, 'SELECT * FROM event WHERE id = ?', idFrom(params.id));
    if (row === undefined) throw notFound();
    return { event: eventFields(row) };
  });
  app.get<Listed>('/com/orders/:id/events.json', ({ params, query }) => ({
    events: list(query, findOrder(shop, idFrom(params.id)).id),
  }));
}

export function recordEvent(shop: Shop, subject: 'Product' | 'Order', subjectId: number, verb: string): void {
  const id = nextId(shop.store, 'event');
  run(shop.store, 'INSERT INTO event VALUES (?, ?, ?, ?, ?)', id, subject, subjectId, verb, nowIso(shop));
}

function eventFilter(query: Query, orderId?: number) {
  const where = emptyWhere();
  addIdFilters(where, query);
  if (orderId !== undefined) add(where, "subject_type = 'Order' AND subject_id = ?", orderId);
  const kinds = given(query, 'filter')?.split(',');
  if (kinds !== undefined) add(where, `subject_type IN (${kinds.map(() => '?').join(', ')})`, ...kinds);
  const verb = given(query, 'verb');
  if (verb !== undefined) add(where, 'verb = ?', verb);
  // These filters are documented as the shop's own time, whatever the other lists do.
  for (const [name, comparison] of [
    ['created_at_min', '>='],
    ['created_at_max', '<='],
  ] as const) {
    const instant = instantOf(given(query, name) ?? '', 'shop_local');
    if (instant !== undefined) add(where, `created_at ${comparison} ?`, new Date(instant).toISOString());
  }
  return where;
}

function eventFields(row: EventRow) {
  return {
    id: row.id,
    subject_id: row.subject_id,
    subject_type: row.subject_type,
    verb: row.verb,
    arguments: [],
    message: `${row.subject_type} ${row.subject_id}: ${row.verb}`,
    description: null,
    body: null,
    author: null,
    path: `/admin/${row.subject_type.toLowerCase()}s/${row.subject_id}`,
    created_at: row.created_at,
  };
}
