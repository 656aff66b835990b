import { retryDelayMs } from '../../domain/sync/outbox.ts';
import {
  type EntryChange,
  moveEntry,
  nextDueEntry,
  noteLookup,
  noteMoney,
  type OutboxEntry,
  unsettledEntries,
} from '../db/repositories/outbox.ts';
import type { Failed } from './haravan/client.ts';
import { keyAttribute, orderFromSale } from './haravan/order-from-sale.ts';
import {
  createdOrder,
  orderKeys,
  orderMoney,
  transactionAnswer,
  transactionsAnswer,
} from './haravan/shapes.ts';
import { explainFailed } from './haravan/shop-cloud.ts';
import type { Round } from './parts.ts';
import { saleForCloud } from './sale-for-cloud.ts';

/** What a push came to; `failed` ends the round, since the next call would fare no better. */
export type PushReport = {
  readonly sent: number;
  readonly confirmed: number;
  readonly refused: number;
  readonly failed: Failed | null;
};

/** Waits between two looks for an order that may exist. */
const lookupSpacingMs = 3_000;
/** "Not found" this often, spaced, before a document may be sent again. */
const lookupsNeeded = 2;
const lookupPages = 6;
/** Time the service may take to book the money of an order. */
const settleSpacingMs = 2_000;
const captureAfterMs = 20_000;

/** Works the outbox off in order, one upload at a time. */
export async function pushWaiting(round: Round, spread: () => number): Promise<PushReport> {
  let report: PushReport = { sent: 0, confirmed: 0, refused: 0, failed: null };
  for (;;) {
    const entry = nextDueEntry(round.parts.store, round.parts.clock());
    if (entry === undefined || round.stopped()) break;
    const step =
      entry.state === 'unknown' ? await lookFor(round, entry) : await upload(round, entry, spread());
    report = {
      sent: report.sent + (step.sent ? 1 : 0),
      confirmed: report.confirmed + (step.result === 'confirmed' ? 1 : 0),
      refused: report.refused + (step.result === 'refused' ? 1 : 0),
      failed: step.failed,
    };
    round.parts.notify('app');
    if (step.failed !== null) return report;
  }
  const failed = await settleMoney(round);
  return { ...report, failed };
}

type Step = {
  readonly sent: boolean;
  readonly result: 'confirmed' | 'refused' | 'waiting';
  readonly failed: Failed | null;
};

async function upload(round: Round, entry: OutboxEntry, spread: number): Promise<Step> {
  const { store, clock } = round.parts;
  const body = orderFromSale(saleForCloud(store, entry, round.binding.locationId));
  moveEntry(store, entry, 'sending', { at: clock(), tried: true });
  const sending: OutboxEntry = { ...entry, state: 'sending', tries: entry.tries + 1 };
  const outcome = await round.client.call({
    method: 'POST',
    path: '/orders.json',
    body,
    answer: createdOrder,
    priority: 'sale',
  });
  const move = (to: 'confirmed' | 'queued' | 'unknown' | 'refused', change: Omit<EntryChange, 'at'>) =>
    moveEntry(store, sending, to, { ...change, at: clock() });
  const delay = retryDelayMs(sending.tries, spread);
  switch (outcome.kind) {
    case 'ok':
      move('confirmed', {
        cloudId: outcome.value.order.id,
        nextTryAt: clock() + settleSpacingMs,
        lastAnswer: 'ok',
      });
      return { sent: true, result: 'confirmed', failed: null };
    case 'refused':
      move('refused', { lastAnswer: `${outcome.status} ${outcome.reason}`.trim() });
      return { sent: true, result: 'refused', failed: null };
    case 'unknown':
    // An answer that cannot be read may well be a 201 that was carried out.
    case 'strange':
      move('unknown', { lookups: 0, nextTryAt: clock() + lookupSpacingMs, lastAnswer: outcome.kind });
      return { sent: true, result: 'waiting', failed: outcome };
    case 'throttled':
      move('queued', { nextTryAt: clock() + outcome.retryAfterMs, lastAnswer: '429' });
      return { sent: false, result: 'waiting', failed: outcome };
    default:
      move('queued', { nextTryAt: clock() + delay, lastAnswer: explainCode(outcome) });
      return { sent: false, result: 'waiting', failed: outcome };
  }
}

