import { type Dong, scaleDong, subtractDong, sumDong } from './dong.ts';
import type { BasisPoints } from './rate.ts';

/** A rate copied to the line at the moment of sale; null means the goods are not subject to VAT (KCT). */
export type VatRate = BasisPoints | null;

export type VatSplit = {
  readonly rate: VatRate;
  readonly gross: Dong;
  readonly net: Dong;
  readonly vat: Dong;
};

/**
 * Takes VAT out of a price that includes it: net = round(gross × 100 / (100 + rate)), vat = gross − net, so net + vat is always
 * the gross. Rule of Vietnamese retail receipts, rounded line by line.
 */
export function splitVat(gross: Dong, rate: VatRate): VatSplit {
  const net = rate === null ? gross : scaleDong(gross, 10_000, 10_000 + rate);
  if (net === undefined) throw new RangeError('a net amount cannot exceed its gross');
  return { rate, gross, net, vat: subtractDong(gross, net) };
}

/** Sums splits by rate, highest rate first and untaxed goods last. */
export function sumVatByRate(splits: readonly VatSplit[]): readonly VatSplit[] {
  const rates = [...new Set(splits.map((split) => split.rate))].sort((a, b) => (b ?? -1) - (a ?? -1));
  return rates.map((rate) => {
    const same = splits.filter((split) => split.rate === rate);
    return {
      rate,
      gross: sumDong(same, (split) => split.gross),
      net: sumDong(same, (split) => split.net),
      vat: sumDong(same, (split) => split.vat),
    };
  });
}
