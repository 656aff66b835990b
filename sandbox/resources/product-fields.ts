import { notFound, nowIso, type Shop } from '../context.ts';
import { all, get, run } from '../store.ts';

export type ProductRow = {
  id: number;
  title: string;
  product_type: string;
  vendor: string;
  tags: string;
  published_scope: string | null;
  not_allow_promotion: number;
  options_json: string;
  created_at: string;
  updated_at: string;
};

export type VariantRow = {
  id: number;
  product_id: number;
  position: number;
  title: string;
  sku: string | null;
  barcode: string | null;
  price: number;
  taxable: number;
  options_json: string;
  units_json: string;
  tracked: number;
  policy: string;
  grams: number;
  created_at: string;
  updated_at: string;
  /** On hand less committed, over all locations. */
  available: number;
};

/** Variants as the API shows them; the condition is about `v`. */
export function selectVariants(condition: string): string {
  return `SELECT v.*, coalesce((SELECT sum(s.on_hand - s.committed) FROM stock s WHERE s.variant_id = v.id), 0) AS available
    FROM variant v WHERE ${condition}`;
}

export function findProduct(shop: Shop, id: number): ProductRow {
  const row = get<ProductRow>(shop.store, 'SELECT * FROM product WHERE id = ?', id);
  if (row === undefined) throw notFound();
  return row;
}

/** Products with their variants, in the order of the rows. */
export function productsWithVariants(shop: Shop, rows: readonly ProductRow[]) {
  const marks = rows.map(() => '?').join(', ');
  const variants = all<VariantRow>(
    shop.store,
    `${selectVariants(`v.product_id IN (${marks})`)} ORDER BY v.product_id, v.position`,
    ...rows.map((row) => row.id),
  );
  const byProduct = new Map<number, VariantRow[]>();
  for (const variant of variants) {
    const siblings = byProduct.get(variant.product_id);
    if (siblings === undefined) byProduct.set(variant.product_id, [variant]);
    else siblings.push(variant);
  }
  return rows.map((row) => productFields(shop, row, byProduct.get(row.id) ?? []));
}

function productFields(shop: Shop, row: ProductRow, variants: readonly VariantRow[]) {
  return {
    id: row.id,
    title: row.title,
    handle: `san-pham-${row.id}`,
    body_html: null,
    body_plain: null,
    vendor: row.vendor,
    product_type: row.product_type,
    tags: row.tags,
    template_suffix: null,
    created_at: row.created_at,
    updated_at: row.updated_at,
    published_at: row.published_scope === 'pos' ? null : row.created_at,
    published_scope: row.published_scope,
    only_hide_from_list: false,
    not_allow_promotion: row.not_allow_promotion === 1,
    options: JSON.parse(row.options_json) as unknown,
    images: [imageFields(shop, row)],
    variants: variants.map(variantFields),
  };
}

function imageFields(shop: Shop, row: ProductRow) {
  // Dates of pictures come without a zone.
  const at = row.created_at.replace('Z', '');
  return {
    id: row.id,
    position: 1,
    src: pictureOf(shop, row.id),
    filename: `${row.id}.png`,
    product_id: row.id,
    variant_ids: [],
    created_at: at,
    updated_at: at,
  };
}

export function pictureOf(shop: Shop, productId: number): string {
  return `${shop.url()}/cdn/products/${productId}.png`;
}

export function variantFields(row: VariantRow) {
  const options = JSON.parse(row.options_json) as readonly string[];
  return {
    id: row.id,
    product_id: row.product_id,
    title: row.title,
    sku: row.sku,
    barcode: row.barcode,
    price: row.price,
    compare_at_price: 0,
    taxable: row.taxable === 1,
    requires_shipping: true,
    grams: row.grams,
    position: row.position,
    option1: options[0] ?? null,
    option2: options[1] ?? null,
    option3: options[2] ?? null,
    image_id: null,
    fulfillment_service: null,
    inventory_management: row.tracked === 1 ? 'haravan' : null,
    inventory_policy: row.policy,
    inventory_quantity: row.available,
    inventory_advance: null,
    lot_support: false,
    variant_units: JSON.parse(row.units_json) as unknown,
    created_at: row.created_at,
    updated_at: row.updated_at,
  };
}

/** A change of a variant shows in its product's time too, or increments would miss it. */
export function touchProduct(shop: Shop, productId: number): string {
  const at = nowIso(shop);
  run(shop.store, 'UPDATE product SET updated_at = ? WHERE id = ?', at, productId);
  return at;
}
