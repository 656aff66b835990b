import { type Envelope, type Failure, failure, success } from '../../../contracts/errors/failure.ts';
import type { Writer } from '../../db/store.ts';
import type { ShopDataHome, ShopDataLink } from '../../services/ports.ts';
import { type KeyStore, KeyStoreFailure, keyStoreCodes } from '../../services/ports-keychain.ts';
import type { ApiBudget } from '../api-budget.ts';
import { haravanClient } from '../haravan/client.ts';
import { createLock } from '../lock.ts';
import type { SyncLog } from '../sync-options.ts';
import { shareShopData } from './share.ts';
import type { GivenReading, Recall } from './share-work.ts';

export type ShopDataOptions = {
  readonly store: Writer;
  readonly keyStore: KeyStore;
  readonly home: ShopDataHome;
  readonly binding: () => { readonly baseUrl: string; readonly shopId: number } | null;
  /** The one all of the till's calls share. */
  readonly budget: ApiBudget;
  readonly log: SyncLog;
  readonly timeoutMs?: number;
};

export type RunningShopData = ShopDataLink & {
  /** A round over a reading the pull made; never throws, as a pull goes on without it. */
  readonly over: (given: GivenReading) => Promise<void>;
  /** Resolves when nothing is under way any more; an answer that takes long is given up. */
  readonly stop: () => Promise<void>;
};

/** A change made just before the end still goes up, if the line is quick. */
const stopMs = 3_000;

/** Rounds of sharing, one at a time: with every pull, after a change made here, and when set-up asks. */
export function createShopData(options: ShopDataOptions): RunningShopData {
  const { home, keyStore } = options;
  const ending = new AbortController();
  const oneByOne = createLock();
  const recall: Recall = { opened: new Map(), inStep: null };
  let isAsked = false;
  /** When the last round ended: what was read before it may be older than what that round wrote or saw. */
  let lastRoundAt = Number.NEGATIVE_INFINITY;

  const round = (given: GivenReading | null): Promise<Envelope<null>> =>
    oneByOne(async () => {
      if (given === null) isAsked = false;
      const bound = options.binding();
      if (bound === null || ending.signal.aborted) return failure('NOT_BOUND');
      try {
        const token = await keyStore.get('cloud-token');
        if (token === null) return failure('CLOUD_TOKEN_REFUSED');
        // What it reads and writes is little and decides who may sign in: behind sales, before what a pull brings by itself.
        const client =
          given?.client.as('money') ??
          haravanClient({
            baseUrl: bound.baseUrl,
            token,
            budget: options.budget,
            ...(options.timeoutMs === undefined ? {} : { timeoutMs: options.timeoutMs }),
          }).as('money', ending.signal);
        const trouble = await shareShopData(
          { store: options.store, client, shopId: bound.shopId, token, keyStore, home, recall },
          given !== null && given.askedAt > lastRoundAt ? given.answer : null,
        );
        if (trouble === null || trouble.standing) home.report(trouble?.failure ?? null);
        return trouble === null ? success(null) : { ok: false, error: trouble.failure };
      } catch (error) {
        if (!(error instanceof KeyStoreFailure)) throw error;
        return failure(keyStoreCodes[error.state]);
      } finally {
        lastRoundAt = performance.now();
      }
    });

  const quietly = async (given: GivenReading | null): Promise<void> => {
    try {
      const answer = await round(given);
      if (!answer.ok) tell(answer.error);
    } catch (error) {
      options.log('shop-data-broke', { error: error instanceof Error ? error.stack : String(error) });
    }
  };
  const tell = ({ code }: Failure) => options.log('shop-data-waits', { code });

  return {
    share: () => round(null),
    soon: () => {
      // Changes that come while a round waits for its turn go with it.
      if (isAsked) return;
      isAsked = true;
      void quietly(null);
    },
    over: (given) => quietly(given),
    stop: async () => {
      const cut = setTimeout(() => ending.abort(), stopMs);
      await oneByOne(async () => undefined);
      clearTimeout(cut);
      ending.abort();
    },
  };
}
