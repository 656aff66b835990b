import { type Dong, dong } from '../money/dong.ts';
import type { ReturnPolicy } from './return-policy.ts';

/** How goods that come back and goods that leave are set against each other; exactly one of `customerPays` and `customerGets` may be above nothing. */
export type ExchangeBalance = {
  /** The part of the new sale that the returned goods pay. */
  readonly covered: Dong;
  readonly customerPays: Dong;
  readonly customerGets: Dong;
  /** Stays with the shop, where its rule gives no money back for a cheaper exchange. */
  readonly kept: Dong;
};

export function exchangeBalance(
  refund: Dong,
  newTotal: Dong,
  policy: Pick<ReturnPolicy, 'refundsCheaperExchange'>,
): ExchangeBalance {
  const covered = Math.min(refund, newTotal);
  const over = refund - covered;
  return {
    covered: dong(covered),
    customerPays: dong(newTotal - covered),
    customerGets: dong(policy.refundsCheaperExchange ? over : 0),
    kept: dong(policy.refundsCheaperExchange ? 0 : over),
  };
}
