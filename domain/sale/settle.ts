import { addDong, type Dong, isDong, roundToMultiple, subtractDong, sumDong } from '../money/dong.ts';
import { ok, type Result, refuse } from '../result.ts';
import { type TenderKind, tenderRules } from './tender.ts';

/** What the cashier keyed in: for cash the money handed over, otherwise the exact part. `reference` is a slip or transfer code. */
export type Tender = { readonly kind: TenderKind; readonly amount: Dong; readonly reference: string };

/** A shop's habit of rounding what is owed in cash; `step` 1 means none. */
export type CashRounding = { readonly step: 1 | 100 | 500 | 1000; readonly direction: 'nearest' | 'down' };

export type Payment = {
  readonly kind: TenderKind;
  /** Money handed over. */
  readonly tendered: Dong;
  readonly change: Dong;
  /** tendered − change: the part of the sale this payment settles. */
  readonly amount: Dong;
  readonly reference: string;
};

export type Settlement = {
  /** Goods total before cash rounding. */
  readonly total: Dong;
  /** Added to the total so that the cash part is a round sum; negative when the customer pays less. */
  readonly rounding: Dong;
  /** total + rounding. */
  readonly payable: Dong;
  readonly payments: readonly Payment[];
  readonly tendered: Dong;
  readonly change: Dong;
  /** Still owed; zero when the sale can be completed. */
  readonly remaining: Dong;
};

const maxReferenceLength = 100;

/**
 * Sets tenders against a total. Non-cash parts must not exceed what is owed; the rest is cash, rounded by the shop's rule, and
 * only cash gives change. Several cash entries act as one. A total of nothing needs no tender.
 */
export function settle(total: Dong, tenders: readonly Tender[], rule: CashRounding): Result<Settlement> {
  if (tenders.some((tender) => !isAcceptable(tender))) return refuse('PAYMENT_TENDER_INVALID');
  if (!isDong(tenders.reduce<number>((sum, tender) => sum + tender.amount, 0)))
    return refuse('AMOUNT_OUT_OF_RANGE');
  const exact = tenders.filter((tender) => !tenderRules[tender.kind].givesChange);
  const exactTotal = sumDong(exact, (tender) => tender.amount);
  if (exactTotal > total) return refuse('PAYMENT_OVER_NON_CASH', { over: exactTotal - total });
  const cashDue = subtractDong(total, exactTotal);
  const cashGiven = sumDong(
    tenders.filter((tender) => tenderRules[tender.kind].givesChange),
    (tender) => tender.amount,
  );
  const roundedDue = cashGiven > 0 ? roundCash(cashDue, rule) : cashDue;
  const rounding = subtractDong(roundedDue, cashDue);
  const change = cashGiven > roundedDue ? subtractDong(cashGiven, roundedDue) : (0 as Dong);
  const payments = exact.map(
    (tender): Payment => ({
      kind: tender.kind,
      tendered: tender.amount,
      change: 0 as Dong,
      amount: tender.amount,
      reference: tender.reference.trim(),
    }),
  );
  if (cashGiven > 0) {
    payments.push({
      kind: 'cash',
      tendered: cashGiven,
      change,
      amount: subtractDong(cashGiven, change),
      reference: '',
    });
  }
  return ok({
    total,
    rounding,
    payable: addDong(total, rounding),
    payments,
    tendered: addDong(exactTotal, cashGiven),
    change,
    remaining: roundedDue > cashGiven ? subtractDong(roundedDue, cashGiven) : (0 as Dong),
  });
}

/** What would be asked for if all of it were paid in cash. */
export function roundCash(due: Dong, rule: CashRounding): Dong {
  return roundToMultiple(due, rule.step, rule.direction);
}

function isAcceptable(tender: Tender): boolean {
  return isDong(tender.amount) && tender.amount > 0 && tender.reference.length <= maxReferenceLength;
}
