import { z } from 'zod';
import { variantsBelowZero } from '../../../domain/sync/amendment.ts';
import { amendmentsOf } from '../../db/repositories/amendments.ts';
import {
  noteOnEntry,
  type OutboxChange,
  type OutboxEntry,
  unsettledEntries,
} from '../../db/repositories/outbox.ts';
import { salePayable } from '../../db/repositories/upload-sale.ts';
import type { CloudAnswer, CloudTrouble } from '../haravan/answer.ts';
import type { HaravanClient } from '../haravan/client.ts';
import { cloudId, cloudList, cloudNumber, cloudText } from '../haravan/wire.ts';
import { notBelowZero } from './below-zero.ts';
import { type OutboxWork, type StepResult, wordsOf } from './work.ts';

const transaction = z.object({ id: cloudId, kind: cloudText, amount: cloudNumber, status: cloudText });

const transactionsAnswer = z
  .object({ transactions: cloudList(transaction) })
  .transform(({ transactions }) => transactions);

const order = z.object({
  id: cloudId,
  financial_status: cloudText,
  cancelled_status: cloudText,
  transactions: cloudList(transaction),
});

const ordersAnswer = z.object({ orders: z.array(order) }).transform(({ orders }) => orders);
const orderAnswer = z.object({ order }).transform((body) => body.order);
const orderFields = 'id,financial_status,cancelled_status,transactions';

type Order = z.output<typeof order>;
type Transaction = z.output<typeof transaction>;

/** What is known of an order's money: booked, not yet, or still to be booked by us. */
type Standing = 'settled' | 'waiting' | 'owing';

const ordersACall = 50;

/**
 * Looks before the till books money itself. The service books what it was sent only after its answer, first a pending transaction:
 * while there is not even that, its own captures are still to come, and ours would double them.
 */
const patientLooks = { begun: 3, notBegun: 9 } as const;

/**
 * Sees to it that orders' money is booked, as many orders in one call as it takes. Haravan settles after it answers, and may leave an
 * order partly paid: then the rest is captured, after a fresh look at what is there, so that nothing is booked twice.
 */
export async function settleStep(work: OutboxWork, when: 'any' | 'whole-calls-only'): Promise<StepResult> {
  const entries = unsettledEntries(work.store, work.clock(), ordersACall);
  if (entries.length === 0 || (when === 'whole-calls-only' && entries.length < ordersACall))
    return { kind: 'idle' };
  const client = work.client.as('money');
  const listed = await client.get(
    '/com/orders.json',
    {
      ids: entries.map((entry) => entry.cloud_id ?? 0).join(','),
      status: 'any',
      limit: ordersACall,
      fields: orderFields,
    },
    ordersAnswer,
  );
  if (listed.kind !== 'ok') return troubled(work, entries, listed);
  const byId = new Map(listed.value.map((found) => [found.id, found]));
  for (const entry of entries) {
    const settled = await settleEntry(work, client, entry, byId.get(entry.cloud_id ?? 0));
    if (settled !== null) return troubled(work, [entry], settled);
  }
  return { kind: 'moved' };
}

async function settleEntry(
  work: OutboxWork,
  client: HaravanClient,
  entry: OutboxEntry,
  listed: Order | undefined,
): Promise<CloudTrouble | null> {
  const tightened = await notBelowZero(work, variantsBelowZero(amendmentsOf(work.store, entry.id)));
  if (tightened.kind !== 'ok' && tightened.kind !== 'forbidden') return tightened;
  const found = listed ?? (await lookAt(client, entry));
  if ('kind' in found) {
    if (found.kind !== 'refused') return found;
    // Deleted there, or closed to us: not this till's money to book any more.
    work.log('order-out-of-reach', { entry: entry.id, order: entry.cloud_id, status: found.status });
    noteOnEntry(work.store, entry, { settled: true, lastAnswer: found.reason });
    return null;
  }
  const payable = salePayable(work.store, entry.document_id);
  const standing = standingOf(found, payable, entry.lookups);
  if (standing === 'settled') {
    noteOnEntry(work.store, entry, { settled: true });
    return null;
  }
  const looks = entry.lookups + 1;
  const next: OutboxChange = {
    lookups: looks,
    nextTryAt: work.clock() + work.pace.settleLookMs * 2 ** Math.min(looks, 8),
  };
  if (standing === 'waiting') {
    noteOnEntry(work.store, entry, next);
    return null;
  }
  const booked = await captureRest(client, found.id, payable);
  if (booked.kind !== 'ok') return booked;
  // Only the next look says whether it was booked: an answer may be lost.
  noteOnEntry(work.store, entry, { ...next, settled: booked.value === 'settled' });
  return null;
}

/** A list may not show a new order yet: the order itself is asked. */
async function lookAt(client: HaravanClient, entry: OutboxEntry): Promise<Order | CloudTrouble> {
  const answer = await client.get(`/com/orders/${entry.cloud_id}.json`, { fields: orderFields }, orderAnswer);
  return answer.kind === 'ok' ? answer.value : answer;
}

function standingOf(found: Order, payable: number, looks: number): Standing {
  // What the shop did with the order since (paid, refunded, cancelled) is the shop's business.
  if (payable === 0 || found.cancelled_status.toLowerCase() === 'cancelled') return 'settled';
  if (!isOwing(found.financial_status) || captured(found.transactions) >= payable) return 'settled';
  const hasBegun = found.transactions.some(({ kind }) => kind.toLowerCase() === 'pending');
  return looks < patientLooks[hasBegun ? 'begun' : 'notBegun'] ? 'waiting' : 'owing';
}

async function captureRest(
  client: HaravanClient,
  orderId: number,
  payable: number,
): Promise<CloudAnswer<'settled' | 'sent'>> {
  const path = `/com/orders/${orderId}/transactions.json`;
  const fresh = await client.get(path, {}, transactionsAnswer);
  if (fresh.kind !== 'ok') return fresh;
  const missing = payable - captured(fresh.value);
  if (missing <= 0) return { kind: 'ok', value: 'settled' };
  const booked = await client.send(
    'POST',
    path,
    { transaction: { kind: 'Capture', amount: missing } },
    z.unknown(),
  );
  return booked.kind === 'ok' ? { kind: 'ok', value: 'sent' } : booked;
}

function troubled(work: OutboxWork, entries: readonly OutboxEntry[], trouble: CloudTrouble): StepResult {
  for (const entry of entries) {
    noteOnEntry(work.store, entry, {
      nextTryAt: work.clock() + work.pace.settleLookMs * 2 ** Math.min(entry.lookups + 1, 8),
      lastAnswer: wordsOf(trouble),
    });
  }
  return { kind: 'trouble', trouble };
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
