import { allocate } from '../money/allocate.ts';
import { addDong, type Dong, dong, roundToMultiple, subtractDong, sumDong } from '../money/dong.ts';
import { lineQuantity, type Milli } from '../money/quantity.ts';
import { sumVatByRate, type VatSplit } from '../money/vat.ts';
import { ok, type Result, refuse } from '../result.ts';
import type { CashRounding } from '../sale/settle.ts';
import { tenderRules } from '../sale/tender.ts';
import { moneyLeft, type ReturnableLine, type ReturnableSale, unitsLeft } from './returnable.ts';

export type ChosenLine = { readonly lineId: string; readonly quantity: Milli };

/** What comes back of one line, and what was paid for just that. */
export type LineRefund = ChosenLine & {
  /** VAT included, without the sale's cash rounding. */
  readonly goods: Dong;
  readonly vat: VatSplit;
  /** The part of the sale's cash rounding that is undone with it. */
  readonly rounding: Dong;
};

/** `as-paid` goes back the way it came, `cash` all out of the drawer, `no-cash` not at all: it pays for other goods, or goes by bank. */
export type PayoutWay = 'as-paid' | 'cash' | 'no-cash';

export type Refund = {
  readonly lines: readonly LineRefund[];
  /** Σ goods. */
  readonly goods: Dong;
  /** Cash rounding of the sale undone, and of this payout made: goods + rounding = payout. */
  readonly rounding: Dong;
  readonly payout: Dong;
  readonly vatByRate: readonly VatSplit[];
  readonly vatTotal: Dong;
  /** With it everything of the sale is back. */
  readonly isLast: boolean;
};

/**
 * What a customer gets for goods that come back: what was paid for those units, with all discounts and the cash rounding undone in
 * proportion. Each return takes its share of what is left, so any chain of them that brings everything back gives back everything,
 * to the đồng. A payout in cash is rounded by the shop's rule; the last return evens out what that did before.
 */
export function refundOf(
  sale: ReturnableSale,
  chosen: readonly ChosenLine[],
  payingOut: { readonly way: PayoutWay; readonly rounding: CashRounding },
): Result<Refund> {
  if (chosen.length === 0) return refuse('RETURN_EMPTY');
  if (new Set(chosen.map(({ lineId }) => lineId)).size !== chosen.length)
    throw new RangeError('a line is chosen once');
  const lines: LineRefund[] = [];
  for (const { lineId, quantity } of chosen) {
    const line = sale.lines.find((candidate) => candidate.lineId === lineId);
    if (line === undefined) return refuse('RETURN_LINE_UNKNOWN');
    const refund = refundOfLine(line, quantity);
    if (!refund.ok) return refund;
    lines.push(refund.value);
  }
  const goods = sumDong(lines, (line) => line.goods);
  const isLast = bringsAllBack(sale, chosen);
  const exact = addDong(goods, ...lines.map((line) => line.rounding));
  const step = isPaidInCash(sale, exact, payingOut.way) ? payingOut.rounding : noRounding;
  const payout = isLast ? atLeastNothing(moneyLeft(sale)) : roundedPayout(exact, sale, step);
  const vatByRate = sumVatByRate(lines.map((line) => line.vat));
  return ok({
    lines,
    goods,
    rounding: subtractDong(payout, goods),
    payout,
    vatByRate,
    vatTotal: sumDong(vatByRate, (split) => split.vat),
    isLast,
  });
}

const noRounding: CashRounding = { step: 1, direction: 'nearest' };

function refundOfLine(line: ReturnableLine, quantity: Milli): Result<LineRefund> {
  const wanted = lineQuantity(quantity, line.isWeighed);
  if (!wanted.ok) return wanted;
  const left = unitsLeft(line);
  if (quantity > left) return refuse('RETURN_MORE_THAN_LEFT', { left: left / 1000 });
  const goods = shareOf(subtractDong(line.paid, line.refunded), quantity, left);
  const vat = shareOf(subtractDong(line.vat, line.vatRefunded), quantity, left);
  return ok({
    lineId: line.lineId,
    quantity,
    goods,
    vat: { rate: line.vatRate, gross: goods, net: subtractDong(goods, vat), vat },
    rounding: shareOf(subtractDong(line.rounding, line.roundingRefunded), quantity, left),
  });
}

function shareOf(amountLeft: Dong, quantity: Milli, unitsLeftNow: Milli): Dong {
  const [share = dong(0)] = allocate(amountLeft, [quantity, unitsLeftNow - quantity]);
  return share;
}

function bringsAllBack(sale: ReturnableSale, chosen: readonly ChosenLine[]): boolean {
  const quantityOf = new Map(chosen.map(({ lineId, quantity }) => [lineId, quantity]));
  return sale.lines.every((line) => unitsLeft(line) === (quantityOf.get(line.lineId) ?? 0));
}

/** Cash goes back first, so a payout within the cash that was paid is all cash. */
function isPaidInCash(sale: ReturnableSale, exact: Dong, way: PayoutWay): boolean {
  return way === 'cash' || (way === 'as-paid' && exact <= heldInCash(sale));
}

function heldInCash(sale: ReturnableSale): Dong {
  return sumDong(
    sale.tenders.filter(({ kind }) => tenderRules[kind].usesDrawer),
    ({ paid, refunded }) => subtractDong(paid, refunded),
  );
}

/** Never more than the shop still holds: rounding up early must not be paid twice. */
function roundedPayout(exact: Dong, sale: ReturnableSale, rule: CashRounding): Dong {
  const rounded = roundToMultiple(atLeastNothing(exact), rule.step, rule.direction);
  return dong(Math.min(rounded, atLeastNothing(moneyLeft(sale))));
}

function atLeastNothing(amount: Dong): Dong {
  return dong(Math.max(0, amount));
}
