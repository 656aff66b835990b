/** A share in basis points: 8 % is 800, the whole is 10000. */
export type BasisPoints = number & { readonly __unit: 'bp' };

export const wholeRate = 10_000 as BasisPoints;

/** @throws RangeError outside 0…100 % or when not an integer. */
export function basisPoints(value: number): BasisPoints {
  if (!Number.isInteger(value) || value < 0 || value > wholeRate)
    throw new RangeError(`not a rate: ${value}`);
  return value as BasisPoints;
}

export function isBasisPoints(value: unknown): value is BasisPoints {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= wholeRate;
}
