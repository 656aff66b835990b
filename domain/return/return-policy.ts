import { ok, type Result, refuse } from '../result.ts';
import { businessDay, type Instant, startOfBusinessDay } from '../time.ts';
import { isWhollyReturned, type ReturnableSale } from './returnable.ts';

/** A shop's own rules about goods that come back, as HaraRetail knows them. */
export type ReturnPolicy = {
  /** Days after the day of sale on which goods are still taken back; null for no limit. */
  readonly days: number | null;
  readonly atOtherBranches: boolean;
  /** Whether a second return of one sale is taken. */
  readonly severalTimes: boolean;
  /** Whether money goes back when the goods taken in an exchange are worth less. */
  readonly refundsCheaperExchange: boolean;
};

export const defaultReturnPolicy: ReturnPolicy = {
  days: 7,
  atOtherBranches: true,
  severalTimes: true,
  refundsCheaperExchange: true,
};

const dayMs = 24 * 60 * 60 * 1000;
/** Clocks of two tills may differ by this much before anybody is asked to look at one. */
const clockToleranceMs = 5 * 60_000;

/** Whether goods of this sale may come back here and now. */
export function mayComeBack(
  sale: ReturnableSale,
  policy: ReturnPolicy,
  here: { readonly locationId: number; readonly at: Instant },
): Result<null> {
  if (here.at < sale.completedAt - clockToleranceMs) return refuse('RETURN_BEFORE_SALE');
  if (isWhollyReturned(sale)) return refuse('RETURN_NOTHING_LEFT');
  if (!policy.severalTimes && sale.returns > 0) return refuse('RETURN_ONCE_ONLY');
  if (!policy.atOtherBranches && sale.locationId !== here.locationId) return refuse('RETURN_OTHER_BRANCH');
  return policy.days !== null && daysSince(sale.completedAt, here.at) > policy.days
    ? refuse('RETURN_TOO_LATE', { days: policy.days })
    : ok(null);
}

/** Business days that lie between two instants; the same day is none. */
function daysSince(from: Instant, to: Instant): number {
  const [first, last] = [from, to].map((at) => startOfBusinessDay(businessDay(at)));
  return Math.round(((last ?? 0) - (first ?? 0)) / dayMs);
}
