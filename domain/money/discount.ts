import { ok, type Result, refuse } from '../result.ts';
import { type Dong, isDong, scaleDong } from './dong.ts';
import { type BasisPoints, isBasisPoints, wholeRate } from './rate.ts';

export type Discount =
  | { readonly kind: 'amount'; readonly amount: Dong }
  | { readonly kind: 'percent'; readonly rate: BasisPoints };

/** A discount that can be kept: more than nothing, no more than the whole. */
export function checkedDiscount(discount: Discount): Result<Discount> {
  const fits =
    discount.kind === 'amount'
      ? isDong(discount.amount) && discount.amount > 0
      : isBasisPoints(discount.rate) && discount.rate > 0;
  return fits ? ok(discount) : refuse('DISCOUNT_OUT_OF_RANGE');
}

/** What a discount takes off `base`: never more than the base, so no line or cart turns negative. */
export function discountOn(base: Dong, discount: Discount | null): Dong {
  if (discount === null) return 0 as Dong;
  const wanted = discount.kind === 'amount' ? discount.amount : scaleDong(base, discount.rate, wholeRate);
  if (wanted === undefined) throw new RangeError('a share cannot exceed its base');
  return wanted > base ? base : wanted;
}
