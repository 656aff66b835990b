import { fold } from '../../domain/text/fold.ts';
import type { Writer } from '../../main/db/store.ts';

export type GoodsFixture = {
  readonly variantId: number;
  readonly unitId?: number;
  readonly productId?: number;
  readonly name: string;
  readonly price: number;
  readonly code?: string;
  readonly sku?: string;
  readonly weighed?: boolean;
  readonly taxable?: boolean;
  readonly productType?: string;
  readonly stockPerUnit?: number;
  readonly unitName?: string;
  readonly tracksStock?: boolean;
  /** Cloud's figure in thousandths; left out: never pulled. */
  readonly stock?: number;
};

/** Puts goods into the catalogue the way a pull leaves them. */
export function fillGoods(writer: Writer, goods: readonly GoodsFixture[]): void {
  writer.inTransaction(() => {
    for (const item of goods) insertGoods(writer, item);
  });
}

function insertGoods(writer: Writer, item: GoodsFixture): void {
  const productId = item.productId ?? item.variantId;
  const sku = item.sku ?? `SKU${item.variantId}`;
  const code = item.code ?? '';
  writer.run("INSERT INTO product (id, cloud_updated_at, sweep) VALUES (?, '', 0) ON CONFLICT DO NOTHING", [
    productId,
  ]);
  const row = writer.get<{ id: number }>(
    `INSERT INTO goods (product_id, variant_id, unit_id, name, variant_name, unit_name, sku, barcode, price, taxable, product_type,
       weighed, tracks_stock, stock_per_unit, image_url, search_text)
     VALUES ($productId, $variantId, $unitId, $name, '', $unitName, $sku, $code, $price, $taxable, $productType,
       $weighed, $tracksStock, $stockPerUnit, NULL, $searchText) RETURNING id`,
    {
      productId,
      variantId: item.variantId,
      unitId: item.unitId ?? 0,
      name: item.name,
      unitName: item.unitName ?? 'cái',
      sku,
      code,
      price: item.price,
      taxable: item.taxable === false ? 0 : 1,
      productType: item.productType ?? '',
      weighed: item.weighed === true ? 1 : 0,
      tracksStock: item.tracksStock === false ? 0 : 1,
      stockPerUnit: item.stockPerUnit ?? 1000,
      searchText: fold(`${item.name} ${sku} ${code}`),
    },
  );
  for (const filed of new Set([code, sku].filter((text) => text !== ''))) {
    writer.run('INSERT INTO goods_code (code, goods_id) VALUES (?, ?)', [filed, row?.id ?? 0]);
  }
  if (item.stock !== undefined) {
    writer.run(
      'INSERT INTO stock (variant_id, available, pulled_at) VALUES (?, ?, 0) ON CONFLICT (variant_id) DO UPDATE SET available = excluded.available',
      [item.variantId, item.stock],
    );
  }
}
