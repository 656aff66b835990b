import type { Dong } from '../../domain/money/dong.ts';
import type { Milli } from '../../domain/money/quantity.ts';
import type { DocumentKind, OutboxStage, OutboxState } from '../../domain/sync/outbox.ts';
import type { RefusalReason, RepairKind } from '../../domain/sync/refusal.ts';

/** A document on its way to the cloud. */
export type SyncRow = {
  readonly id: string;
  readonly kind: DocumentKind;
  readonly documentId: string;
  /** The receipt's number; of a cancellation, that of the sale it is about; empty where there is none. */
  readonly number: string;
  readonly createdAt: number;
  /** Null for what the till made by itself. */
  readonly staffName: string | null;
  readonly customerName: string | null;
  readonly phoneMasked: string | null;
  readonly total: Dong | null;
  readonly state: OutboxState;
  readonly tries: number;
  readonly nextTryAt: number | null;
  /** The cloud's last answer in words, free of customer data. */
  readonly lastAnswer: string | null;
  readonly cloudId: number | null;
  readonly refusal: RefusalView | null;
  readonly setAside: { readonly at: number; readonly by: string; readonly why: string } | null;
  /** Two orders for one sale: the second is cancelled. */
  readonly doubled: { readonly keptOrderId: number; readonly extraOrderId: number } | null;
};

export type RefusalView = {
  readonly reason: RefusalReason;
  /** The first is the one key. */
  readonly repairs: readonly RepairKind[];
  /** Lines whose goods the cloud has no more. */
  readonly goneLines: readonly {
    readonly lineId: string;
    readonly name: string;
    readonly unitName: string;
    readonly quantity: Milli;
  }[];
};

export type SyncPage = {
  readonly rows: readonly SyncRow[];
  readonly total: number;
  /** A text so many hold that they were not all counted: `total` is what is known so far. */
  readonly isMore: boolean;
  /** Of all entries, whatever the list shows. */
  readonly stages: { readonly [S in OutboxStage]: number };
  readonly refusals: readonly { readonly reason: RefusalReason; readonly entries: number }[];
};
