import { type Dong, dong } from './dong.ts';

/**
 * Splits `amount` over `weights` by largest remainder: the parts always sum to the whole, no part is more than one đồng away
 * from its exact share, and equal remainders go to the earlier line. Weights are non-negative integers.
 * @throws RangeError when a weight is negative, or all are zero while there is something to split.
 */
export function allocate(amount: Dong, weights: readonly number[]): readonly Dong[] {
  const totalWeight = weights.reduce((sum, weight) => sum + checkedWeight(weight), 0n);
  if (totalWeight === 0n) {
    if (amount !== 0) throw new RangeError('cannot allocate over weights that are all zero');
    return weights.map(() => dong(0));
  }
  const sign = amount < 0 ? -1n : 1n;
  const whole = BigInt(amount) * sign;
  const shares = weights.map((weight, index) => {
    const product = whole * BigInt(weight);
    return { index, floor: product / totalWeight, remainder: product % totalWeight };
  });
  const missing = Number(whole - shares.reduce((sum, share) => sum + share.floor, 0n));
  const favoured = new Set(
    [...shares]
      .sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1))
      .slice(0, missing)
      .map((share) => share.index),
  );
  return shares.map((share) => dong(Number(sign * (share.floor + (favoured.has(share.index) ? 1n : 0n)))));
}

function checkedWeight(weight: number): bigint {
  if (!Number.isSafeInteger(weight) || weight < 0) throw new RangeError(`bad weight: ${weight}`);
  return BigInt(weight);
}
