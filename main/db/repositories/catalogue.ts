import type { Reader, Writer } from '../store.ts';

export type CatalogueGoods = {
  readonly variantId: number;
  /** 0 is the base unit. */
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
  /** Thousandths of the base unit. */
  readonly stockPerUnit: number;
  readonly imageUrl: string | null;
  readonly searchText: string;
  /** Everything a scan may say for it, each once. */
  readonly codes: readonly string[];
};

/** `updatedAt` is the cloud's own text. Goods are empty for what is not sold at a counter. */
export type CatalogueProduct = {
  readonly id: number;
  readonly updatedAt: string;
  readonly goods: readonly CatalogueGoods[];
};

/**
 * Puts a product and all it is sold as into the catalogue; what it is no longer sold as goes. Rows keep their ids. True when
 * anything but the sweep's mark changed. Call it inside a transaction: a product is never half there.
 */
export function writeProduct(writer: Writer, product: CatalogueProduct, sweep: number): boolean {
  const known = writer.get<{ cloud_updated_at: string }>(
    'SELECT cloud_updated_at FROM product WHERE id = ?',
    [product.id],
  );
  if (known?.cloud_updated_at === product.updatedAt && product.updatedAt !== '') {
    writer.run('UPDATE product SET sweep = ? WHERE id = ? AND sweep <> ?', [sweep, product.id, sweep]);
    return false;
  }
  writer.run(
    `INSERT INTO product (id, cloud_updated_at, sweep) VALUES (?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET cloud_updated_at = excluded.cloud_updated_at, sweep = excluded.sweep`,
    [product.id, product.updatedAt, sweep],
  );
  const kept = new Set(product.goods.map((goods) => writeGoods(writer, product.id, goods)));
  for (const { id } of writer.all<{ id: number }>('SELECT id FROM goods WHERE product_id = ?', [
    product.id,
  ])) {
    if (!kept.has(id)) writer.run('DELETE FROM goods WHERE id = ?', [id]);
  }
  return true;
}

function writeGoods(writer: Writer, productId: number, goods: CatalogueGoods): number {
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
  if (row === undefined) throw new Error('an upsert always answers');
  writeCodes(writer, row.id, goods.codes);
  return row.id;
}

function writeCodes(writer: Writer, goodsId: number, codes: readonly string[]): void {
  const known = writer
    .all<{ code: string }>('SELECT code FROM goods_code WHERE goods_id = ?', [goodsId])
    .map(({ code }) => code);
  for (const code of known) {
    if (!codes.includes(code))
      writer.run('DELETE FROM goods_code WHERE goods_id = ? AND code = ?', [goodsId, code]);
  }
  for (const code of codes) {
    if (!known.includes(code))
      writer.run('INSERT INTO goods_code (code, goods_id) VALUES (?, ?)', [code, goodsId]);
  }
}

/** How many products a sweep has met. */
export function countSwept(reader: Reader, sweep: number): number {
  return reader.get<{ n: number }>('SELECT count(*) AS n FROM product WHERE sweep = ?', [sweep])?.n ?? 0;
}

/** Products a sweep has not met. */
export function unsweptProducts(reader: Reader, sweep: number, limit: number): readonly number[] {
  return reader
    .all<{ id: number }>('SELECT id FROM product WHERE sweep < ? LIMIT ?', [sweep, limit])
    .map(({ id }) => id);
}

export function markProductSwept(writer: Writer, id: number, sweep: number): void {
  writer.run('UPDATE product SET sweep = ? WHERE id = ?', [sweep, id]);
}

/** Takes a product and all it is sold as out of the catalogue; carts and sales keep their own copy. False when it was not there. */
export function removeProduct(writer: Writer, id: number): boolean {
  writer.run('DELETE FROM stock WHERE variant_id IN (SELECT variant_id FROM goods WHERE product_id = ?)', [
    id,
  ]);
  return writer.run('DELETE FROM product WHERE id = ?', [id]).changes > 0;
}

export function hasGoods(reader: Reader): boolean {
  return reader.get('SELECT 1 AS found FROM goods LIMIT 1') !== undefined;
}
