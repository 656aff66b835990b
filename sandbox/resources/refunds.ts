import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { missing, notFound, type Shop, unprocessable } from '../context.ts';
import { idFrom, type Query, trimmed } from '../query.ts';
import { count, get, run } from '../store.ts';
import { recordEvent } from './events.ts';
import { refundsOf } from './order-fields.ts';
import { findOrder, type OrderRow, readBody, type StoredBody, writeBody } from './order-row.ts';
import { piecesOf, refundable, statusOfOrder, takeBack } from './pieces.ts';
import { refuseOverRefund, writeRefund } from './refund-record.ts';
import { ownerId } from './users.ts';

const refundInput = z.looseObject({
  restock: z.boolean().nullish(),
  notify: z.boolean().nullish(),
  note: z.string().nullish(),
  location_id: z.number().nullish(),
  user_id: z.coerce.number().nullish(),
  refund_line_items: z
    .array(z.looseObject({ line_item_id: z.number(), quantity: z.coerce.number().int().min(1) }))
    .nullish(),
  transactions: z
    .array(
      z.looseObject({
        amount: z.coerce.number(),
        kind: z
          .string()
          .transform((kind) => kind.toLowerCase())
          .pipe(z.literal('refund')),
        gateway: z.string().nullish(),
      }),
    )
    .nullish(),
});

const refundBody = z.object({ refund: refundInput });

export type RefundInput = z.input<typeof refundInput>;

type OfOrder = { Params: { id: string; refundId: string }; Querystring: Query };

/** Goods, money, or both, given back. There is no key that keeps a second post from being a second refund. */
export function refundRoutes(app: FastifyInstance, shop: Shop): void {
  app.get<OfOrder>('/com/orders/:id/refunds.json', ({ params, query }) => ({
    refunds: refundsOf(shop, findOrder(shop, idFrom(params.id)).id).map((refund) => trimmed(refund, query)),
  }));
  app.get<OfOrder>('/com/orders/:id/refunds/:refundId.json', ({ params, query }) => {
    const sql = 'SELECT body_json FROM refund WHERE id = ? AND order_id = ?';
    const row = get<{ body_json: string }>(shop.store, sql, idFrom(params.refundId), idFrom(params.id));
    if (row === undefined) throw notFound();
    return { refund: trimmed(JSON.parse(row.body_json) as Record<string, unknown>, query) };
  });
  app.post<OfOrder>('/com/orders/:id/refunds.json', async ({ params, body }, reply) => {
    const order = findOrder(shop, idFrom(params.id));
    const id = refundOrder(shop, order, refundBody.parse(body).refund);
    const refund = refundsOf(shop, order.id).find((made) => made['id'] === id);
    return reply.code(201).send({ refund });
  });
}

/** Gives back the refund's id. */
export function refundOrder(shop: Shop, order: OrderRow, sent: RefundInput): number {
  const input = refundInput.parse(sent);
  const money = (input.transactions ?? []).map(({ amount, gateway }) => ({
    amount: Math.abs(amount),
    gateway: gateway || null,
  }));
  if (money.some(({ amount }) => amount === 0)) throw unprocessable('amount', 'must not be 0');
  if (input.location_id != null && count(shop.store, 'location WHERE id = ?', input.location_id) === 0) {
    throw missing();
  }
  return shop.store.transaction(() => {
    const body = readBody(order);
    refuseOverRefund(
      shop,
      order.id,
      money.reduce((sum, { amount }) => sum + amount, 0),
    );
    const restockTo = input.restock === true ? (input.location_id ?? order.location_id) : null;
    const returned = (input.refund_line_items ?? []).map(({ line_item_id: id, quantity }) => {
      const line = body.line_items.find((item) => item.id === id);
      if (line === undefined) throw missing();
      if (quantity > refundable(body, line)) {
        throw unprocessable('quantity', 'is greater than what is left to refund');
      }
      takeBack(shop, order, body, line, quantity, restockTo);
      return { line, quantity };
    });
    if (returned.length + money.length === 0) throw unprocessable('base', 'Refund must have lines or money');
    writeBody(shop, order.id, body);
    const sql = 'UPDATE shop_order SET fulfillment_status = ? WHERE id = ?';
    run(shop.store, sql, statusOfOrder(body), order.id);
    const id = writeRefund(shop, order, body, {
      note: input.note ?? null,
      restock: returned.length === 0 ? null : (input.restock ?? false),
      locationId: input.location_id ?? null,
      userId: input.user_id ?? ownerId(shop),
      returned,
      money,
    });
    if (money.length > 0) recordEvent(shop, 'Order', order.id, 'refund_success');
    if (restockTo !== null && returned.length > 0) {
      recordEvent(shop, 'Order', order.id, 'restock_line_items');
    }
    return id;
  })();
}

/** All that is left of an order, goods and money. */
export function wholeRefund(body: StoredBody, amount: number): RefundInput {
  const lines = body.line_items.filter((line) => line.quantity > piecesOf(body, line).refunded);
  return {
    restock: true,
    refund_line_items: lines.map((line) => ({ line_item_id: line.id, quantity: refundable(body, line) })),
    transactions: amount > 0 ? [{ kind: 'refund', amount }] : [],
  };
}
