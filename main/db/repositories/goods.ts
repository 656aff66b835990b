import type { Reader } from '../store.ts';

export type GoodsRow = {
  readonly id: number;
  readonly product_id: number;
  readonly variant_id: number;
  /** 0 is the base unit. */
  readonly unit_id: number;
  readonly name: string;
  readonly variant_name: string;
  readonly unit_name: string;
  readonly sku: string;
  readonly barcode: string;
  readonly price: number;
  readonly taxable: 0 | 1;
  readonly product_type: string;
  readonly weighed: 0 | 1;
  readonly tracks_stock: 0 | 1;
  readonly stock_per_unit: number;
  readonly image_url: string | null;
  readonly search_text: string;
  /** The cloud's figure less what this till sold since, thousandths of the base unit; null when unknown. */
  readonly stock: number | null;
};

const stockShown = `(
  SELECT s.available + coalesce((
    SELECT sum(m.quantity) FROM stock_move m WHERE m.variant_id = g.variant_id AND m.counted_at IS NULL
  ), 0) FROM stock s WHERE s.variant_id = g.variant_id
)`;

const selected = `SELECT g.*, ${stockShown} AS stock FROM goods g`;

/** Goods that are not counted, or whose count is not known, are never sold out. */
const inStock = `WHERE g.tracks_stock = 0 OR coalesce(${stockShown}, 1) > 0`;

export function goodsByVariant(reader: Reader, variantId: number, unitId: number): GoodsRow | undefined {
  return reader.get<GoodsRow>(`${selected} WHERE g.variant_id = ? AND g.unit_id = ?`, [variantId, unitId]);
}

/** Whether the shop still has a product, though none of it for sale at a counter. */
export function isWithdrawn(reader: Reader, productId: number): boolean {
  return (
    reader.get(
      'SELECT 1 FROM product p WHERE p.id = $productId AND NOT EXISTS (SELECT 1 FROM goods g WHERE g.product_id = p.id)',
      { productId },
    ) !== undefined
  );
}

/** All goods filed under a code; more than one when the shop used a code twice. */
export function goodsByCode(reader: Reader, code: string): readonly GoodsRow[] {
  return reader.all<GoodsRow>(
    `${selected} WHERE g.id IN (SELECT goods_id FROM goods_code WHERE code = ?) ORDER BY g.id LIMIT 20`,
    [code],
  );
}

/** Stock of several variants at once, thousandths of the base unit. */
export function stockOf(reader: Reader, variantId: number): number | null {
  return (
    reader.get<{ stock: number | null }>(
      `SELECT s.available + coalesce((
         SELECT sum(m.quantity) FROM stock_move m WHERE m.variant_id = s.variant_id AND m.counted_at IS NULL
       ), 0) AS stock FROM stock s WHERE s.variant_id = ?`,
      [variantId],
    )?.stock ?? null
  );
}

export function imageOf(reader: Reader, variantId: number): string | null {
  return (
    reader.get<{ image_url: string | null }>('SELECT image_url FROM goods WHERE variant_id = ? LIMIT 1', [
      variantId,
    ])?.image_url ?? null
  );
}

/** How many goods `browseGoods` lists. */
export function countGoods(reader: Reader, hideSoldOut = false): number {
  return reader.get<{ n: number }>(`SELECT count(*) AS n FROM goods g ${hideSoldOut ? inStock : ''}`)?.n ?? 0;
}

export function hasGoods(reader: Reader): boolean {
  return reader.get('SELECT 1 FROM goods LIMIT 1') !== undefined;
}

/** The catalogue in the order of its names. */
export function browseGoods(
  reader: Reader,
  limit: number,
  offset: number,
  hideSoldOut: boolean,
): readonly GoodsRow[] {
  return reader.all<GoodsRow>(
    `${selected} ${hideSoldOut ? inStock : ''} ORDER BY g.search_text, g.id LIMIT ? OFFSET ?`,
    [limit, offset],
  );
}

/** Most candidates a search ranks; more typing narrows the rest. */
export const maxCandidates = 400;

/**
 * Rows that contain every word of a folded query, in no particular order, at most `maxCandidates`. Words of three letters and
 * more are found anywhere (trigrams); shorter ones at the start of a word.
 */
export function findGoods(reader: Reader, words: readonly string[]): readonly GoodsRow[] {
  const long = words.filter((word) => [...word].length >= 3);
  const short = words.filter((word) => [...word].length < 3);
  const conditions: string[] = [];
  const params: string[] = [];
  if (long.length > 0) {
    conditions.push('g.id IN (SELECT rowid FROM goods_trigram WHERE goods_trigram MATCH ?)');
    params.push(long.map(quoted).join(' AND '));
  }
  if (short.length > 0) {
    conditions.push('g.id IN (SELECT rowid FROM goods_word WHERE goods_word MATCH ?)');
    params.push(short.map((word) => `${quoted(word)} *`).join(' AND '));
  }
  if (conditions.length === 0) return [];
  return reader.all<GoodsRow>(`${selected} WHERE ${conditions.join(' AND ')} LIMIT ${maxCandidates}`, params);
}

/** An FTS5 string: double quotes inside are doubled, everything else is literal. */
function quoted(word: string): string {
  return `"${word.replaceAll('"', '""')}"`;
}
