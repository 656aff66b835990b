import { type BasisPoints, basisPoints } from './rate.ts';

/**
 * Rates that hold for a time only: what is filed under `rate` becomes `after` once the period is over, until somebody enters
 * another rate. Days are business days, `yyyy-mm-dd`, both ends included.
 */
export type TemporaryRate = {
  readonly rate: BasisPoints;
  readonly from: string;
  readonly to: string;
  readonly after: BasisPoints;
};

/** The 2-point cut of the 10 % rate (Resolution 204/2025/QH15, Decree 174/2025/NĐ-CP); no extension is known. */
const temporaryRates: readonly TemporaryRate[] = [
  { rate: basisPoints(800), from: '2025-07-01', to: '2026-12-31', after: basisPoints(1000) },
];

export function rateInForce(
  rate: BasisPoints,
  day: string,
  rules: readonly TemporaryRate[] = temporaryRates,
): BasisPoints {
  const rule = rules.find((candidate) => candidate.rate === rate && day > candidate.to);
  return rule?.after ?? rate;
}
