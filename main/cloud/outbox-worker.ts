import { z } from 'zod';
import { retryDelayMs } from '../../domain/sync/outbox.ts';
import {
  doubtEverythingSending,
  moveEntry,
  nextDueEntry,
  nextUnsettledEntry,
  noteOnEntry,
  type OutboxChange,
  type OutboxEntry,
} from '../db/repositories/outbox.ts';
import { documentForUpload } from '../db/repositories/upload-sale.ts';
import type { Writer } from '../db/store.ts';
import { findOrder } from './find-order.ts';
import type { CloudTrouble } from './haravan/answer.ts';
import type { HaravanClient } from './haravan/client.ts';
import { orderFromSale } from './haravan/order-from-sale.ts';
import { cloudId, cloudNumber } from './haravan/wire.ts';
import { settleOrder } from './settle-order.ts';
import type { SyncLog, SyncPace } from './sync-options.ts';

export type OutboxWork = {
  readonly store: Writer;
  readonly client: HaravanClient;
  readonly locationId: number;
  readonly clock: () => number;
  readonly spread: () => number;
  readonly pace: SyncPace;
  /** The service's clock less ours. */
  readonly serverOffsetMs: () => number;
  readonly log: SyncLog;
};

/** `trouble` ends a round: what stopped one entry stops the next one too. Refusals stop nobody. */
export type StepResult =
  | { readonly kind: 'idle' }
  | { readonly kind: 'confirmed' }
  | { readonly kind: 'sent-and-confirmed' }
  | { readonly kind: 'refused' }
  | { readonly kind: 'moved' }
  | { readonly kind: 'trouble'; readonly trouble: CloudTrouble };

const created = z
  .object({ order: z.object({ id: cloudId, total_price: cloudNumber.nullish() }) })
  .transform(({ order }) => order);

/** After a start: what was on its way is in doubt. */
export function recoverOutbox(store: Writer, now: number): void {
  doubtEverythingSending(store, now);
}

/** Does the one next thing: sends or looks for the oldest entry that is due, or sees to an order's money when none is. */
export async function outboxStep(work: OutboxWork): Promise<StepResult> {
  const due = nextDueEntry(work.store, work.clock());
  if (due?.state === 'queued') return sendEntry(work, due);
  if (due !== undefined) return lookFor(work, due);
  const unsettled = nextUnsettledEntry(work.store, work.clock());
  return unsettled === undefined ? { kind: 'idle' } : settleEntry(work, unsettled);
}

async function sendEntry(work: OutboxWork, entry: OutboxEntry): Promise<StepResult> {
  const { store } = work;
  const document = documentForUpload(store, entry.document_id);
  if (document === undefined) throw new Error(`no sale for outbox entry ${entry.id}`);
  const body = orderFromSale(document, { key: entry.key, locationId: work.locationId });
  // On disk before the first byte: whoever is killed from here on knows that he may have sent.
  const sending = { ...entry, state: 'sending' as const, tries: entry.tries + 1, sent_at: work.clock() };
  const isOurs = moveEntry(store, entry, 'sending', { tries: sending.tries, sentAt: sending.sent_at });
  if (!isOurs) return { kind: 'moved' };
  const answer = await work.client.as('sale').send('POST', '/com/orders.json', body, created);
  if (answer.kind === 'ok') {
    noticeTotal(work, entry, answer.value.total_price ?? null, document.sale.payable);
    confirm(work, sending, answer.value.id);
    return { kind: 'sent-and-confirmed' };
  }
  switch (answer.kind) {
    case 'refused':
      moveEntry(store, sending, 'refused', { lastAnswer: answer.reason });
      work.log('sale-refused', { entry: entry.id, status: answer.status });
      return { kind: 'refused' };
    case 'unreachable':
    case 'throttled':
    case 'unauthorised':
    case 'forbidden':
      // Nothing was carried out, and the sale is not at fault: it waits where it was.
      moveEntry(store, sending, 'queued', {
        tries: entry.tries,
        nextTryAt: work.clock(),
        lastAnswer: wordsOf(answer),
      });
      return { kind: 'trouble', trouble: answer };
    case 'unknown':
    case 'strange':
      // Even a 201 nobody can read may have made an order.
      moveEntry(store, sending, 'unknown', {
        lookups: 0,
        nextTryAt: work.clock() + work.pace.firstLookMs,
        lastAnswer: wordsOf(answer),
      });
      work.log('sale-unknown', { entry: entry.id, answer: wordsOf(answer) });
      return { kind: 'trouble', trouble: answer };
  }
}

