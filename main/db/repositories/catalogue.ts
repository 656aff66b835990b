import type { Reader, Writer } from '../store.ts';

/** A product as the till sells it: one row for each variant in each unit. Amounts in đồng, ratios in thousandths. */
export type CatalogueProduct = {
  readonly id: number;
  readonly cloudUpdatedAt: string;
  readonly goods: readonly CatalogueGoods[];
};

export type CatalogueGoods = {
  readonly variantId: number;
  readonly unitId: number;
  readonly name: string;
  readonly variantName: string;
  readonly unitName: string;
  readonly sku: string;
  readonly barcode: string;
  readonly price: number;
  readonly taxable: boolean;
  readonly productType: string;
  readonly weighed: boolean;
  readonly tracksStock: boolean;
  readonly stockPerUnit: number;
  readonly imageUrl: string | null;
  readonly searchText: string;
  readonly codes: readonly string[];
};

/** True when this version of the product is already here; it is then only marked as seen by the sweep. */
export function touchProduct(writer: Writer, id: number, cloudUpdatedAt: string, sweep: number): boolean {
  return (
    writer.run('UPDATE product SET sweep = ? WHERE id = ? AND cloud_updated_at = ?', [
      sweep,
      id,
      cloudUpdatedAt,
    ]).changes > 0
  );
}

/** Swaps one product in whole; variants that are gone leave with it, the rest keep their rows. */
export function replaceProduct(writer: Writer, product: CatalogueProduct, sweep: number): void {
  writer.inTransaction(() => {
    writer.run(
      `INSERT INTO product (id, cloud_updated_at, sweep) VALUES (?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET cloud_updated_at = excluded.cloud_updated_at, sweep = excluded.sweep`,
      [product.id, product.cloudUpdatedAt, sweep],
    );
    const kept = new Set(product.goods.map((goods) => upsertGoods(writer, product.id, goods)));
    for (const { id } of writer.all<{ id: number }>('SELECT id FROM goods WHERE product_id = ?', [
      product.id,
    ])) {
      if (!kept.has(id)) writer.run('DELETE FROM goods WHERE id = ?', [id]);
    }
  });
}

/** A product that is no longer sold here. */
export function removeProduct(writer: Writer, id: number): void {
  writer.run('DELETE FROM product WHERE id = ?', [id]);
}

/** Products a complete sweep did not see, a few at a time. */
export function productsMissedBy(reader: Reader, sweep: number, limit: number): readonly number[] {
  return reader
    .all<{ id: number }>('SELECT id FROM product WHERE sweep <> ? LIMIT ?', [sweep, limit])
    .map((row) => row.id);
}

/** Variants whose stock is asked for, in order of their ids. */
export function trackedVariantsAfter(reader: Reader, variantId: number, limit: number): readonly number[] {
  return reader
    .all<{ variant_id: number }>(
      'SELECT variant_id FROM goods WHERE unit_id = 0 AND tracks_stock = 1 AND variant_id > ? ORDER BY variant_id LIMIT ?',
      [variantId, limit],
    )
    .map((row) => row.variant_id);
}

export function countTrackedVariants(reader: Reader): number {
  return (
    reader.get<{ n: number }>('SELECT count(*) AS n FROM goods WHERE unit_id = 0 AND tracks_stock = 1')?.n ??
    0
  );
}

function upsertGoods(writer: Writer, productId: number, goods: CatalogueGoods): number {
  const row = writer.get<{ id: number }>(
    `INSERT INTO goods (product_id, variant_id, unit_id, name, variant_name, unit_name, sku, barcode, price, taxable, product_type,
       weighed, tracks_stock, stock_per_unit, image_url, search_text)
     VALUES ($productId, $variantId, $unitId, $name, $variantName, $unitName, $sku, $barcode, $price, $taxable, $productType,
       $weighed, $tracksStock, $stockPerUnit, $imageUrl, $searchText)
     ON CONFLICT (variant_id, unit_id) DO UPDATE SET product_id = excluded.product_id, name = excluded.name,
       variant_name = excluded.variant_name, unit_name = excluded.unit_name, sku = excluded.sku, barcode = excluded.barcode,
       price = excluded.price, taxable = excluded.taxable, product_type = excluded.product_type, weighed = excluded.weighed,
       tracks_stock = excluded.tracks_stock, stock_per_unit = excluded.stock_per_unit, image_url = excluded.image_url,
       search_text = excluded.search_text
     RETURNING id`,
    {
      productId,
      variantId: goods.variantId,
      unitId: goods.unitId,
      name: goods.name,
      variantName: goods.variantName,
      unitName: goods.unitName,
      sku: goods.sku,
      barcode: goods.barcode,
      price: goods.price,
      taxable: goods.taxable ? 1 : 0,
      productType: goods.productType,
      weighed: goods.weighed ? 1 : 0,
      tracksStock: goods.tracksStock ? 1 : 0,
      stockPerUnit: goods.stockPerUnit,
      imageUrl: goods.imageUrl,
      searchText: goods.searchText,
    },
  );
  if (row === undefined) throw new Error('an upsert returns its row');
  writer.run('DELETE FROM goods_code WHERE goods_id = ?', [row.id]);
  for (const code of goods.codes)
    writer.run('INSERT INTO goods_code (code, goods_id) VALUES (?, ?)', [code, row.id]);
  return row.id;
}
