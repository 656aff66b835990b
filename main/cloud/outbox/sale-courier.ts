import { z } from 'zod';
import { amend, isPatient, usesOwnName, variantsBelowZero } from '../../../domain/sync/amendment.ts';
import { readRefusal } from '../../../domain/sync/refusal.ts';
import { fold } from '../../../domain/text/fold.ts';
import { amendmentsOf } from '../../db/repositories/amendments.ts';
import { documentForUpload } from '../../db/repositories/upload-sale.ts';
import { orderFromSale } from '../haravan/order-from-sale.ts';
import { cloudId, cloudNumber } from '../haravan/wire.ts';
import { letBelowZero, notBelowZero } from './below-zero.ts';
import type { Courier } from './courier.ts';
import { findOrders } from './find-orders.ts';
import { whatIsGone } from './what-is-gone.ts';
import { whoseOrder } from './whose-order.ts';
import type { OutboxEntry, OutboxWork } from './work.ts';

const created = z
  .object({ order: z.object({ id: cloudId, total_price: cloudNumber.nullish() }) })
  .transform(({ order }) => order);

/** How long a sale that waits for goods to come in waits between two tries. */
const goodsWaitMs = 10 * 60_000;

/** A sale becomes an order. */
export const saleCourier: Courier = {
  lookupsAtOnce: 500,
  settles: true,
  find: findOrders,
  prepare: async (work, entry) => {
    const { document, amendments } = toSend(work, entry);
    const { sale } = document;
    const whose = await whoseOrder(work, document, amendments);
    if (whose.kind !== 'known') return whose;
    const loosened = await letBelowZero(work, variantsBelowZero(amendments));
    if (loosened.kind === 'forbidden')
      return { kind: 'refuse', reason: 'stock-short', words: `HTTP 403 (${loosened.scope})` };
    if (loosened.kind !== 'ok') return loosened;
    const own = { ...document, sale: { ...sale, customer_cloud_id: whose.cloudId } };
    const body = orderFromSale(own, {
      key: entry.key,
      locationId: work.locationId,
      named: work.nameOrders && !usesOwnName(amendments),
    });
    return {
      kind: 'ready',
      send: async (leaving) => {
        const answer = await work.client.as('sale').send('POST', '/com/orders.json', body, created, leaving);
        if (answer.kind !== 'ok') return answer;
        noticeTotal(work, entry, answer.value.total_price ?? null, sale.payable);
        return { kind: 'ok', value: { cloudId: answer.value.id } };
      },
    };
  },
  judge: async (work, entry, refusal) => {
    const { document, amendments } = toSend(work, entry);
    await notBelowZero(work, variantsBelowZero(amendments));
    const complaint = readRefusal('sale', { ...refusal, words: fold(refusal.reason) });
    if (complaint === 'stock-short' && isPatient(amendments))
      return { kind: 'wait', until: work.clock() + goodsWaitMs };
    return complaint === 'missing' ? whatIsGone(work, document) : { kind: 'refuse', reason: complaint };
  },
};

function toSend(work: OutboxWork, entry: OutboxEntry) {
  const document = documentForUpload(work.store, entry.document_id);
  if (document === undefined) throw new Error(`no sale for outbox entry ${entry.id}`);
  const amendments = amendmentsOf(work.store, entry.id);
  return {
    document: amend(document, amendments),
    amendments,
  };
}

/** The order is there either way; a total that differs is for people to look at. */
function noticeTotal(work: OutboxWork, entry: OutboxEntry, cloudTotal: number | null, payable: number): void {
  if (cloudTotal === null || Math.round(cloudTotal) === payable) return;
  work.log('order-total-differs', { entry: entry.id, till: payable, cloud: cloudTotal });
}