/** Only two searches with nothing found, apart in time because lists lag, make an entry free to be sent again. */
async function lookFor(work: OutboxWork, entry: OutboxEntry): Promise<StepResult> {
  const { store } = work;
  const search = await findOrder(work.client.as('sale'), entry, work.serverOffsetMs());
  if (search.kind === 'found') {
    if (search.others > 0) work.log('order-doubled', { entry: entry.id, orders: search.others + 1 });
    confirm(work, entry, search.orderId);
    return { kind: 'confirmed' };
  }
  if (search.kind === 'none') {
    const lookups = entry.lookups + 1;
    const now = work.clock();
    if (lookups < 2) noteOnEntry(store, entry, { lookups, nextTryAt: now + work.pace.secondLookMs });
    else moveEntry(store, entry, 'queued', { lookups: 0, nextTryAt: now });
    return { kind: 'moved' };
  }
  // A search that failed says nothing, so it does not count.
  noteOnEntry(store, entry, {
    nextTryAt: work.clock() + retryDelayMs(entry.tries, work.spread()),
    lastAnswer: wordsOf(search),
  });
  return { kind: 'trouble', trouble: search };
}

async function settleEntry(work: OutboxWork, entry: OutboxEntry): Promise<StepResult> {
  const { store } = work;
  const document = documentForUpload(store, entry.document_id);
  if (document === undefined || entry.cloud_id === null)
    throw new Error(`outbox entry ${entry.id} is not whole`);
  const result = await settleOrder(work.client.as('money'), {
    cloudId: entry.cloud_id,
    looks: entry.lookups,
    payable: document.sale.payable,
  });
  if (result.kind === 'settled') {
    noteOnEntry(store, entry, { settled: true });
    return { kind: 'moved' };
  }
  const looks = entry.lookups + 1;
  const change: OutboxChange = { nextTryAt: work.clock() + work.pace.settleLookMs * 2 ** Math.min(looks, 8) };
  if (result.kind === 'waiting') {
    noteOnEntry(store, entry, { ...change, lookups: looks });
    return { kind: 'moved' };
  }
  if (result.kind === 'refused') {
    // Deleted there, or closed to us: not this till's money to book any more.
    work.log('order-out-of-reach', { entry: entry.id, order: entry.cloud_id, status: result.status });
    noteOnEntry(store, entry, { settled: true, lastAnswer: result.reason });
    return { kind: 'moved' };
  }
  noteOnEntry(store, entry, { ...change, lastAnswer: wordsOf(result) });
  return { kind: 'trouble', trouble: result };
}

function confirm(work: OutboxWork, entry: OutboxEntry, orderId: number): void {
  const now = work.clock();
  moveEntry(work.store, entry, 'confirmed', {
    cloudId: orderId,
    confirmedAt: now,
    lookups: 0,
    nextTryAt: now + work.pace.settleLookMs,
    lastAnswer: '',
  });
}

/** The order is there either way; a total that differs is for people to look at. */
function noticeTotal(work: OutboxWork, entry: OutboxEntry, cloudTotal: number | null, payable: number): void {
  if (cloudTotal === null || Math.round(cloudTotal) === payable) return;
  work.log('order-total-differs', { entry: entry.id, till: payable, cloud: cloudTotal });
}

/** For the list of what waits; free of customer data and of secrets. */
function wordsOf(trouble: CloudTrouble): string {
  switch (trouble.kind) {
    case 'refused':
      return trouble.reason;
    case 'unauthorised':
      return 'HTTP 401';
    case 'forbidden':
      return `HTTP 403 (${trouble.scope})`;
    case 'throttled':
      return 'HTTP 429';
    case 'unreachable':
      return 'offline';
    case 'unknown':
      return trouble.why;
    case 'strange':
      return trouble.where;
  }
}
