import { documentOfKey, outboxKey } from '../../../domain/sync/outbox.ts';
import {
  insertDoubledOrder,
  ordersOfKey,
  rememberOrder,
  type SeenOrder,
} from '../../db/repositories/cloud-orders.ts';
import { entryOfDocument, moveEntry, noteOnEntry, type OutboxEntry } from '../../db/repositories/outbox.ts';
import { queueDocument } from '../../db/repositories/outbox-queue.ts';
import type { Writer } from '../../db/store.ts';
import type { SyncLog } from '../sync-options.ts';

export type NoticeWork = {
  readonly store: Writer;
  readonly tillId: string;
  readonly clock: () => number;
  readonly newId: () => string;
  readonly log: SyncLog;
};

export type Noticed = {
  /** Orders of this till whose sale it does not know: its store is older than what it has done. */
  readonly strangers: readonly SeenOrder[];
  /** Orders of sales that were still waiting to be sent. */
  readonly unexpected: number;
};

/**
 * Takes note of orders of the cloud under keys of this till. An own echo only confirms its sale, it is never imported as anything new;
 * two orders under one key: the older stays, the other is cancelled with restock.
 */
export function noticeOrders(work: NoticeWork, orders: readonly SeenOrder[]): Noticed {
  const strangers: SeenOrder[] = [];
  let unexpected = 0;
  work.store.inLazyTransaction(() => {
    for (const order of orders) {
      const documentId = documentOfKey(work.tillId, order.key);
      if (documentId === null) continue;
      rememberOrder(work.store, order, work.clock());
      const entry = entryOfDocument(work.store, documentId);
      if (entry === undefined) strangers.push(order);
      else if (confirmByEcho(work, entry, order)) unexpected += 1;
    }
  });
  return { strangers, unexpected };
}

/** True when the entry was still waiting, unsent as far as the till knew. */
function confirmByEcho(work: NoticeWork, entry: OutboxEntry, order: SeenOrder): boolean {
  const { store } = work;
  const now = work.clock();
  const known = ordersOfKey(store, order.key).map(({ id }) => id);
  const oldest = Math.min(order.id, entry.cloud_id ?? order.id, ...known);
  if (entry.state !== 'confirmed') {
    moveEntry(store, entry, 'confirmed', {
      cloudId: oldest,
      confirmedAt: now,
      lookups: 0,
      nextTryAt: now,
      lastAnswer: '',
    });
  } else if (entry.cloud_id !== oldest) noteOnEntry(store, entry, { cloudId: oldest });
  for (const extra of ordersOfKey(store, order.key))
    if (extra.id !== oldest && !extra.cancelled) cancelExtra(work, entry, oldest, extra);
  return entry.state === 'queued' && entry.tries === 0;
}

function cancelExtra(work: NoticeWork, entry: OutboxEntry, keptId: number, extra: SeenOrder): void {
  const id = work.newId();
  const isNew = insertDoubledOrder(work.store, {
    id,
    sale_id: entry.document_id,
    kept_order_id: keptId,
    extra_order_id: extra.id,
    amount: extra.total,
    found_at: work.clock(),
  });
  if (!isNew) return;
  queueDocument(work.store, {
    id,
    kind: 'cancellation',
    documentId: id,
    key: outboxKey(work.tillId, id),
    at: work.clock(),
  });
  work.log('order-doubled', { entry: entry.id, kept: keptId, extra: extra.id });
}
