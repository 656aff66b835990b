import type { GoodsChange, GoodsView } from '../../contracts/views/selling.ts';
import type { Goods } from '../../domain/cart/cart.ts';
import { dong } from '../../domain/money/dong.ts';
import { type Milli, milli } from '../../domain/money/quantity.ts';
import { type GoodsRow, isWithdrawn } from '../db/repositories/goods.ts';
import type { Reader } from '../db/store.ts';
import { type VatRates, vatRateOf } from './shop-settings.ts';

/** Pictures come through the app's own protocol, from a cache that also works offline. */
export function imageUrl(variantId: number, source: string | null): string | null {
  return source === null ? null : `quay-img://variant/${variantId}`;
}

/** Stock in the unit shown, thousandths: whole packs of goods that come in packs; null when the goods are not counted. */
export function stockInUnit(stock: number | null, stockPerUnit: number, tracksStock: boolean): Milli | null {
  if (stock === null || !tracksStock) return null;
  return stockPerUnit === 1000 ? milli(stock) : milli(Math.floor(stock / stockPerUnit) * 1000);
}

export function goodsView(row: GoodsRow): GoodsView {
  return {
    variantId: row.variant_id,
    unitId: row.unit_id === 0 ? null : row.unit_id,
    name: row.name,
    variantName: row.variant_name,
    unitName: row.unit_name,
    sku: row.sku,
    code: row.barcode,
    price: dong(row.price),
    image: imageUrl(row.variant_id, row.image_url),
    weighed: row.weighed === 1,
    stock: stockInUnit(row.stock, row.stock_per_unit, row.tracks_stock === 1),
  };
}

/** What the shop did to goods after they were scanned; null when they are as they were. A new price matters more than a new name. */
export function goodsChange(reader: Reader, scanned: Goods, now: GoodsRow | undefined): GoodsChange | null {
  if (now === undefined) return { kind: isWithdrawn(reader, scanned.productId) ? 'withdrawn' : 'deleted' };
  if (now.price !== scanned.unitPrice) return { kind: 'price', price: dong(now.price) };
  if (now.name === scanned.name && now.variant_name === scanned.variantName) return null;
  return { kind: 'name', name: now.variant_name === '' ? now.name : `${now.name} / ${now.variant_name}` };
}

/** Goods as they go into a cart: price and VAT rate are those of this moment. */
export function goodsForCart(
  row: GoodsRow,
  code: string,
  rates: VatRates,
  defaultVatBp: number | null,
  day: string,
): Goods {
  return {
    variantId: row.variant_id,
    productId: row.product_id,
    unitId: row.unit_id === 0 ? null : row.unit_id,
    sku: row.sku,
    code: code === '' ? row.barcode : code,
    name: row.name,
    variantName: row.variant_name,
    unitName: row.unit_name,
    unitPrice: dong(row.price),
    vatRate: vatRateOf(
      { productId: row.product_id, productType: row.product_type, taxable: row.taxable === 1 },
      rates,
      defaultVatBp,
      day,
    ),
    weighed: row.weighed === 1,
    stockPerUnit: milli(row.stock_per_unit),
    tracksStock: row.tracks_stock === 1,
  };
}
