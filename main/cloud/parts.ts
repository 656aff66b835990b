import type { Writer } from '../db/store.ts';
import type { Notify } from '../services/ports.ts';
import type { HaravanClient } from './haravan/client.ts';

/** What the till is bound to, as far as the cloud needs it. */
export type CloudBinding = { readonly tillId: string; readonly baseUrl: string; readonly locationId: number };

export type VatData = {
  readonly default_bp: number | null;
  readonly by_type: Record<string, number>;
  readonly by_product: Record<string, number>;
};

export type SyncParts = {
  readonly store: Writer;
  readonly clock: () => number;
  readonly newId: () => string;
  /** May throw KeyStoreFailure. */
  readonly readToken: () => Promise<string | null>;
  readonly binding: () => CloudBinding | null;
  readonly saveVatRates: (rates: VatData) => void;
  readonly notify: Notify;
  readonly log: (event: string, details: Readonly<Record<string, unknown>>) => void;
};

/** A round of work against a reachable shop. */
export type Round = {
  readonly parts: SyncParts;
  readonly client: HaravanClient;
  readonly binding: CloudBinding;
  /** True once the till is closing: long work stops at the next safe point. */
  readonly stopped: () => boolean;
};
