import { z } from 'zod';
import { type Metafield, metafieldJson } from '../haravan/metafields.ts';

/** The shop's VAT rates in basis points: by default, by type of product, by product id. */
export type VatRates = {
  readonly default_bp: number | null;
  readonly by_type: Record<string, number>;
  readonly by_product: Record<string, number>;
};

const rate = z.int().min(0).max(10_000);
const rates = z.object({ default_bp: rate.nullish(), by_type: z.record(z.string(), rate).nullish() });
const overrides = z.record(z.string(), rate);

/**
 * The shop's own VAT data in its metafields (`quay/vat_rates`, `quay/vat_overrides`): Haravan itself only knows whether goods are
 * taxable. Null where there is none, or where it cannot be read as rates: what is known stays.
 */
export function vatRatesIn(fields: readonly Metafield[]): VatRates | null {
  const find = (key: string) => metafieldJson(fields.find((field) => field.key === key));
  const [general, special] = [
    rates.safeParse(find('vat_rates') ?? {}),
    overrides.safeParse(find('vat_overrides') ?? {}),
  ];
  if (!general.success || !special.success) return null;
  if (find('vat_rates') === undefined && find('vat_overrides') === undefined) return null;
  return {
    default_bp: general.data.default_bp ?? null,
    by_type: general.data.by_type ?? {},
    by_product: special.data,
  };
}

/** Saves only what differs from the last that was saved: rates are read often and change seldom. */
export function saveRatesOnce(save: (rates: VatRates) => void): (rates: VatRates) => void {
  let saved = '';
  return (next) => {
    const text = JSON.stringify(next);
    if (text === saved) return;
    save(next);
    saved = text;
  };
}
