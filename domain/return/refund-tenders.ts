import { type Dong, dong, subtractDong, sumDong } from '../money/dong.ts';
import { ok, type Result, refuse } from '../result.ts';
import { type TenderKind, tenderRules } from '../sale/tender.ts';
import type { ReturnableSale } from './returnable.ts';

/** Money that goes back to the customer. `reference` is a slip or transfer code. */
export type RefundTender = {
  readonly kind: TenderKind;
  readonly amount: Dong;
  readonly reference: string;
};

const maxReferenceLength = 100;

/**
 * How a payout goes back by itself: the way it came, out of the drawer first since that ends the matter on the spot, and never more
 * by one way than came by it. What nothing covers (a payout above what the store knows of) is cash.
 */
export function refundTendersFor(sale: ReturnableSale, payout: Dong): readonly RefundTender[] {
  const cashFirst = [...sale.tenders].sort(
    (a, b) => Number(tenderRules[b.kind].usesDrawer) - Number(tenderRules[a.kind].usesDrawer),
  );
  let open: number = payout;
  const tenders: RefundTender[] = [];
  for (const { kind, paid, refunded } of cashFirst) {
    const amount = Math.min(open, Math.max(0, subtractDong(paid, refunded)));
    if (amount > 0) tenders.push({ kind, amount: dong(amount), reference: '' });
    open -= amount;
  }
  return open > 0 ? withCash(tenders, open) : tenders;
}

function withCash(tenders: readonly RefundTender[], amount: number): readonly RefundTender[] {
  const cash = tenders.find(({ kind }) => kind === 'cash');
  const others = tenders.filter(({ kind }) => kind !== 'cash');
  return [{ kind: 'cash', amount: dong(amount + (cash?.amount ?? 0)), reference: '' }, ...others];
}

export type CheckedTenders = {
  readonly tenders: readonly RefundTender[];
  /** Goes back another way than it came: a right of its own. */
  readonly isOtherwise: boolean;
};

/** Tenders as the cashier chose them: they cover the payout to the đồng. */
export function checkedRefundTenders(
  sale: ReturnableSale,
  payout: Dong,
  tenders: readonly RefundTender[],
): Result<CheckedTenders> {
  const isSound = tenders.every(
    ({ amount, reference }) => amount > 0 && reference.length <= maxReferenceLength,
  );
  const isOneEach = new Set(tenders.map(({ kind }) => kind)).size === tenders.length;
  if (!isSound || !isOneEach) return refuse('PAYMENT_TENDER_INVALID');
  const sum = sumDong(tenders, ({ amount }) => amount);
  if (sum !== payout) return refuse('RETURN_PAYOUT_UNEVEN', { payout });
  const heldOf = new Map(sale.tenders.map(({ kind, paid, refunded }) => [kind, paid - refunded]));
  const asPaid = refundTendersFor(sale, payout);
  const isOtherwise = tenders.some(({ kind, amount }) => {
    const byItself = asPaid.find((tender) => tender.kind === kind)?.amount ?? 0;
    return amount > Math.max(heldOf.get(kind) ?? 0, byItself);
  });
  return ok({
    tenders: tenders.map((tender) => ({ ...tender, reference: tender.reference.trim() })),
    isOtherwise,
  });
}
