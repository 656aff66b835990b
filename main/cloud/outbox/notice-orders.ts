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
 * two orders under one key: the older of those that stand stays, the other is cancelled with restock.
 */
export function noticeOrders(work: NoticeWork, orders: readonly SeenOrder[]): Noticed {
  const strangers: SeenOrder[] = [];
  let unexpected = 0;
  work.store.inLazyTransaction(() => {
    const own = orders.flatMap((order) => {
      const documentId = documentOfKey(work.tillId, order.key);
      return documentId === null ? [] : [{ order, documentId }];
    });
    // All of them first: which of two stays depends on both.
    for (const { order } of own) rememberOrder(work.store, order, work.clock());
    for (const { order, documentId } of own) {
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
  const kept = orderToKeep(entry, ordersOfKey(store, order.key));
  if (entry.state !== 'confirmed') {
    moveEntry(store, entry, 'confirmed', {
      cloudId: kept,
      confirmedAt: now,
      lookups: 0,
      nextTryAt: now,
      lastAnswer: '',
    });
  } else if (entry.cloud_id !== kept) noteOnEntry(store, entry, { cloudId: kept });
  for (const extra of ordersOfKey(store, order.key))
    if (extra.id !== kept && !extra.cancelled) cancelExtra(work, entry, kept, extra);
  return entry.state === 'queued' && entry.tries === 0;
}

/** The oldest that stands; the one the sale was confirmed with counts as standing until it was seen cancelled. */
function orderToKeep(entry: OutboxEntry, seen: readonly SeenOrder[]): number {
  const standing = seen.filter(({ cancelled }) => !cancelled).map(({ id }) => id);
  const isSeen = entry.cloud_id === null || seen.some(({ id }) => id === entry.cloud_id);
  const candidates = isSeen ? standing : [...standing, entry.cloud_id];
  return Math.min(...(candidates.length > 0 ? candidates : seen.map(({ id }) => id)));
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