/** Looks for a document that may have arrived by its key; it is sent again only after several spaced looks found nothing. */
async function lookFor(round: Round, entry: OutboxEntry): Promise<Step> {
  const { store, clock } = round.parts;
  const found = await findByKey(round, entry);
  if (typeof found === 'object') return { sent: false, result: 'waiting', failed: found };
  if (found !== 0) {
    moveEntry(store, entry, 'confirmed', {
      cloudId: found,
      nextTryAt: clock() + settleSpacingMs,
      lastAnswer: 'found',
      at: clock(),
    });
    return { sent: false, result: 'confirmed', failed: null };
  }
  const lookups = entry.lookups + 1;
  if (lookups < lookupsNeeded) noteLookup(store, entry.id, lookups, clock() + lookupSpacingMs);
  else
    moveEntry(store, entry, 'queued', {
      lookups: 0,
      nextTryAt: clock(),
      lastAnswer: 'not found',
      at: clock(),
    });
  return { sent: false, result: 'waiting', failed: null };
}

/** The order's id, 0 when it is not among the orders made since the first try. */
async function findByKey(round: Round, entry: OutboxEntry): Promise<number | Failed> {
  // The service's clock may differ from the till's, so a day is added to the window.
  const oldest = (entry.sent_at ?? entry.created_at) - 24 * 3_600_000;
  for (let page = 1; page <= lookupPages; page += 1) {
    const fields = 'id,created_at,note_attributes';
    const path = `/orders.json?status=any&order=created_at%20desc&fields=${fields}&limit=50&page=${page}`;
    const outcome = await round.client.call({ method: 'GET', path, answer: orderKeys, priority: 'sale' });
    if (outcome.kind !== 'ok') return outcome;
    const { orders } = outcome.value;
    const match = orders.find((order) =>
      order.note_attributes?.some(
        (attribute) => attribute.name === keyAttribute && attribute.value === entry.key,
      ),
    );
    if (match !== undefined) return match.id;
    const last = orders.at(-1);
    if (last === undefined || Date.parse(last.created_at) < oldest) return 0;
  }
  return 0;
}

/** Orders are paid some time after they were accepted; what is still missing after a while is booked by hand, once. */
async function settleMoney(round: Round): Promise<Failed | null> {
  const { store, clock } = round.parts;
  for (const entry of unsettledEntries(store, clock())) {
    if (round.stopped() || entry.cloud_id === null) continue;
    const failed = await settleOne(round, entry, entry.cloud_id);
    if (failed !== null && failed.kind !== 'refused') return failed;
    // An order somebody deleted or changed in the cloud is not this till's to pay again.
    if (failed !== null) noteMoney(store, entry.id, true, clock());
  }
  return null;
}

async function settleOne(round: Round, entry: OutboxEntry, orderId: number): Promise<Failed | null> {
  const { store, clock } = round.parts;
  const fields = 'id,financial_status,total_price';
  const order = await round.client.call({
    method: 'GET',
    path: `/orders/${orderId}.json?fields=${fields}`,
    answer: orderMoney,
    priority: 'money',
  });
  if (order.kind !== 'ok') return order;
  const { financial_status: status, total_price: total } = order.value.order;
  if (status === 'paid' || status === 'refunded' || status === 'partially_refunded' || total === 0) {
    noteMoney(store, entry.id, true, clock());
    return null;
  }
  noteMoney(store, entry.id, false, clock() + settleSpacingMs);
  const waitedMs = clock() - (entry.sent_at ?? entry.created_at);
  return waitedMs < captureAfterMs ? null : captureRest(round, orderId, total);
}

async function captureRest(round: Round, orderId: number, total: number): Promise<Failed | null> {
  const path = `/orders/${orderId}/transactions.json`;
  const booked = await round.client.call({
    method: 'GET',
    path,
    answer: transactionsAnswer,
    priority: 'money',
  });
  if (booked.kind !== 'ok') return booked;
  const captured = booked.value.transactions
    .filter((transaction) => ['capture', 'sale'].includes(transaction.kind.toLowerCase()))
    .reduce((sum, transaction) => sum + transaction.amount, 0);
  if (captured >= total) return null;
  const body = { transaction: { kind: 'capture', amount: total - captured } };
  const outcome = await round.client.call({
    method: 'POST',
    path,
    body,
    answer: transactionAnswer,
    priority: 'money',
  });
  return outcome.kind === 'ok' ? null : outcome;
}

function explainCode(outcome: Failed): string {
  const explained = explainFailed(outcome, 'com.write_orders');
  return explained.ok ? '' : explained.error.code;
}
