import { z } from 'zod';
import type { VatData } from './parts.ts';

const rate = z.int().min(0).max(10_000);
const ratesField = z.object({ default_bp: rate.nullable(), by_type: z.record(z.string(), rate) });
const overridesField = z.record(z.string(), rate);

type Field = { readonly namespace: string; readonly key: string; readonly value: string };

/**
 * The shop's own VAT data: metafields `quay/vat_rates` (a default and rates by product type) and `quay/vat_overrides` (rates by
 * product). Null when the shop has none; a field that cannot be read counts as missing.
 */
export function readVatData(fields: readonly Field[]): VatData | null {
  const rates = ratesField.safeParse(jsonOf(fields, 'vat_rates'));
  const overrides = overridesField.safeParse(jsonOf(fields, 'vat_overrides'));
  if (!rates.success && !overrides.success) return null;
  return {
    default_bp: rates.success ? rates.data.default_bp : null,
    by_type: rates.success ? rates.data.by_type : {},
    by_product: overrides.success ? overrides.data : {},
  };
}

function jsonOf(fields: readonly Field[], key: string): unknown {
  const field = fields.find((candidate) => candidate.namespace === 'quay' && candidate.key === key);
  try {
    return field === undefined ? undefined : JSON.parse(field.value);
  } catch {
    return undefined;
  }
}
