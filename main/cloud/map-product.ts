import { fold } from '../../domain/text/fold.ts';
import type { CatalogueGoods, CatalogueProduct } from '../db/repositories/catalogue.ts';
import type { CloudProduct } from './haravan/shapes.ts';

type CloudVariant = CloudProduct['variants'][number];
type CloudUnit = NonNullable<CloudVariant['variant_units']>[number];

/** Units that are weighed: a quantity of them may be broken. */
const weighedUnits = new Set(['kg', 'g', 'gam', 'gram', 'ki-lo', 'lạng']);

/** Prices above this cannot be typed right by anyone; such a variant is left out. */
const highestPrice = 1_000_000_000_000;

/** A cloud product as rows to sell, or null when the shop does not sell it at the counter. Variants with absurd figures are left out. */
export function catalogueProduct(product: CloudProduct): CatalogueProduct | null {
  const scope = product.published_scope ?? 'global';
  if (scope !== 'pos' && scope !== 'global') return null;
  const imageUrl = product.images?.[0]?.src ?? null;
  return {
    id: product.id,
    cloudUpdatedAt: product.updated_at,
    goods: product.variants.flatMap((variant) => goodsOfVariant(product, variant, imageUrl)),
  };
}

function goodsOfVariant(
  product: CloudProduct,
  variant: CloudVariant,
  imageUrl: string | null,
): readonly CatalogueGoods[] {
  const units = variant.variant_units ?? [];
  const base = units.find((unit) => unit.base === true);
  const weighed = base !== undefined && weighedUnits.has(base.unit.toLowerCase());
  const make = (unit: CloudUnit | null): readonly CatalogueGoods[] => {
    const price = Math.round(unit?.price ?? variant.price);
    const stockPerUnit = Math.round((unit?.ratio ?? 1) * 1000);
    if (!isPrice(price) || stockPerUnit <= 0 || stockPerUnit > 1_000_000_000) return [];
    const sku = (unit?.sku ?? variant.sku).trim();
    const barcode = (unit?.barcode ?? variant.barcode).trim();
    const name = product.title.normalize('NFC').trim();
    const variantName = variant.title === 'Default Title' ? '' : variant.title.normalize('NFC').trim();
    const unitName = (unit?.unit ?? base?.unit ?? '').normalize('NFC');
    return [
      {
        variantId: variant.id,
        unitId: unit?.id ?? 0,
        name,
        variantName,
        unitName,
        sku,
        barcode,
        price,
        taxable: variant.taxable,
        productType: product.product_type,
        weighed: weighed && (unit === null || weighedUnits.has(unit.unit.toLowerCase())),
        tracksStock: variant.inventory_management === 'haravan',
        stockPerUnit,
        imageUrl,
        searchText: fold(`${name} ${variantName} ${unit === null ? '' : unitName} ${sku} ${barcode}`),
        codes: [...new Set([barcode, sku].filter((code) => code !== ''))],
      },
    ];
  };
  const packs = units.filter((unit) => unit.base !== true && unit.sellable !== false);
  return [...make(null), ...packs.flatMap(make)];
}

function isPrice(price: number): boolean {
  return Number.isSafeInteger(price) && price >= 0 && price <= highestPrice;
}
