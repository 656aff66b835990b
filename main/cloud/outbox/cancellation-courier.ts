import { z } from 'zod';
import { type DoubledOrder, doubledOrderById } from '../../db/repositories/cloud-orders.ts';
import type { CloudAnswer } from '../haravan/answer.ts';
import type { Leaving } from '../haravan/client.ts';
import { cloudId, cloudText } from '../haravan/wire.ts';
import type { Accepted, Courier } from './courier.ts';
import type { OutboxEntry, OutboxWork } from './work.ts';

const orderState = z
  .object({ order: z.object({ id: cloudId, cancelled_status: cloudText }) })
  .transform(({ order }) => order.cancelled_status.toLowerCase() === 'cancelled');

/** The second order under one key is cancelled, with its goods back in stock and its money back to nought. */
export const cancellationCourier: Courier = {
  lookupsAtOnce: 1,
  settles: false,
  prepare: async (work, entry) => {
    const doubled = doubledOf(work, entry);
    const done = await isCancelled(work, doubled);
    if (done.kind !== 'ok') return done;
    if (done.value) return { kind: 'done', cloudId: doubled.extra_order_id };
    return { kind: 'ready', send: (leaving) => cancel(work, doubled, leaving) };
  },
  judge: async (work, entry) => {
    // Cancelled twice is refused as well: what counts is how it stands now.
    const doubled = doubledOf(work, entry);
    const done = await isCancelled(work, doubled);
    if (done.kind !== 'ok') return done;
    return done.value
      ? { kind: 'done', cloudId: doubled.extra_order_id }
      : { kind: 'refuse', reason: 'not-understood' };
  },
  find: async (work, entries) => {
    const found = new Map<string, Accepted>();
    for (const entry of entries) {
      const doubled = doubledOf(work, entry);
      const done = await isCancelled(work, doubled);
      if (done.kind !== 'ok') return done;
      if (done.value) found.set(entry.id, { cloudId: doubled.extra_order_id });
    }
    return { kind: 'ok', value: found };
  },
};

function doubledOf(work: OutboxWork, entry: OutboxEntry): DoubledOrder {
  const doubled = doubledOrderById(work.store, entry.document_id);
  if (doubled === undefined) throw new Error(`no doubled order for outbox entry ${entry.id}`);
  return doubled;
}

/** An order that cannot be had any more counts as cancelled. */
async function isCancelled(work: OutboxWork, doubled: DoubledOrder): Promise<CloudAnswer<boolean>> {
  const path = `/com/orders/${doubled.extra_order_id}.json`;
  const answer = await work.client.as('sale').get(path, { fields: 'id,cancelled_status' }, orderState);
  return answer.kind === 'refused' ? { kind: 'ok', value: true } : answer;
}

async function cancel(
  work: OutboxWork,
  doubled: DoubledOrder,
  leaving: Leaving,
): Promise<CloudAnswer<Accepted>> {
  const answer = await work.client.as('sale').send(
    'POST',
    `/com/orders/${doubled.extra_order_id}/cancel.json`,
    {
      reason: 'other',
      restock: true,
      email: false,
      amount: doubled.amount,
      note: `Trùng với đơn ${doubled.kept_order_id}`,
    },
    z.unknown(),
    leaving,
  );
  return answer.kind === 'ok' ? { kind: 'ok', value: { cloudId: doubled.extra_order_id } } : answer;
}
