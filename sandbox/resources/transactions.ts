import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { notFound, type Shop, unprocessable } from '../context.ts';
import { idFrom, type Query } from '../query.ts';
import { recordEvent } from './events.ts';
import { findOrder, type OrderRow, readBody } from './order-row.ts';
import { refuseOverRefund } from './refund-record.ts';
import {
  bookTransaction,
  listedTransaction,
  refreshFinancialStatus,
  type TransactionRow,
  transactionKinds,
  transactionsOf,
} from './transaction-rows.ts';

const transactionBody = z.object({
  transaction: z.looseObject({
    kind: z
      .string()
      .transform((kind) => kind.toLowerCase())
      .pipe(z.enum(transactionKinds)),
    amount: z.coerce.number(),
    gateway: z.string().nullish(),
    user_id: z.coerce.number().nullish(),
  }),
});

type TransactionInput = z.output<typeof transactionBody>['transaction'];
type OfOrder = { Params: { id: string; transactionId: string }; Querystring: Query };

/** Money of an order, after the order. There is no key that keeps a second post from being booked again. */
export function transactionRoutes(app: FastifyInstance, shop: Shop): void {
  app.get<OfOrder>('/com/orders/:id/transactions.json', ({ params }) => {
    const order = findOrder(shop, idFrom(params.id));
    return { transactions: transactionsOf(shop, order.id).map(listedTransaction) };
  });
  app.get<OfOrder>('/com/orders/:id/transactions/:transactionId.json', ({ params }) => {
    const id = idFrom(params.transactionId);
    const row = transactionsOf(shop, idFrom(params.id)).find((transaction) => transaction.id === id);
    if (row === undefined) throw notFound();
    return { transaction: listedTransaction(row) };
  });
  app.post<OfOrder>('/com/orders/:id/transactions.json', async ({ params, body }, reply) => {
    const order = findOrder(shop, idFrom(params.id));
    const { transaction } = transactionBody.parse(body);
    const row = shop.store.transaction(() => postTransaction(shop, order, transaction))();
    return reply.code(201).send({ transaction: listedTransaction(row) });
  });
}

function postTransaction(shop: Shop, order: OrderRow, input: TransactionInput): TransactionRow {
  if (input.amount === 0 && input.kind !== 'void') throw unprocessable('amount', 'must not be 0');
  if (input.kind === 'refund') refuseOverRefund(shop, order.id, Math.abs(input.amount));
  const parent = transactionsOf(shop, order.id).find(({ kind }) => kind === 'pending');
  const row = bookTransaction(shop, order.id, {
    kind: input.kind,
    // Refunds are shown as money that went away, however they were sent.
    amount: input.kind === 'refund' ? -Math.abs(input.amount) : input.amount,
    gateway: input.gateway ?? readBody(order).gateway ?? '',
    parentId: parent?.id ?? null,
    userId: input.user_id ?? null,
  });
  refreshFinancialStatus(shop, order.id);
  if (input.kind === 'capture' || input.kind === 'refund') {
    recordEvent(shop, 'Order', order.id, `${input.kind}_success`);
  }
  return row;
}
