import { z } from 'zod';
import type { CloudTrouble } from './haravan/answer.ts';
import type { HaravanClient } from './haravan/client.ts';
import { cloudId, cloudList, cloudNumber, cloudText } from './haravan/wire.ts';

const transaction = z.object({ id: cloudId, kind: cloudText, amount: cloudNumber, status: cloudText });

const transactionsAnswer = z
  .object({ transactions: cloudList(transaction) })
  .transform(({ transactions }) => transactions);

const orderAnswer = z
  .object({
    order: z.object({
      id: cloudId,
      financial_status: cloudText,
      cancelled_status: cloudText,
      transactions: cloudList(transaction),
    }),
  })
  .transform(({ order }) => order);

type Transaction = z.output<typeof transaction>;

export type Settling = { readonly kind: 'settled' } | { readonly kind: 'waiting' } | CloudTrouble;

/**
 * Looks before the till books money itself. The service books what it was sent only after its answer, first a pending transaction:
 * while there is not even that, its own captures are still to come, and ours would double them.
 */
const patientLooks = { begun: 3, notBegun: 9 } as const;

/**
 * Sees to it that an order's money is booked. Haravan settles after it answers, and may leave an order partly paid: then the rest is
 * captured, after a fresh look at what is there, so that nothing is booked twice.
 */
export async function settleOrder(
  client: HaravanClient,
  entry: { readonly cloudId: number; readonly looks: number; readonly payable: number },
): Promise<Settling> {
  const order = await client.get(
    `/com/orders/${entry.cloudId}.json`,
    { fields: 'id,financial_status,cancelled_status,transactions' },
    orderAnswer,
  );
  if (order.kind !== 'ok') return order;
  const { financial_status: status, cancelled_status: cancelled, transactions } = order.value;
  // What the shop did with the order since (paid, refunded, cancelled) is the shop's business.
  if (entry.payable === 0 || cancelled === 'cancelled' || !isOwing(status)) return { kind: 'settled' };
  if (captured(transactions) >= entry.payable) return { kind: 'settled' };
  const hasBegun = transactions.some(({ kind }) => kind.toLowerCase() === 'pending');
  if (entry.looks < patientLooks[hasBegun ? 'begun' : 'notBegun']) return { kind: 'waiting' };
  return captureRest(client, entry.cloudId, entry.payable);
}

async function captureRest(client: HaravanClient, orderId: number, payable: number): Promise<Settling> {
  const path = `/com/orders/${orderId}/transactions.json`;
  const fresh = await client.get(path, {}, transactionsAnswer);
  if (fresh.kind !== 'ok') return fresh;
  const missing = payable - captured(fresh.value);
  if (missing <= 0) return { kind: 'settled' };
  const booked = await client.send(
    'POST',
    path,
    { transaction: { kind: 'Capture', amount: missing } },
    z.unknown(),
  );
  // Only the next look says whether it was booked: an answer may be lost.
  return booked.kind === 'ok' ? { kind: 'waiting' } : booked;
}

function isOwing(status: string): boolean {
  return ['', 'pending', 'authorized', 'partially_paid', 'partiallypaid'].includes(status.toLowerCase());
}

function captured(transactions: readonly Transaction[]): number {
  return transactions
    .filter(
      ({ kind, status }) =>
        ['capture', 'sale'].includes(kind.toLowerCase()) &&
        !['failure', 'error'].includes(status.toLowerCase()),
    )
    .reduce((sum, { amount }) => sum + Math.round(amount), 0);
}
