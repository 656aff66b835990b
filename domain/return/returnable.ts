import { allocate } from '../money/allocate.ts';
import { type Dong, dong, subtractDong, sumDong } from '../money/dong.ts';
import type { Milli } from '../money/quantity.ts';
import type { VatRate } from '../money/vat.ts';
import type { TenderKind } from '../sale/tender.ts';
import type { Instant } from '../time.ts';

/** A line of a sale as it was paid, and how much of it came back so far. Money in đồng, quantities in thousandths. */
export type ReturnableLine = {
  readonly lineId: string;
  readonly isWeighed: boolean;
  readonly sold: Milli;
  readonly returned: Milli;
  /** What was paid for the line after all discounts, VAT included, and what of it was given back. */
  readonly paid: Dong;
  readonly refunded: Dong;
  readonly vatRate: VatRate;
  readonly vat: Dong;
  readonly vatRefunded: Dong;
  /** The line's part of the sale's cash rounding: below nothing where the customer paid less. */
  readonly rounding: Dong;
  readonly roundingRefunded: Dong;
};

export type PaidTender = { readonly kind: TenderKind; readonly paid: Dong; readonly refunded: Dong };

/** A sale as far as goods of it may come back: what was paid, less everything known to have come back already. */
export type ReturnableSale = {
  readonly saleId: string;
  readonly locationId: number;
  readonly completedAt: Instant;
  readonly lines: readonly ReturnableLine[];
  /** One entry a kind of tender. */
  readonly tenders: readonly PaidTender[];
  /** How many returns of it there are. */
  readonly returns: number;
};

/**
 * Shares a sale's cash rounding among its lines once and for all, so that goods which come back at two tills that cannot see each
 * other undo the same đồng.
 */
export function roundingByLine(rounding: Dong, finals: readonly Dong[]): readonly Dong[] {
  // A sale of nothing but gifts has nothing to round.
  return finals.every((final) => final === 0) ? finals.map(() => dong(0)) : allocate(rounding, finals);
}

export function unitsLeft(line: ReturnableLine): Milli {
  return Math.max(0, line.sold - line.returned) as Milli;
}

/** What the shop still holds of a sale's money: what was paid, less what was given back. */
export function moneyLeft(sale: ReturnableSale): Dong {
  return sumDong(sale.tenders, (tender) => subtractDong(tender.paid, tender.refunded));
}

export function isWhollyReturned(sale: ReturnableSale): boolean {
  return sale.lines.every((line) => unitsLeft(line) === 0);
}
