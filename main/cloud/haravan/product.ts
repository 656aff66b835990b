import { z } from 'zod';
import { fold } from '../../../domain/text/fold.ts';
import type { CatalogueGoods, CatalogueProduct } from '../../db/repositories/catalogue.ts';
import { cloudFlag, cloudId, cloudList, cloudNumber, cloudPrice, cloudText } from './wire.ts';

const unit = z.object({
  id: cloudId,
  unit: cloudText,
  base: cloudFlag,
  sellable: z.boolean().nullish(),
  ratio: cloudNumber.nullish(),
  barcode: cloudText,
  sku: cloudText,
  price: z.unknown().optional(),
});

const variant = z.object({
  id: cloudId,
  title: cloudText,
  sku: cloudText,
  barcode: cloudText,
  price: z.unknown().optional(),
  taxable: cloudFlag,
  inventory_management: cloudText,
  image_id: cloudId.nullish(),
  variant_units: cloudList(unit),
});

const image = z.object({ id: cloudId, src: cloudText, variant_ids: cloudList(cloudId) });

export const productShape = z.object({
  id: cloudId,
  title: cloudText,
  product_type: cloudText,
  published_scope: cloudText,
  updated_at: cloudText,
  images: cloudList(image),
  // An answer that left them out would empty the catalogue: it is not taken for a product without any.
  variants: z.array(variant),
});

/** Left out of answers: texts for the web shop, which are most of a product's bytes. */
export const productFields = 'id,title,product_type,published_scope,updated_at,images,variants';

export type ProductShape = z.output<typeof productShape>;
type VariantShape = ProductShape['variants'][number];
type UnitShape = VariantShape['variant_units'][number];

export type MappedProduct = { readonly product: CatalogueProduct; readonly skipped: number };

/** Units one reads off a scale: goods sold in one of them take fractions. */
const weightUnits = new Set(['kg', 'kgs', 'g', 'gr', 'gam', 'gram', 'kilogam', 'kilogram', 'lang']);

/** Scopes a counter sells from: `pos`, `global`, and the blank of older shops. */
const counterScopes = new Set(['pos', 'global', '']);

/**
 * A product as rows of the catalogue: one for each variant in its base unit and one for each further unit it is sold in. What is
 * published for the web only has no rows. Goods without a usable price are skipped and counted.
 */
export function catalogueProduct(shape: ProductShape): MappedProduct {
  const product = { id: shape.id, updatedAt: shape.updated_at };
  if (!counterScopes.has(shape.published_scope.toLowerCase())) {
    return { product: { ...product, goods: [] }, skipped: 0 };
  }
  const rows = shape.variants.flatMap((item) => goodsOf(shape, item));
  const goods = rows.filter((row) => row !== null);
  return { product: { ...product, goods }, skipped: rows.length - goods.length };
}

function goodsOf(product: ProductShape, item: VariantShape): readonly (CatalogueGoods | null)[] {
  const base = item.variant_units.find((candidate) => candidate.base);
  const others = item.variant_units.filter(
    (candidate) => !candidate.base && candidate.sellable !== false && (candidate.ratio ?? 1) !== 1,
  );
  const sellsBase = base?.sellable !== false || others.length === 0;
  const baseRow = goodsRow(product, item, base, {
    unitId: 0,
    price: item.price,
    stockPerUnit: 1000,
    barcode: item.barcode || (base?.barcode ?? ''),
    sku: item.sku || (base?.sku ?? ''),
  });
  return [
    ...(sellsBase ? [baseRow] : []),
    ...others.map((other) =>
      goodsRow(product, item, other, {
        unitId: other.id,
        price: other.price,
        stockPerUnit: Math.round((other.ratio ?? 0) * 1000),
        barcode: other.barcode,
        sku: other.sku,
      }),
    ),
  ];
}

function goodsRow(
  product: ProductShape,
  item: VariantShape,
  inUnit: UnitShape | undefined,
  facts: Pick<CatalogueGoods, 'unitId' | 'stockPerUnit' | 'barcode' | 'sku'> & { readonly price: unknown },
): CatalogueGoods | null {
  const price = cloudPrice(facts.price);
  if (price === null || !Number.isSafeInteger(facts.stockPerUnit) || facts.stockPerUnit <= 0) return null;
  const name = clean(product.title);
  const variantName = /^default title$/i.test(item.title) ? '' : clean(item.title);
  const unitName = clean(inUnit?.unit ?? '');
  const [sku, barcode] = [facts.sku.trim(), facts.barcode.trim()];
  const codes = [barcode, sku, inUnit?.barcode.trim() ?? '', inUnit?.sku.trim() ?? ''];
  return {
    variantId: item.id,
    unitId: facts.unitId,
    name,
    variantName,
    unitName,
    sku,
    barcode,
    price,
    taxable: item.taxable,
    productType: clean(product.product_type),
    weighed: weightUnits.has(fold(unitName)),
    tracksStock: item.inventory_management !== '',
    stockPerUnit: facts.stockPerUnit,
    imageUrl: imageOf(product, item),
    searchText: fold(`${name} ${variantName} ${unitName} ${sku} ${barcode}`),
    codes: [...new Set(codes.filter((code) => code !== ''))],
  };
}

function imageOf(product: ProductShape, item: VariantShape): string | null {
  const own =
    product.images.find((candidate) => candidate.id === item.image_id) ??
    product.images.find((candidate) => candidate.variant_ids.includes(item.id)) ??
    product.images[0];
  return own === undefined || own.src === '' ? null : own.src;
}

function clean(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim();
}
