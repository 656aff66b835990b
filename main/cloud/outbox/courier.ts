import type { RefusalFacts, RefusalReason } from '../../../domain/sync/refusal.ts';
import type { OutboxEntry } from '../../db/repositories/outbox.ts';
import type { CloudAnswer, CloudTrouble } from '../haravan/answer.ts';
import type { Leaving } from '../haravan/client.ts';
import type { OutboxWork } from './work.ts';

/** What the cloud made of a document. */
export type Accepted = { readonly cloudId: number };

export type Refusal = Extract<CloudTrouble, { readonly kind: 'refused' }>;

export type Prepared =
  /** `send` is the one call that must not happen twice; it waits for its turn, and asks `leaving` before its first byte. */
  | { readonly kind: 'ready'; readonly send: (leaving: Leaving) => Promise<CloudAnswer<Accepted>> }
  /** Something else has to happen first. `until` is UTC ms; `first` is the entry that stands in the way, where it is one. */
  | { readonly kind: 'wait'; readonly until: number; readonly why: string; readonly first?: string }
  /** It would be refused for certain. */
  | { readonly kind: 'refuse'; readonly reason: RefusalReason; readonly words: string }
  /** There is nothing left to send. */
  | ({ readonly kind: 'done' } & Accepted)
  | CloudTrouble;

export type Judged =
  | { readonly kind: 'refuse'; readonly reason: RefusalReason; readonly facts?: RefusalFacts }
  | { readonly kind: 'wait'; readonly until: number }
  /** The refusal settled it: the cloud has the document in another form. */
  | ({ readonly kind: 'done' } & Accepted)
  | CloudTrouble;

/** Ids of what was found in the cloud, by entry. */
export type Found = { readonly kind: 'ok'; readonly value: ReadonlyMap<string, Accepted> } | CloudTrouble;

/** How documents of one kind reach the cloud. Each call may be the last one before a kill. */
export type Courier = {
  readonly prepare: (work: OutboxWork, entry: OutboxEntry) => Promise<Prepared>;
  /** Finds out what a refusal is about. */
  readonly judge: (work: OutboxWork, entry: OutboxEntry, refusal: Refusal) => Promise<Judged>;
  /** Looks for documents in doubt, `lookupsAtOnce` at most. */
  readonly find: (work: OutboxWork, entries: readonly OutboxEntry[]) => Promise<Found>;
  readonly lookupsAtOnce: number;
  /** Whether what was made is looked at again until its money is booked. */
  readonly settles: boolean;
};
