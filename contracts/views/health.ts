import type { DocumentKind, OutboxState } from '../../domain/sync/outbox.ts';
import type { ConnectionView, PrinterSummary } from './session.ts';

export type PulledKind = 'products' | 'stock' | 'customers' | 'orders';

/** How this machine does, for whoever wonders why something is not as it should be. Read anew every few seconds while somebody looks. */
export type HealthView = {
  /** This machine's time when it was read; UTC ms, as all times here. */
  readonly at: number;
  readonly connection: ConnectionView;
  /** Everything the till ever made for the cloud, by kind and state; states with no entry are left out. */
  readonly queue: readonly {
    readonly kind: DocumentKind;
    readonly state: OutboxState;
    readonly entries: number;
  }[];
  /** What waits longest for the cloud. */
  readonly oldestUnsent: { readonly kind: DocumentKind; readonly createdAt: number } | null;
  /** As of when what is here of a kind was right; null before its first download. */
  readonly pulls: readonly { readonly kind: PulledKind; readonly at: number | null }[];
  readonly api: {
    /** Of the shop's call limit, all tills together; whole percent. */
    readonly usedPercent: number;
    readonly callsLastMinute: number;
    readonly throttledAt: number | null;
  };
  readonly clock: {
    /** By how many minutes this machine's clock is ahead of Haravan's, as last known; null when it never was. */
    readonly aheadMinutes: number | null;
    /** Seen by this clock; null while nothing is wrong. */
    readonly wrongSince: number | null;
  };
  /** Null where the system does not tell. */
  readonly disk: DiskView | null;
  /** `name` is that of the printer of receipts; null where there is none. */
  readonly printer: PrinterSummary & { readonly name: string | null; readonly address: string };
  readonly version: string;
};

export type DiskView = {
  readonly freeBytes: number;
  readonly totalBytes: number;
  readonly databaseBytes: number;
  readonly walBytes: number;
  readonly isLow: boolean;
};
