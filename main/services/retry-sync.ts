import { outboxEntryState, requeue } from '../db/repositories/outbox-queue.ts';
import { type Envelope, failure, success } from './answer.ts';
import type { Till } from './till.ts';

/** Starts a full round in the background; the window follows it through the `app` event. */
export function syncNow(till: Till): Envelope<null> {
  void till.sync.runOnce('both').then(() => till.notify('app'));
  return success(null);
}

/** Puts a refused document back into the queue, unchanged. */
export function retryEntry(till: Till, entryId: string): Envelope<null> {
  const state = outboxEntryState(till.store, entryId);
  if (state === undefined) return failure('OUTBOX_ENTRY_MISSING');
  if (state !== 'refused') return failure('OUTBOX_NOT_REFUSED');
  requeue(till.store, entryId, till.clock());
  till.sync.wake();
  till.notify('app');
  return success(null);
}
