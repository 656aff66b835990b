import { z } from 'zod';
import { outboxTag } from '../../domain/sync/outbox.ts';
import type { OutboxEntry } from '../db/repositories/outbox.ts';
import type { CloudTrouble } from './haravan/answer.ts';
import type { HaravanClient } from './haravan/client.ts';
import { keyAttribute } from './haravan/order-from-sale.ts';
import { cloudId, cloudInstant, cloudList, cloudText } from './haravan/wire.ts';

const listed = z.object({
  id: cloudId,
  created_at: cloudText,
  tags: cloudText,
  note_attributes: cloudList(z.object({ name: cloudText, value: cloudText })),
});

const list = z.object({ orders: z.array(listed) }).transform(({ orders }) => orders);

type Listed = z.output<typeof listed>;

/** Also as far as clocks of till and service may disagree. */
const windowMs = 60 * 60_000;
const mostPages = 400;

export type Search =
  | { readonly kind: 'found'; readonly orderId: number; readonly others: number }
  | { readonly kind: 'none' }
  | CloudTrouble;

/**
 * Looks for the order of an entry by its key. The service can filter by neither tag nor attribute, so the newest orders are read until
 * they are older than the sending. Two orders under one key: the older one is the sale's.
 */
export async function findOrder(
  client: HaravanClient,
  entry: OutboxEntry,
  serverOffsetMs: number,
): Promise<Search> {
  const oldest = (entry.sent_at ?? entry.created_at) - windowMs - Math.abs(serverOffsetMs);
  const found = new Set<number>();
  for (let page = 1; page <= mostPages; page += 1) {
    const answer = await client.get(
      '/com/orders.json',
      {
        status: 'any',
        order: 'created_at desc',
        fields: 'id,created_at,tags,note_attributes',
        limit: 50,
        page,
      },
      list,
    );
    if (answer.kind !== 'ok') return answer;
    for (const order of answer.value) if (isOf(order, entry)) found.add(order.id);
    const reached = answer.value.some(
      (order) => (cloudInstant(order.created_at) ?? Number.POSITIVE_INFINITY) < oldest,
    );
    if (answer.value.length === 0 || reached) return verdict(found);
  }
  return { kind: 'strange', where: 'GET /com/orders.json' };
}

function isOf(order: Listed, entry: OutboxEntry): boolean {
  const tag = outboxTag(entry.document_id);
  return (
    order.note_attributes.some(({ name, value }) => name === keyAttribute && value === entry.key) ||
    order.tags.split(',').some((text) => text.trim() === tag)
  );
}

function verdict(found: ReadonlySet<number>): Search {
  const [first, ...others] = [...found].sort((a, b) => a - b);
  return first === undefined ? { kind: 'none' } : { kind: 'found', orderId: first, others: others.length };
}
