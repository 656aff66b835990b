import { describe, expect, it } from 'vitest';
import { type Cart, emptyCart, maxCartLines } from '../../../domain/cart/cart.ts';
import { type CartAction, changeCart } from '../../../domain/cart/change-cart.ts';
import { dong, maxDong } from '../../../domain/money/dong.ts';
import { milli, onePiece } from '../../../domain/money/quantity.ts';
import { basisPoints } from '../../../domain/money/rate.ts';
import { payableCart } from '../../../domain/sale/sale.ts';
import { someGoods } from '../../support/goods.ts';

function cartAfter(...actions: readonly CartAction[]): Cart {
  return actions.reduce((cart, action) => {
    const changed = changeCart(cart, action);
    if (!changed.ok) throw new Error(changed.refusal.code);
    return changed.value;
  }, emptyCart('c'));
}

const scan = (lineId: string, over = {}): CartAction => ({
  kind: 'add-goods',
  lineId,
  goods: someGoods(over),
  quantity: onePiece,
});

describe('scanning', () => {
  it('adds the same goods to their line', () => {
    const cart = cartAfter(scan('a'), scan('b'), scan('c', { variantId: 2 }));
    expect(cart.lines.map((line) => line.kind === 'goods' && [line.id, line.quantity])).toEqual([
      ['a', 2000],
      ['c', 1000],
    ]);
  });

  it('keeps another price, unit or a discounted line apart', () => {
    const cart = cartAfter(
      scan('a'),
      { kind: 'set-line-discount', lineId: 'a', discount: { kind: 'percent', rate: basisPoints(1000) } },
      scan('b'),
      scan('c', { unitPrice: dong(1) }),
      scan('d', { unitId: 9 }),
    );
    expect(cart.lines.map((line) => line.id)).toEqual(['a', 'b', 'c', 'd']);
  });

  it('weighs each piece on a line of its own', () => {
    const cart = cartAfter(scan('a', { weighed: true }), scan('b', { weighed: true }));
    expect(cart.lines).toHaveLength(2);
  });

  it('refuses prices and quantities that would leave exact arithmetic', () => {
    const result = changeCart(emptyCart('c'), {
      kind: 'add-goods',
      lineId: 'a',
      goods: someGoods({ unitPrice: maxDong }),
      quantity: onePiece,
    });
    expect(result).toMatchObject({ ok: false, refusal: { code: 'AMOUNT_OUT_OF_RANGE' } });
  });

  it('stops at the longest cart and loses nothing', () => {
    let cart = emptyCart('c');
    for (let index = 0; index < maxCartLines; index += 1) {
      const added = changeCart(cart, scan(`l${index}`, { variantId: index + 1 }));
      if (added.ok) cart = added.value;
    }
    expect(changeCart(cart, scan('one-more', { variantId: 99_999 }))).toMatchObject({
      ok: false,
      refusal: { code: 'CART_TOO_LONG' },
    });
    expect(cart.lines).toHaveLength(maxCartLines);
  });
});

describe('changing a line', () => {
  it.each([0, -1000, 1_000_000_000])('refuses the quantity %d', (quantity) => {
    expect(
      changeCart(cartAfter(scan('a')), { kind: 'set-quantity', lineId: 'a', quantity: milli(quantity) }),
    ).toMatchObject({
      ok: false,
      refusal: { code: 'QUANTITY_OUT_OF_RANGE' },
    });
  });

  it.each([
    { kind: 'amount', amount: dong(0) },
    { kind: 'amount', amount: dong(-5) },
    { kind: 'percent', rate: 0 },
    { kind: 'percent', rate: 10_001 },
  ] as const)('refuses the discount %j', (discount) => {
    const action = { kind: 'set-line-discount', lineId: 'a', discount } as CartAction;
    expect(changeCart(cartAfter(scan('a')), action)).toMatchObject({
      ok: false,
      refusal: { code: 'DISCOUNT_OUT_OF_RANGE' },
    });
  });

  it('says so when the line is gone', () => {
    expect(changeCart(emptyCart('c'), { kind: 'remove-line', lineId: 'x' })).toMatchObject({
      refusal: { code: 'CART_LINE_MISSING' },
    });
  });
});

describe('an unknown code', () => {
  const unknown: CartAction = { kind: 'add-unknown', lineId: 'u', code: '8930000000000', scannedAt: 0 };

  it('blocks paying until somebody says what it was', () => {
    const cart = cartAfter(scan('a'), unknown);
    expect(payableCart(cart)).toMatchObject({
      ok: false,
      refusal: { code: 'CART_HAS_UNKNOWN_CODES', params: { count: 1 } },
    });
    const identified = changeCart(cart, {
      kind: 'identify-unknown',
      lineId: 'u',
      goods: someGoods({ variantId: 5 }),
    });
    expect(identified.ok && payableCart(identified.value).ok).toBe(true);
  });

  it('stops blocking once its line is removed', () => {
    const cart = cartAfter(scan('a'), unknown, { kind: 'remove-line', lineId: 'u' });
    expect(payableCart(cart).ok).toBe(true);
  });
});
