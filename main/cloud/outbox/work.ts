import type { OutboxEntry } from '../../db/repositories/outbox.ts';
import type { Writer } from '../../db/store.ts';
import type { CloudTrouble } from '../haravan/answer.ts';
import type { HaravanClient } from '../haravan/client.ts';
import type { SyncLog, SyncPace } from '../sync-options.ts';

/** What carrying documents to the cloud works with. */
export type OutboxWork = {
  readonly store: Writer;
  readonly client: HaravanClient;
  readonly tillId: string;
  readonly locationId: number;
  /** UTC ms of this machine, which may jump. */
  readonly clock: () => number;
  /** UTC ms of the cloud, as its answers told and a clock that never jumps counted on; null before the first answer. */
  readonly cloudNow: () => number | null;
  readonly newId: () => string;
  readonly spread: () => number;
  readonly pace: SyncPace;
  /** Orders are named by the receipt's number instead of the cloud's own. */
  readonly nameOrders: boolean;
  readonly log: SyncLog;
};

/** `trouble` ends a round: what stopped one entry stops the next one too. Refusals stop nobody. */
export type StepResult =
  | { readonly kind: 'idle' }
  | { readonly kind: 'sent' }
  | { readonly kind: 'moved' }
  | { readonly kind: 'trouble'; readonly trouble: CloudTrouble };

/** For the list of what waits; free of customer data and of secrets. */
export function wordsOf(trouble: CloudTrouble): string {
  switch (trouble.kind) {
    case 'refused':
      return trouble.reason;
    case 'unauthorised':
      return 'HTTP 401';
    case 'forbidden':
      return `HTTP 403 (${trouble.scope})`;
    case 'throttled':
      return 'HTTP 429';
    case 'unreachable':
      return 'offline';
    case 'unknown':
      return trouble.why;
    case 'strange':
      return trouble.where;
  }
}

export type { OutboxEntry };
