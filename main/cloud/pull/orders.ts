import { documentOfKey } from '../../../domain/sync/outbox.ts';
import { ordersOfKey } from '../../db/repositories/cloud-orders.ts';
import { type OrdersKnown, ordersKnown, writeOrdersKnown } from '../../db/repositories/orders-known.ts';
import { lookAtDayAgain } from '../../db/repositories/reconciled-days.ts';
import type { Reader } from '../../db/store.ts';
import type { CloudTrouble } from '../haravan/answer.ts';
import type { CloudQuery } from '../haravan/client.ts';
import { type ListedOrder, orderPage } from '../haravan/order-list.ts';
import { noticeOrders } from '../outbox/notice-orders.ts';
import { yieldToLoop } from '../wait.ts';
import { longOverlapMs, type PullWork } from './pull-work.ts';
import { filterTime, type TimeReading } from './time-filter.ts';

export type OrdersPulled = { readonly kind: 'ok'; readonly noticed: number } | CloudTrouble;

type Gap = OrdersKnown['gap'];

const pagesARound = 20;
/** Calls it may take to find out how the service reads a time. */
const probes = 2;
/** An order may show in lists a little after the time it says. */
const lagMs = 2 * 60_000;

/**
 * Takes note of what changed about orders under this till's keys: own echoes confirm their sales, second orders are cancelled, orders
 * nobody here knows are remembered. All tills' orders are in the list; those of others are passed over.
 *
 * Newest change first and without a time filter, which the service may read as the shop's own time: it ends at what is known, so a
 * round in which nothing changed is one call. What changes meanwhile moves to the front: a row may be seen twice, none is missed.
 */
export async function pullOrders(work: PullWork): Promise<OrdersPulled> {
  const known = ordersKnown(work.store);
  const now = work.clock() + work.serverOffsetMs();
  const since = known === null ? now - longOverlapMs : known.knownTo - lagMs;
  const head = await walkBack(work, { until: since, query: {}, mostPages: pagesARound });
  if (head.kind !== 'ok') return head;
  const progress = {
    knownTo: Math.max(head.newest, known?.knownTo ?? since),
    gap: widened(known?.gap ?? null, head.reached ? null : { from: since, to: head.oldest }),
  };
  const keep = (gap: Gap) =>
    writeOrdersKnown(work.store, {
      ...progress,
      gap,
      wholeAt: gap === null ? work.clock() : (known?.wholeAt ?? null),
    });
  keep(progress.gap);
  const left = pagesARound - head.pages;
  if (progress.gap === null || left <= probes) return { kind: 'ok', noticed: head.noticed };
  const filled = await fillGap(work, progress.gap, left);
  if (filled.kind !== 'ok') return filled;
  keep(filled.gap);
  return { kind: 'ok', noticed: head.noticed + filled.noticed };
}

function widened(before: Gap, more: Gap): Gap {
  if (before === null || more === null) return before ?? more;
  return { from: Math.min(before.from, more.from), to: Math.max(before.to, more.to) };
}

type Walk = {
  /** Ends at orders that changed before this. */
  readonly until: number;
  readonly query: CloudQuery;
  readonly mostPages: number;
};

type Walked =
  | {
      readonly kind: 'ok';
      readonly reached: boolean;
      readonly newest: number;
      readonly oldest: number;
      readonly pages: number;
      readonly noticed: number;
    }
  | CloudTrouble;

async function walkBack(work: PullWork, walk: Walk): Promise<Walked> {
  let [newest, oldest, noticed] = [0, Number.POSITIVE_INFINITY, 0];
  for (let page = 1; page <= walk.mostPages; page += 1) {
    if (work.signal.aborted) return { kind: 'unreachable' };
    const answer = await orderPage(work.client, { order: 'updated_at desc', page, ...walk.query });
    if (answer.kind !== 'ok') return answer;
    const rows = answer.value;
    noticed += noticeOwn(work, rows);
    await yieldToLoop();
    for (const { updatedAt } of rows) {
      newest = Math.max(newest, updatedAt);
      oldest = Math.min(oldest, updatedAt);
    }
    if (isEnd(work, rows) || oldest < walk.until)
      return { kind: 'ok', reached: true, newest, oldest, pages: page, noticed };
  }
  return { kind: 'ok', reached: false, newest, oldest, pages: walk.mostPages, noticed };
}

/** No page after one that is shorter than another was. */
function isEnd(work: PullWork, rows: readonly ListedOrder[]): boolean {
  const longest = work.pageSizes.get('orders') ?? 0;
  work.pageSizes.set('orders', Math.max(longest, rows.length));
  return rows.length === 0 || rows.length < longest;
}

function noticeOwn(work: PullWork, rows: readonly ListedOrder[]): number {
  const own = rows.filter(({ key }) => documentOfKey(work.tillId, key) !== null);
  if (own.length === 0) return 0;
  const changed = own.filter((order) => isNews(work.store, order));
  const { strangers } = noticeOrders(work, own);
  for (const order of changed) lookAtDayAgain(work.store, order.businessDay);
  if (strangers.length > 0) work.log('orders-unknown-here', { orders: strangers.map(({ id }) => id) });
  return own.length;
}

/** Whether an order is new to the till, or stands otherwise than when it was last seen. */
function isNews(reader: Reader, order: ListedOrder): boolean {
  const seen = ordersOfKey(reader, order.key).find(({ id }) => id === order.id);
  return seen === undefined || seen.cancelled !== order.cancelled || seen.total !== order.total;
}

type Filled = { readonly kind: 'ok'; readonly gap: Gap; readonly noticed: number } | CloudTrouble;

/**
 * Reads on from the newer end of a gap. How the service reads a time in a filter shows in what comes back: a page that begins hours
 * before what was asked for was asked for in the shop's own time.
 */
async function fillGap(work: PullWork, gap: NonNullable<Gap>, mostPages: number): Promise<Filled> {
  // The order at the end may have fractions of a millisecond on it.
  const to = gap.to + 1;
  const reading = await readingOf(work, to);
  if (typeof reading !== 'string') return reading;
  const walked = await walkBack(work, {
    until: gap.from,
    query: { updated_at_max: filterTime(to, reading) },
    mostPages: Math.max(1, mostPages - probes),
  });
  if (walked.kind !== 'ok') return walked;
  return {
    kind: 'ok',
    gap: walked.reached ? null : { from: gap.from, to: Math.min(gap.to, walked.oldest) },
    noticed: walked.noticed,
  };
}

async function readingOf(work: PullWork, to: number): Promise<TimeReading | CloudTrouble> {
  const first = await newestBefore(work, filterTime(to, 'utc'));
  if (typeof first !== 'number') return first;
  if (first >= to - lagMs) return 'utc';
  const shifted = await newestBefore(work, filterTime(to, 'shop-local'));
  if (typeof shifted !== 'number') return shifted;
  // What comes from behind the gap was let through by a service that takes times at their word.
  return shifted > to + lagMs ? 'utc' : 'shop-local';
}

async function newestBefore(work: PullWork, time: string): Promise<number | CloudTrouble> {
  const page = await orderPage(work.client, { order: 'updated_at desc', updated_at_max: time, page: 1 });
  return page.kind === 'ok' ? (page.value[0]?.updatedAt ?? 0) : page;
}
