import { hurryQueued } from '../db/repositories/outbox-queue.ts';
import { type Envelope, success } from './answer.ts';
import type { Till } from './till.ts';

/** Starts a full round in the background, of what waits for a later try too; the window follows it through the `app` event. */
export function syncNow(till: Till): Envelope<null> {
  hurryQueued(till.store, till.clock());
  void till.sync.runOnce('both').then(() => {
    till.notify('app');
    // Goods in a cart may have changed.
    till.notify('carts');
  });
  return success(null);
}
