import { z } from 'zod';
import { readReceiptNumber } from '../../../domain/sale/receipt-number.ts';
import { businessDay } from '../../../domain/time.ts';
import type { SeenOrder } from '../../db/repositories/cloud-orders.ts';
import type { CloudAnswer } from './answer.ts';
import type { CloudQuery, HaravanClient } from './client.ts';
import { keyAttribute } from './order-from-sale.ts';
import { cloudId, cloudInstant, cloudList, cloudNumber, cloudText } from './wire.ts';

const listed = z
  .object({
    id: cloudId,
    name: cloudText,
    created_at: cloudText,
    updated_at: cloudText,
    total_price: cloudNumber,
    financial_status: cloudText,
    cancelled_status: cloudText,
    location_id: cloudId.nullish(),
    tags: cloudText,
    note_attributes: cloudList(z.object({ name: cloudText, value: cloudText })),
  })
  .transform((order): ListedOrder => {
    const attribute = (wanted: string) =>
      order.note_attributes.find(({ name }) => name === wanted)?.value ?? '';
    const madeAt = cloudInstant(order.created_at) ?? 0;
    const receiptNumber = attribute('receipt_number');
    return {
      id: order.id,
      key: attribute(keyAttribute),
      name: order.name,
      total: Math.round(order.total_price),
      financialStatus: order.financial_status.toLowerCase(),
      cancelled: order.cancelled_status.toLowerCase() === 'cancelled',
      madeAt,
      updatedAt: cloudInstant(order.updated_at) ?? 0,
      updatedText: order.updated_at,
      locationId: order.location_id ?? null,
      tags: order.tags.split(',').map((tag) => tag.trim()),
      receiptNumber,
      businessDay:
        readReceiptNumber(receiptNumber)?.businessDay ??
        businessDay(cloudInstant(attribute('sold_at')) ?? madeAt),
    };
  });

/** An order as lists show it; `key` is empty for one that no till made. */
export type ListedOrder = SeenOrder & {
  readonly updatedText: string;
  readonly locationId: number | null;
  readonly tags: readonly string[];
};

const fields =
  'id,name,created_at,updated_at,total_price,financial_status,cancelled_status,location_id,tags,note_attributes';

const list = z.object({ orders: z.array(listed) }).transform(({ orders }) => orders);

/** A page of the shop's orders in any state. The service can filter by neither key nor branch: the caller does. */
export async function orderPage(
  client: HaravanClient,
  query: CloudQuery & { readonly page: number },
): Promise<CloudAnswer<readonly ListedOrder[]>> {
  return client.get('/com/orders.json', { status: 'any', fields, limit: 50, ...query }, list);
}

/** Orders by id, cancelled ones too; `ordersACall` at most. What the cloud has no more is left out. */
export async function ordersById(
  client: HaravanClient,
  ids: readonly number[],
): Promise<CloudAnswer<readonly ListedOrder[]>> {
  return orderPage(client, { ids: ids.join(','), page: 1 });
}

/** What one call answers at most, however many are asked for. */
export const ordersACall = 50;

const one = z.object({ order: listed }).transform(({ order }) => order);

/** One order, past whatever its lists may not show yet. */
export async function orderById(client: HaravanClient, id: number): Promise<CloudAnswer<ListedOrder>> {
  return client.get(`/com/orders/${id}.json`, { fields }, one);
}

/**
 * Reads the shop's orders from the newest back to those made at `since` (UTC ms of the cloud's clock), `mostPages` at most.
 * `reached` is false when that was not enough. Newest first, so that orders made meanwhile shift rows to later pages: one may be seen
 * twice, none is missed.
 */
export async function readOrdersBack(
  client: HaravanClient,
  options: { readonly since: number; readonly mostPages: number },
  visit: (orders: readonly ListedOrder[]) => void,
): Promise<CloudAnswer<{ readonly reached: boolean }>> {
  for (let page = 1; page <= options.mostPages; page += 1) {
    const answer = await orderPage(client, { order: 'created_at desc', page });
    if (answer.kind !== 'ok') return answer;
    visit(answer.value);
    const isPast = answer.value.some(({ madeAt }) => madeAt > 0 && madeAt < options.since);
    if (answer.value.length === 0 || isPast) return { kind: 'ok', value: { reached: true } };
  }
  return { kind: 'ok', value: { reached: false } };
}
