import { readReceiptNumber } from '../../../domain/sale/receipt-number.ts';
import { appendJournal, newestInstant } from '../../db/repositories/journal.ts';
import { doubtEverythingQueued } from '../../db/repositories/outbox.ts';
import { raiseNumber } from '../../db/repositories/settings.ts';
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
  const numbers: string[] = [];
  const read = await readOrdersBack(work.client.as('sale'), { since, mostPages }, (orders) => {
    const { strangers, unexpected } = noticeOrders(work, orders);
    const unknown = new Set(strangers.map(({ id }) => id));
    numbers.push(...orders.filter(({ id }) => unknown.has(id)).map(({ receiptNumber }) => receiptNumber));
    if (strangers.length > 0 || unexpected > 0) isOlder = true;
  });
  if (read.kind !== 'ok') return read;
  if (!read.value.reached) isOlder = true;
  if (isOlder) {
    const doubted = work.store.inTransaction(() => {
      passUsedNumbers(work, numbers);
      return doubtEverythingQueued(work.store, work.clock());
    });
    work.log('store-is-older', { doubted });
  }
  return { kind: 'ok', value: { isOlder } };
}

/** Receipts of the time that is lost are in customers' hands: their numbers are not given again. */
function passUsedNumbers(work: OutboxWork, numbers: readonly string[]): void {
  const last = new Map<string, number>();
  for (const number of numbers) {
    const read = readReceiptNumber(number);
    if (read === null) continue;
    last.set(read.businessDay, Math.max(last.get(read.businessDay) ?? 0, read.sequence));
  }
  for (const [day, sequence] of last) {
    if (!raiseNumber(work.store, `receipt:${day}`, sequence)) continue;
    appendJournal(work.store, {
      kind: 'store-restored',
      at: work.clock(),
      staffId: null,
      subjectId: null,
      facts: { day, numbersUpTo: sequence },
    });
  }
}
