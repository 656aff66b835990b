import { documentOfKey } from '../../../domain/sync/outbox.ts';
import { startOfBusinessDay } from '../../../domain/time.ts';
import type { DayDocument, FoundBy } from '../../db/repositories/reconciled-days.ts';
import type { CloudAnswer, CloudTrouble } from '../haravan/answer.ts';
import type { CloudQuery } from '../haravan/client.ts';
import { orderPage } from '../haravan/order-list.ts';
import { countAnswer } from '../haravan/wire.ts';
import { noticeOrders } from '../outbox/notice-orders.ts';
import { filterTime } from '../pull/time-filter.ts';
import { yieldToLoop } from '../wait.ts';
import type { ReconcileWork } from './work.ts';

const hourMs = 60 * 60_000;
const dayMs = 24 * hourMs;

/** More orders than this in a day's time are not read through: 200 calls. */
const mostOrders = 10_000;

type Span = { readonly from: number; readonly to: number };

/**
 * Finds orders of a day that no document of it names, second orders and those of a lost store: reads the shop's orders of that time,
 * where they are few enough; else what the steady pull of orders remembers has to do.
 */
export async function findDayOrders(
  work: ReconcileWork,
  businessDay: string,
  documents: readonly DayDocument[],
): Promise<CloudAnswer<FoundBy>> {
  const spans = spansOf(businessDay, documents);
  let expected = 0;
  for (const span of spans) {
    const count = await work.client.get('/com/orders/count.json', queryOf(span), countAnswer);
    if (count.kind !== 'ok') return count;
    expected += count.value;
  }
  if (expected > mostOrders) return { kind: 'ok', value: 'memory' };
  work.expect(expected);
  for (const span of spans) {
    const trouble = await walkThrough(work, span);
    if (trouble !== null) return trouble;
  }
  return { kind: 'ok', value: 'walk' };
}

/**
 * When, by the cloud's clock, the day's orders were made: in the day itself, and whenever its documents were sent, which for a late one
 * or under a wrong clock may be another time.
 */
function spansOf(businessDay: string, documents: readonly DayDocument[]): readonly Span[] {
  const start = startOfBusinessDay(businessDay);
  const day = { from: start - hourMs, to: start + dayMs + hourMs };
  const sent = documents.flatMap(({ cloudSentAt }) => cloudSentAt ?? []);
  if (sent.length === 0) return [day];
  const sending = {
    from: sent.reduce((least, at) => Math.min(least, at)) - hourMs,
    to: sent.reduce((most, at) => Math.max(most, at)) + hourMs,
  };
  const isApart = sending.from > day.to || sending.to < day.from;
  if (isApart) return [day, sending];
  return [{ from: Math.min(day.from, sending.from), to: Math.max(day.to, sending.to) }];
}

/** The service may read a time as the shop's own, seven hours earlier than it says: with a later end, either reading holds all. */
function queryOf({ from, to }: Span): CloudQuery {
  return {
    status: 'any',
    created_at_min: filterTime(from, 'utc'),
    created_at_max: filterTime(to, 'shop-local'),
  };
}

/** Oldest first, as orders made meanwhile come at the end. */
async function walkThrough(work: ReconcileWork, span: Span): Promise<CloudTrouble | null> {
  let longest = 0;
  for (let page = 1; ; page += 1) {
    if (work.signal.aborted) return { kind: 'unreachable' };
    const answer = await orderPage(work.client, { ...queryOf(span), order: 'created_at asc', page });
    if (answer.kind !== 'ok') return answer;
    const own = answer.value.filter(({ key }) => documentOfKey(work.tillId, key) !== null);
    if (own.length > 0) noticeOrders(work, own);
    work.progressed(answer.value.length);
    if (answer.value.length === 0 || answer.value.length < longest) return null;
    longest = Math.max(longest, answer.value.length);
    await yieldToLoop();
  }
}
