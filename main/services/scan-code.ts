import type { CartsView, ScanOutcome } from '../../contracts/views/selling.ts';
import { articleNumberIn, equivalentCodes, readableCode } from '../../domain/barcode.ts';
import { isGoods } from '../../domain/cart/cart.ts';
import { type Milli, onePiece } from '../../domain/money/quantity.ts';
import { businessDay } from '../../domain/time.ts';
import { type GoodsRow, goodsByCode, goodsByVariant } from '../db/repositories/goods.ts';
import { type Envelope, failure, fromRule, success } from './answer.ts';
import { activeCart } from './carts.ts';
import { apply, changeActiveCart } from './change-active-cart.ts';
import { goodsForCart, goodsView } from './goods-view.ts';
import { scanReceipt } from './scan-receipt.ts';
import { readShopSettings, readVatRates } from './shop-settings.ts';
import type { Actor, Till } from './till.ts';

/**
 * A code from a scanner or the keyboard goes into the active cart: as goods, as a question when several goods carry the code, or
 * as an unknown line that blocks paying.
 */
export function scanCode(
  till: Till,
  actor: Actor,
  raw: string,
  quantity: Milli = onePiece,
): Envelope<ScanOutcome> {
  const readable = fromRule(readableCode(raw));
  if (!readable.ok) return readable;
  const receipt = scanReceipt(till.store, readable.value);
  if (receipt !== null) return receipt;
  const { code, rows } = lookUp(till, readable.value);
  const [only, another] = rows;
  if (only === undefined) return addUnknown(till, actor, code);
  if (another !== undefined) return success({ kind: 'choose', code, candidates: rows.map(goodsView) });
  return addRow(till, actor, only, code, quantity);
}

export function isKnownCode(till: Till, code: string): boolean {
  return lookUp(till, code.trim()).rows.length > 0;
}

/** The code as it was scanned; where nobody has filed that, the article number it may hold. */
function lookUp(till: Till, scanned: string): { readonly code: string; readonly rows: readonly GoodsRow[] } {
  const rows = findByCode(till, scanned);
  const article = rows.length > 0 ? null : articleNumberIn(scanned);
  return article === null ? { code: scanned, rows } : { code: article, rows: findByCode(till, article) };
}

/** Goods picked from a list or a chooser. */
export function addGoods(
  till: Till,
  actor: Actor,
  pick: {
    readonly variantId: number;
    readonly unitId: number | null;
    readonly code: string;
    readonly quantity: Milli;
  },
): Envelope<ScanOutcome> {
  const row = goodsByVariant(till.store, pick.variantId, pick.unitId ?? 0);
  return row === undefined ? failure('GOODS_MISSING') : addRow(till, actor, row, pick.code, pick.quantity);
}

/** Says what an unknown line really was. */
export function identifyUnknown(
  till: Till,
  actor: Actor,
  pick: { readonly lineId: string; readonly variantId: number; readonly unitId: number | null },
): Envelope<CartsView> {
  const row = goodsByVariant(till.store, pick.variantId, pick.unitId ?? 0);
  if (row === undefined) return failure('GOODS_MISSING');
  return apply(till, actor, {
    kind: 'identify-unknown',
    lineId: pick.lineId,
    goods: cartGoods(till, row, ''),
  });
}

/** The line takes today's price of the shop; anybody who may sell may do that, as they might scan the goods anew. */
export function takeNewPrice(till: Till, actor: Actor, lineId: string): Envelope<CartsView> {
  const line = activeCart(till, actor.staffId)
    .cart.lines.filter(isGoods)
    .find((candidate) => candidate.id === lineId);
  if (line === undefined) return failure('CART_LINE_MISSING');
  const row = goodsByVariant(till.store, line.goods.variantId, line.goods.unitId ?? 0);
  if (row === undefined) return failure('GOODS_MISSING');
  return apply(till, actor, { kind: 'renew-goods', lineId, goods: cartGoods(till, row, line.goods.code) });
}

function findByCode(till: Till, code: string): readonly GoodsRow[] {
  for (const form of equivalentCodes(code)) {
    const rows = goodsByCode(till.store, form);
    if (rows.length > 0) return rows;
  }
  return [];
}

function addUnknown(till: Till, actor: Actor, code: string): Envelope<ScanOutcome> {
  const lineId = till.newId();
  const added = changeActiveCart(till, actor, { kind: 'add-unknown', lineId, code, scannedAt: till.clock() });
  return added.ok ? success({ kind: 'unknown', lineId, code }) : added;
}

function addRow(
  till: Till,
  actor: Actor,
  row: GoodsRow,
  code: string,
  quantity: Milli,
): Envelope<ScanOutcome> {
  const goods = cartGoods(till, row, code);
  const added = changeActiveCart(till, actor, { kind: 'add-goods', lineId: till.newId(), goods, quantity });
  return added.ok
    ? success({ kind: 'found', lineId: added.value.touchedLineId ?? '', name: row.name })
    : added;
}

function cartGoods(till: Till, row: GoodsRow, code: string) {
  const { defaultVatBp } = readShopSettings(till.store);
  return goodsForCart(row, code, readVatRates(till.store), defaultVatBp, businessDay(till.clock()));
}
