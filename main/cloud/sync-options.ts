import type { EventName, Events } from '../../contracts/events.ts';
import type { Writer } from '../db/store.ts';
import type { CountedBudget } from './call-meter.ts';
import type { VatRates } from './pull/vat-rates.ts';
import type { GivenReading } from './shop-data/share-work.ts';

/** One line for the log: a name, and facts without secrets or customers. */
export type SyncLog = (event: string, details: Readonly<Record<string, unknown>>) => void;

/** Waits of the background work, ms. */
export type SyncPace = {
  /** From a lost answer to the first search for the order. */
  readonly firstLookMs: number;
  /** From a search that found nothing to the next one. */
  readonly secondLookMs: number;
  /** From an order's confirmation to the first look at its money; doubles from look to look. */
  readonly settleLookMs: number;
  readonly pullEveryMs: number;
  /** How long a failing connection is not yet called offline. */
  readonly blipMs: number;
  /** How long a round that a person waits for waits for what is nearly due. */
  readonly patienceMs: number;
  /** How long a stop waits for an answer before the call is given up. */
  readonly stopMs: number;
  readonly timeoutMs: number;
};

export const usualPace: SyncPace = {
  firstLookMs: 2_000,
  secondLookMs: 10_000,
  settleLookMs: 500,
  pullEveryMs: 60_000,
  blipMs: 4_000,
  patienceMs: 40_000,
  stopMs: 3_000,
  timeoutMs: 20_000,
};

export type SyncOptions = {
  readonly store: Writer;
  /** UTC ms. */
  readonly clock: () => number;
  readonly newId: () => string;
  /** Null when none is kept. @throws KeyStoreFailure */
  readonly readToken: () => Promise<string | null>;
  readonly binding: () => {
    readonly baseUrl: string;
    readonly shopId: number;
    readonly tillId: string;
    readonly locationId: number;
  } | null;
  /** Orders are named by the receipt's number; off when left out, as the shop may not take a name twice. */
  readonly nameOrders?: () => boolean;
  readonly saveVatRates: (rates: VatRates) => void;
  readonly shareShopData?: (given: GivenReading) => Promise<void>;
  readonly notify: <E extends EventName>(event: E, payload?: Events[E]) => void;
  readonly log: SyncLog;
  /** Shared with whatever else asks the shop's cloud; one of its own when left out. */
  readonly budget?: CountedBudget;
  /** Spreads retries; told apart by till, repeatable in tests. */
  readonly seed?: number;
  readonly pace?: Partial<SyncPace>;
};
