import type { HaravanClient } from '../haravan/client.ts';
import type { NoticeWork } from '../outbox/notice-orders.ts';

/** What holding a day against the cloud works with. */
export type ReconcileWork = NoticeWork & {
  readonly client: HaravanClient;
  readonly signal: AbortSignal;
  /** So many more orders will be read. */
  readonly expect: (orders: number) => void;
  readonly progressed: (orders: number) => void;
};
