import { z } from 'zod';
import { tenderRules } from '../../../domain/sale/tender.ts';
import { amend } from '../../../domain/sync/amendment.ts';
import { outboxTag } from '../../../domain/sync/outbox.ts';
import { amendmentsOf } from '../../db/repositories/amendments.ts';
import { returnForUpload, type UploadReturn } from '../../db/repositories/upload-return.ts';
import { documentForUpload } from '../../db/repositories/upload-sale.ts';
import type { CloudAnswer } from '../haravan/answer.ts';
import {
  type CloudLine,
  itemsOf,
  type RefundBody,
  refundBody,
  refundItems,
  refundParts,
} from '../haravan/refund-body.ts';
import { cloudId, cloudList, cloudNumber, cloudText } from '../haravan/wire.ts';
import type { Accepted, Courier, Prepared } from './courier.ts';
import type { OutboxEntry, OutboxWork } from './work.ts';

const orderState = z
  .object({
    order: z.object({
      id: cloudId,
      line_items: cloudList(
        z.object({
          id: cloudId,
          variant_id: cloudId.nullish().catch(null),
          title: cloudText,
          quantity: cloudNumber,
          price: cloudNumber,
        }),
      ),
      refunds: cloudList(z.object({ id: cloudId, note: cloudText })),
    }),
  })
  .transform(({ order }) => ({
    lines: order.line_items.map(
      (item): CloudLine => ({
        id: item.id,
        variantId: item.variant_id ?? null,
        title: item.title,
        quantity: item.quantity,
        price: item.price,
      }),
    ),
    refunds: order.refunds,
  }));

type OrderState = z.output<typeof orderState>;

const made = z.object({ refund: z.object({ id: cloudId }) }).transform(({ refund }) => refund);

/** How long a return waits for a sale that needs somebody to see to it. */
const saleWaitMs = 60_000;

/**
 * A return becomes a refund of its sale's order, two of them where some of the goods are damaged. The note carries the return's name:
 * before anything is sent, and when in doubt, the order's refunds are read for it.
 */
export const returnCourier: Courier = {
  lookupsAtOnce: 1,
  settles: false,
  prepare: async (work, entry) => {
    const returned = toSend(work, entry);
    if (returned.sale_state !== 'confirmed' || returned.order_id === null) return waitForSale(work, returned);
    // The cloud gives back no money it has not booked yet.
    if (returned.sale_settled === 0)
      return { kind: 'wait', until: work.clock() + work.pace.settleLookMs, why: 'sale not settled' };
    const order = await readOrder(work, returned.order_id);
    if (order.kind !== 'ok')
      return order.kind === 'refused'
        ? { kind: 'refuse', reason: 'not-understood', words: order.reason }
        : order;
    const missing = missingParts(work, returned, order.value);
    return missing.length === 0
      ? { kind: 'done', cloudId: refundIdOf(returned, order.value) ?? returned.order_id }
      : { kind: 'ready', send: () => sendParts(work, returned, missing) };
  },
  judge: async (work, entry) => {
    const found = await returnCourier.find(work, [entry]);
    if (found.kind !== 'ok') return found;
    const accepted = found.value.get(entry.id);
    return accepted === undefined
      ? { kind: 'refuse', reason: 'not-understood' }
      : { kind: 'done', cloudId: accepted.cloudId };
  },
  find: async (work, entries) => {
    const found = new Map<string, Accepted>();
    for (const entry of entries) {
      const returned = toSend(work, entry);
      if (returned.order_id === null) continue;
      const order = await readOrder(work, returned.order_id);
      if (order.kind === 'refused') continue;
      if (order.kind !== 'ok') return order;
      const cloudId = refundIdOf(returned, order.value);
      // Half of it there is as good as not there: the next try sends the other half.
      if (cloudId !== null && missingParts(work, returned, order.value).length === 0)
        found.set(entry.id, { cloudId });
    }
    return { kind: 'ok', value: found };
  },
};

function toSend(work: OutboxWork, entry: OutboxEntry): UploadReturn {
  const returned = returnForUpload(work.store, entry.document_id);
  if (returned === undefined) throw new Error(`no return for outbox entry ${entry.id}`);
  return returned;
}

function waitForSale(work: OutboxWork, returned: UploadReturn): Prepared {
  return {
    kind: 'wait',
    until: work.clock() + saleWaitMs,
    why: 'sale not sent',
    first: returned.sale_entry_id,
  };
}

function readOrder(work: OutboxWork, orderId: number): Promise<CloudAnswer<OrderState>> {
  return work.client
    .as('sale')
    .get(`/com/orders/${orderId}.json`, { fields: 'id,line_items,refunds' }, orderState);
}

/** What a refund's note says, by part. Ends with the mark, so that no note holds the mark of another part. */
function noteOf(returned: UploadReturn, part: (typeof refundParts)[number]): string {
  return `Trả hàng ${returned.number}: ${returned.reason} [${markOf(returned, part)}]`;
}

function markOf(returned: UploadReturn, part: (typeof refundParts)[number]): string {
  return `${outboxTag(returned.id)}/${part}`;
}

function refundIdOf(returned: UploadReturn, order: OrderState): number | null {
  const marks = refundParts.map((part) => `[${markOf(returned, part)}]`);
  return order.refunds.find(({ note }) => marks.some((mark) => note.includes(mark)))?.id ?? null;
}

/** The refunds this return still lacks in the cloud. */
function missingParts(work: OutboxWork, returned: UploadReturn, order: OrderState): readonly RefundBody[] {
  const entrySale = documentForUpload(work.store, returned.sale_id);
  if (entrySale === undefined) throw new Error(`no sale for return ${returned.number}`);
  const sold = amend(entrySale, amendmentsOf(work.store, returned.sale_entry_id)).lines;
  const items = itemsOf(sold, order.lines);
  const back = returned.lines.flatMap((line) => {
    const soldLine = sold.find(({ id }) => id === line.sale_line_id);
    return soldLine === undefined
      ? []
      : [{ line: soldLine, before: line.before, quantity: line.quantity, destination: line.goes_to }];
  });
  const money = returned.refunds.map(({ kind, amount }) => ({ amount, gateway: tenderRules[kind].gateway }));
  const goesWithMoney = refundParts.find((part) => refundItems(back, items, part).length > 0) ?? 'shelf';
  return refundParts
    .map((part) => ({
      part,
      body: refundBody(part, {
        note: noteOf(returned, part),
        locationId: work.locationId,
        items: refundItems(back, items, part),
        money: part === goesWithMoney ? money : [],
      }),
    }))
    .filter(
      ({ part, body: { refund } }) =>
        refund.refund_line_items.length + refund.transactions.length > 0 &&
        !order.refunds.some(({ note }) => note.includes(`[${markOf(returned, part)}]`)),
    )
    .map(({ body }) => body);
}

async function sendParts(
  work: OutboxWork,
  returned: UploadReturn,
  parts: readonly RefundBody[],
): Promise<CloudAnswer<Accepted>> {
  let id = 0;
  for (const [index, body] of parts.entries()) {
    const answer = await work.client
      .as('sale')
      .send('POST', `/com/orders/${returned.order_id}/refunds.json`, body, made);
    // What went before has been carried out: only reading the order tells what is left to do.
    if (answer.kind !== 'ok') return index === 0 ? answer : { kind: 'unknown', why: 'half of a return' };
    id = answer.value.id;
  }
  return { kind: 'ok', value: { cloudId: id } };
}
