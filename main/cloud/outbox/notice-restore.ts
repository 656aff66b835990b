import { newestInstant } from '../../db/repositories/journal.ts';
import { doubtEverythingQueued } from '../../db/repositories/outbox.ts';
import type { CloudAnswer } from '../haravan/answer.ts';
import { readOrdersBack } from '../haravan/order-list.ts';
import { noticeOrders } from './notice-orders.ts';
import type { OutboxWork } from './work.ts';

const marginMs = 60 * 60_000;
const mostPages = 20;

/**
 * Before the first sending after a start: are there orders of this till that its store knows nothing of, or takes for not sent yet?
 * Then the store is an older copy of itself, and whatever waits in it may long be in the cloud: all of it is looked for first. Where too
 * much was sold since the store last wrote anything to be sure, it is taken for an older copy too.
 */
export async function noticeRestore(work: OutboxWork): Promise<CloudAnswer<{ readonly isOlder: boolean }>> {
  const since =
    newestInstant(work.store) - Math.abs((work.cloudNow() ?? work.clock()) - work.clock()) - marginMs;
  let isOlder = false;
  const read = await readOrdersBack(work.client.as('sale'), { since, mostPages }, (orders) => {
    const { strangers, unexpected } = noticeOrders(work, orders);
    if (strangers.length > 0 || unexpected > 0) isOlder = true;
  });
  if (read.kind !== 'ok') return read;
  if (!read.value.reached) isOlder = true;
  if (isOlder) {
    const doubted = doubtEverythingQueued(work.store, work.clock());
    work.log('store-is-older', { doubted });
  }
  return { kind: 'ok', value: { isOlder } };
}
