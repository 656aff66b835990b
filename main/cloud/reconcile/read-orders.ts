import { documentOfKey } from '../../../domain/sync/outbox.ts';
import type { CloudDocument } from '../../../domain/sync/reconcile.ts';
import { forgetOrder, ordersOfDay } from '../../db/repositories/cloud-orders.ts';
import type { DayDocument } from '../../db/repositories/reconciled-days.ts';
import type { CloudAnswer } from '../haravan/answer.ts';
import { type ListedOrder, orderById, ordersACall, ordersById } from '../haravan/order-list.ts';
import { noticeOrders } from '../outbox/notice-orders.ts';
import { yieldToLoop } from '../wait.ts';
import type { ReconcileWork } from './work.ts';

/**
 * The orders of a day as they stand in the cloud right now: those its documents were confirmed with and those remembered under its
 * keys, asked for by id. What a list leaves out is asked for by itself before it counts as gone.
 */
export async function readDayOrders(
  work: ReconcileWork,
  businessDay: string,
  documents: readonly DayDocument[],
): Promise<CloudAnswer<readonly CloudDocument[]>> {
  const keyOfOrder = new Map<number, string>();
  for (const { cloudId, key } of documents) if (cloudId !== null) keyOfOrder.set(cloudId, key);
  const remembered = ordersOfDay(work.store, businessDay).map(({ id }) => id);
  const ids = [...new Set([...keyOfOrder.keys(), ...remembered])];
  const found: CloudDocument[] = [];
  work.expect(ids.length);
  for (let start = 0; start < ids.length; start += ordersACall) {
    if (work.signal.aborted) return { kind: 'unreachable' };
    const asked = ids.slice(start, start + ordersACall);
    const read = await readAll(work, asked);
    if (read.kind !== 'ok') return read;
    noticeOrders(
      work,
      read.value.filter(({ key }) => documentOfKey(work.tillId, key) !== null),
    );
    for (const order of read.value) found.push(asDocument(order, keyOfOrder.get(order.id)));
    work.progressed(asked.length);
    await yieldToLoop();
  }
  return { kind: 'ok', value: found };
}

async function readAll(
  work: ReconcileWork,
  ids: readonly number[],
): Promise<CloudAnswer<readonly ListedOrder[]>> {
  const listed = await ordersById(work.client, ids);
  if (listed.kind !== 'ok') return listed;
  const wanted = new Set(ids);
  const found = listed.value.filter(({ id }) => wanted.has(id));
  const seen = new Set(found.map(({ id }) => id));
  for (const id of ids) {
    if (seen.has(id)) continue;
    const one = await orderById(work.client, id);
    if (one.kind === 'ok') found.push(one.value);
    else if (one.kind !== 'refused') return one;
    // It is there no more: a new order of its sale will not be the second one.
    else forgetOrder(work.store, id);
  }
  return { kind: 'ok', value: found };
}

/** An order a document was confirmed with is that document's, even where somebody took the key off it. */
function asDocument(order: ListedOrder, keyOfDocument: string | undefined): CloudDocument {
  return {
    id: order.id,
    key: order.key === '' ? (keyOfDocument ?? '') : order.key,
    number: order.receiptNumber || order.name,
    amount: order.total,
    cancelled: order.cancelled,
  };
}
