import { createHash } from 'node:crypto';
import { type Failure, failure } from '../../../contracts/errors/failure.ts';
import type { Writer } from '../../db/store.ts';
import type { ShopDataHome } from '../../services/ports.ts';
import type { KeyStore } from '../../services/ports-keychain.ts';
import { type CloudAnswer, type CloudTrouble, failureOf } from '../haravan/answer.ts';
import type { HaravanClient } from '../haravan/client.ts';
import { type Metafield, writeMetafield } from '../haravan/metafields.ts';
import type { Part } from './parts.ts';

/** What a round of sharing works with. */
export type ShareWork = {
  readonly store: Writer;
  readonly client: HaravanClient;
  readonly shopId: number;
  readonly token: string;
  readonly keyStore: KeyStore;
  readonly home: ShopDataHome;
  readonly recall: Recall;
};

/** What the last rounds found, so that the usual round, in which nothing has changed, costs next to nothing. */
export type Recall = {
  /** Parts by the secret and the text of their field. */
  readonly opened: Map<string, Part>;
  /** What till and cloud were like when they were last in step. */
  inStep: { readonly fields: readonly Metafield[]; readonly token: string; readonly mark: string } | null;
};

/** A reading of the shop's metafields somebody else made, and the client it was made with. `askedAt` is of `performance.now`. */
export type GivenReading = {
  readonly askedAt: number;
  readonly client: HaravanClient;
  readonly answer: CloudAnswer<readonly Metafield[]>;
};

/** `standing`: something a person has to do about it; everything else is the line's trouble and passes. */
export type ShareTrouble = { readonly failure: Failure; readonly standing: boolean };

/** What a turn came to: all is in step, something was written and has to be read again, or it could not go on. */
export type Turn =
  | { readonly kind: 'done' }
  | { readonly kind: 'written'; readonly refusal: string | null }
  | ({ readonly kind: 'stopped' } & ShareTrouble);

export function stopped(code: Failure['code']): Turn & { readonly kind: 'stopped' } {
  return { kind: 'stopped', standing: true, failure: failure(code).error };
}

/** Reading and writing alike: what the token may not touch, it may never. */
export function stoppedBy(trouble: CloudTrouble): Turn & { readonly kind: 'stopped' } {
  return trouble.kind === 'forbidden' || trouble.kind === 'refused'
    ? stopped('SHOP_DATA_FORBIDDEN')
    : { kind: 'stopped', standing: false, failure: failureOf(trouble) };
}

/** After a refusal or a lost answer the fields are read again: another till may have been faster, or it was done after all. */
export async function write(
  { client }: ShareWork,
  key: string,
  value: string,
  existing: Metafield | undefined,
): Promise<Turn> {
  const answer = await writeMetafield(client, key, value, existing);
  if (answer.kind === 'refused') return { kind: 'written', refusal: answer.reason };
  return answer.kind === 'ok' || answer.kind === 'unknown' || answer.kind === 'strange'
    ? { kind: 'written', refusal: null }
    : stoppedBy(answer);
}

/** Tells one value of a field from another. */
export function markOf({ id, value }: Metafield): string {
  return createHash('sha256').update(`${id} ${value}`).digest('hex').slice(0, 32);
}
