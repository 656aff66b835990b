import type { Dong } from '../../domain/money/dong.ts';
import type { Milli } from '../../domain/money/quantity.ts';
import type { RefundTender } from '../../domain/return/refund-tenders.ts';
import type { OutboxState } from '../../domain/sync/outbox.ts';
import type { Failure } from '../errors/failure.ts';

/** A sale as far as its goods may come back. */
export type ReturnableView = {
  readonly saleId: string;
  readonly number: string;
  readonly completedAt: number;
  readonly customerName: string | null;
  readonly payable: Dong;
  readonly lines: readonly {
    readonly lineId: string;
    readonly name: string;
    readonly variantName: string;
    readonly unitName: string;
    readonly isWeighed: boolean;
    readonly sold: Milli;
    readonly left: Milli;
    /** Paid for all of the line, VAT included. */
    readonly paid: Dong;
  }[];
  /** Earlier returns of it, oldest first. */
  readonly returns: readonly ReturnRow[];
  /** What speaks against a return here and now; some of it somebody with the right may overrule. */
  readonly refusal: Failure | null;
};

export type ReturnRow = {
  readonly id: string;
  readonly number: string;
  readonly at: number;
  readonly staffName: string;
  readonly payout: Dong;
  readonly reason: string;
  readonly syncState: OutboxState;
};

/** What the customer would get. */
export type RefundView = {
  readonly lines: readonly { readonly lineId: string; readonly goods: Dong }[];
  readonly goods: Dong;
  readonly rounding: Dong;
  readonly payout: Dong;
  readonly vatTotal: Dong;
  readonly tenders: readonly RefundTender[];
};

export type ReturnDone = {
  readonly returnId: string;
  readonly number: string;
  readonly payout: Dong;
  readonly tenders: readonly RefundTender[];
};
