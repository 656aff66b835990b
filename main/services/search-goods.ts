import type { GoodsPage } from '../../contracts/views/selling.ts';
import { fold } from '../../domain/text/fold.ts';
import { browseGoods, countGoods, findGoods, type GoodsRow } from '../db/repositories/goods.ts';
import type { Reader } from '../db/store.ts';
import { goodsView } from './goods-view.ts';
import { readShopSettings } from './shop-settings.ts';

/**
 * Search as you type: every word of the query must occur, accents and đ do not matter, anywhere in name, SKU or code. Nothing
 * typed lists the catalogue by name. `total` of a search counts what was ranked, at most 400.
 */
export function searchGoods(
  reader: Reader,
  query: { readonly text: string; readonly limit: number; readonly offset: number },
): GoodsPage {
  const { hideSoldOut } = readShopSettings(reader);
  const folded = fold(query.text);
  if (folded === '') {
    const rows = browseGoods(reader, query.limit, query.offset, hideSoldOut);
    return { rows: rows.map(goodsView), total: countGoods(reader, hideSoldOut) };
  }
  const found = findGoods(reader, folded.split(' ')).filter(
    (row) => !hideSoldOut || row.tracks_stock === 0 || (row.stock ?? 1) > 0,
  );
  const typed = query.text.normalize('NFC').trim().toLowerCase();
  const ranked = found
    .map((row) => ({ row, rank: rankOf(row, folded, typed) }))
    .sort((a, b) => a.rank - b.rank || byText(a.row.search_text, b.row.search_text) || a.row.id - b.row.id);
  return {
    rows: ranked.slice(query.offset, query.offset + query.limit).map(({ row }) => goodsView(row)),
    total: ranked.length,
  };
}

/** Lower is better: its own code, the name as typed with accents, the name folded, a word's start, anywhere. */
function rankOf(row: GoodsRow, folded: string, typed: string): number {
  if (row.barcode.toLowerCase() === typed || row.sku.toLowerCase() === typed) return 0;
  const name = row.name.normalize('NFC').toLowerCase();
  if (name.startsWith(typed)) return 1;
  if (row.search_text.startsWith(folded)) return 2;
  if (name.includes(typed)) return 3;
  return ` ${row.search_text}`.includes(` ${folded}`) ? 4 : 5;
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
