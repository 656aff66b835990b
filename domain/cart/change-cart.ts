import { checkedDiscount, type Discount } from '../money/discount.ts';
import { scaleDong } from '../money/dong.ts';
import { lineQuantity, type Milli } from '../money/quantity.ts';
import { ok, type Result, refuse } from '../result.ts';
import type { Instant } from '../time.ts';
import {
  type Cart,
  type CartCustomer,
  type CartLine,
  type Goods,
  type GoodsLine,
  isGoods,
  maxCartLines,
  maxNoteLength,
} from './cart.ts';

/** One thing a cashier can do to a cart. Ids are given by the caller: the domain makes none. */
export type CartAction =
  | { readonly kind: 'add-goods'; readonly lineId: string; readonly goods: Goods; readonly quantity: Milli }
  | {
      readonly kind: 'add-unknown';
      readonly lineId: string;
      readonly code: string;
      readonly scannedAt: Instant;
    }
  | { readonly kind: 'identify-unknown'; readonly lineId: string; readonly goods: Goods }
  | { readonly kind: 'renew-goods'; readonly lineId: string; readonly goods: Goods }
  | { readonly kind: 'set-quantity'; readonly lineId: string; readonly quantity: Milli }
  | { readonly kind: 'set-line-discount'; readonly lineId: string; readonly discount: Discount | null }
  | { readonly kind: 'set-line-note'; readonly lineId: string; readonly note: string }
  | { readonly kind: 'remove-line'; readonly lineId: string }
  | { readonly kind: 'set-order-discount'; readonly discount: Discount | null }
  | { readonly kind: 'set-customer'; readonly customer: CartCustomer | null }
  | { readonly kind: 'set-note'; readonly note: string };

type Change<K extends CartAction['kind']> = (
  cart: Cart,
  action: Extract<CartAction, { kind: K }>,
) => Result<Cart>;

const changes: { readonly [K in CartAction['kind']]: Change<K> } = {
  'add-goods': addGoods,
  'add-unknown': (cart, { lineId, code, scannedAt }) =>
    appendLine(cart, { kind: 'unknown', id: lineId, code, scannedAt }),
  'identify-unknown': (cart, { lineId, goods }) => {
    const line = cart.lines.find((candidate) => candidate.id === lineId);
    if (line?.kind !== 'unknown') return refuse('CART_LINE_MISSING');
    return replaceLine(cart, {
      kind: 'goods',
      id: lineId,
      goods,
      quantity: 1000 as Milli,
      discount: null,
      note: '',
    });
  },
  'renew-goods': (cart, { lineId, goods }) => changeGoods(cart, lineId, (line) => renewed(line, goods)),
  'set-quantity': (cart, { lineId, quantity }) =>
    changeGoods(cart, lineId, (line) => withQuantity(line, quantity)),
  'set-line-discount': (cart, { lineId, discount }) => {
    const checked = discount === null ? ok(null) : checkedDiscount(discount);
    return checked.ok
      ? changeGoods(cart, lineId, (line) => ok({ ...line, discount: checked.value }))
      : checked;
  },
  'set-line-note': (cart, { lineId, note }) =>
    note.length > maxNoteLength
      ? refuse('TEXT_TOO_LONG', { max: maxNoteLength })
      : changeGoods(cart, lineId, (line) => ok({ ...line, note: note.trim() })),
  'remove-line': (cart, { lineId }) =>
    cart.lines.some((line) => line.id === lineId)
      ? ok({ ...cart, lines: cart.lines.filter((line) => line.id !== lineId) })
      : refuse('CART_LINE_MISSING'),
  'set-order-discount': (cart, { discount }) => {
    const checked = discount === null ? ok(null) : checkedDiscount(discount);
    return checked.ok ? ok({ ...cart, orderDiscount: checked.value }) : checked;
  },
  'set-customer': (cart, { customer }) => ok({ ...cart, customer }),
  'set-note': (cart, { note }) =>
    note.length > maxNoteLength
      ? refuse('TEXT_TOO_LONG', { max: maxNoteLength })
      : ok({ ...cart, note: note.trim() }),
};

