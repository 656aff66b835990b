import { outboxTag } from '../../../domain/sync/outbox.ts';
import type { CloudTrouble } from '../haravan/answer.ts';
import { type ListedOrder, readOrdersBack } from '../haravan/order-list.ts';
import type { Accepted, Found } from './courier.ts';
import { noticeOrders } from './notice-orders.ts';
import type { OutboxEntry, OutboxWork } from './work.ts';

/** As far as a till may have misjudged the cloud's clock. */
const marginMs = 60 * 60_000;
/** 200,000 orders: weeks of a large chain. */
const mostPages = 4_000;

/**
 * Looks for the orders of entries in doubt, all of them in one walk through the newest orders. What is found under their keys is
 * noticed on the way, second orders under one key included.
 */
export async function findOrders(work: OutboxWork, entries: readonly OutboxEntry[]): Promise<Found> {
  const byKey = new Map(entries.map((entry) => [entry.key, entry]));
  const byTag = new Map(entries.map((entry) => [outboxTag(entry.document_id), entry]));
  const found = new Map<string, Accepted>();
  const since = Math.min(...entries.map((entry) => sentSince(work, entry)));
  const read = await readOrdersBack(work.client.as('sale'), { since, mostPages }, (orders) => {
    const ours = orders.flatMap((order) => {
      const entry = byKey.get(order.key) ?? tagged(byTag, order);
      return entry === undefined ? [] : [{ entry, order: { ...order, key: entry.key } }];
    });
    for (const { entry, order } of ours) {
      const oldest = Math.min(order.id, found.get(entry.id)?.cloudId ?? order.id);
      found.set(entry.id, { cloudId: oldest });
    }
    noticeOrders(
      work,
      ours.map(({ order }) => order),
    );
  });
  if (read.kind !== 'ok') return read;
  return read.value.reached || since === 0 ? { kind: 'ok', value: found } : tooManyOrders;
}

const tooManyOrders: CloudTrouble = { kind: 'strange', where: 'GET /com/orders.json' };

function tagged(byTag: ReadonlyMap<string, OutboxEntry>, order: ListedOrder): OutboxEntry | undefined {
  return order.tags.map((tag) => byTag.get(tag)).find((entry) => entry !== undefined);
}

/**
 * The earliest moment, by the cloud's clock, at which the order of an entry can have been made. Where only the till's own clock knows
 * and it says a time that has not come yet, it was wrong, and everything is looked through.
 */
function sentSince(work: OutboxWork, entry: OutboxEntry): number {
  if (entry.cloud_sent_at !== null) return entry.cloud_sent_at - marginMs;
  const own = Math.min(entry.created_at, entry.sent_at ?? entry.created_at);
  const cloudNow = work.cloudNow();
  if (cloudNow === null || own > cloudNow) return 0;
  return own - Math.abs(cloudNow - work.clock()) - marginMs;
}