/** Applies one action; the cart given is never touched, and a refused action changes nothing. */
export function changeCart(cart: Cart, action: CartAction): Result<Cart> {
  // The table pairs each kind with its own action type; TypeScript cannot follow that pairing through an index.
  const change = changes[action.kind] as (cart: Cart, action: CartAction) => Result<Cart>;
  return change(cart, action);
}

/** Scanning the same goods again adds to their line, unless that line was given a discount or a note of its own. */
function addGoods(cart: Cart, action: Extract<CartAction, { kind: 'add-goods' }>): Result<Cart> {
  const quantity = lineQuantity(action.quantity, action.goods.weighed);
  if (!quantity.ok) return quantity;
  const same = action.goods.weighed
    ? undefined
    : cart.lines.filter(isGoods).find((line) => isSameGoods(line, action.goods));
  if (same !== undefined) {
    return changeGoods(cart, same.id, (line) => withQuantity(line, line.quantity + quantity.value));
  }
  const line: GoodsLine = {
    kind: 'goods',
    id: action.lineId,
    goods: action.goods,
    quantity: quantity.value,
    discount: null,
    note: '',
  };
  return isPriceable(line) ? appendLine(cart, line) : refuse('AMOUNT_OUT_OF_RANGE');
}

function isSameGoods(line: GoodsLine, goods: Goods): boolean {
  return (
    line.goods.variantId === goods.variantId &&
    line.goods.unitId === goods.unitId &&
    line.goods.unitPrice === goods.unitPrice &&
    line.discount === null &&
    line.note === ''
  );
}

/** The same goods as the shop sells them now: name, price and rate are today's, everything said about the line stays. */
function renewed(line: GoodsLine, goods: Goods): Result<GoodsLine> {
  const isSame = goods.variantId === line.goods.variantId && goods.unitId === line.goods.unitId;
  if (!isSame) return refuse('CART_LINE_MISSING');
  return withQuantity({ ...line, goods: { ...goods, code: line.goods.code } }, line.quantity);
}

function withQuantity(line: GoodsLine, value: number): Result<GoodsLine> {
  const quantity = lineQuantity(value, line.goods.weighed);
  if (!quantity.ok) return quantity;
  const changed = { ...line, quantity: quantity.value };
  return isPriceable(changed) ? ok(changed) : refuse('AMOUNT_OUT_OF_RANGE');
}

/** A thousand lines of this size must still add up exactly. */
function isPriceable(line: GoodsLine): boolean {
  const gross = scaleDong(line.goods.unitPrice, line.quantity, 1000);
  return gross !== undefined && gross >= 0 && gross <= Number.MAX_SAFE_INTEGER / maxCartLines;
}

function appendLine(cart: Cart, line: CartLine): Result<Cart> {
  if (cart.lines.length >= maxCartLines) return refuse('CART_TOO_LONG', { max: maxCartLines });
  return ok({ ...cart, lines: [...cart.lines, line] });
}

function changeGoods(
  cart: Cart,
  lineId: string,
  change: (line: GoodsLine) => Result<GoodsLine>,
): Result<Cart> {
  const line = cart.lines.filter(isGoods).find((candidate) => candidate.id === lineId);
  if (line === undefined) return refuse('CART_LINE_MISSING');
  const changed = change(line);
  return changed.ok ? replaceLine(cart, changed.value) : changed;
}

function replaceLine(cart: Cart, line: CartLine): Result<Cart> {
  const probe = line.kind === 'goods' && !isPriceable(line);
  if (probe) return refuse('AMOUNT_OUT_OF_RANGE');
  return ok({ ...cart, lines: cart.lines.map((old) => (old.id === line.id ? line : old)) });
}
