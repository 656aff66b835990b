import { describe, expect, it } from 'vitest';
import { emptyCart } from '../../domain/cart/cart.ts';
import { type CartAction, changeCart } from '../../domain/cart/change-cart.ts';
import { dong } from '../../domain/money/dong.ts';
import { milli } from '../../domain/money/quantity.ts';
import { basisPoints } from '../../domain/money/rate.ts';
import { raisedDiscounts } from '../../domain/permission/discount-share.ts';
import { may, ownersOnly, rightsWith, untouchable } from '../../domain/permission/rights.ts';
import { staffActions } from '../../domain/staff.ts';
import { someGoods } from '../support/goods.ts';

describe('rights by role', () => {
  it('are all the owner has, whatever the settings say', () => {
    const nothing = Object.fromEntries(staffActions.map((action) => [action, false]));
    const rights = rightsWith({ manager: nothing, cashier: nothing });
    expect(staffActions.every((action) => may(rights, 'owner', action))).toBe(true);
  });

  it('can be taken away and given, but for selling and for what is the owner’s alone', () => {
    const [nothing, all] = [false, true].map((grant) =>
      Object.fromEntries(staffActions.map((action) => [action, grant])),
    );
    const none = rightsWith({ cashier: nothing ?? {} });
    expect(staffActions.filter((action) => may(none, 'cashier', action))).toEqual([...untouchable]);
    const every = rightsWith({ cashier: all ?? {} });
    expect(staffActions.filter((action) => !may(every, 'cashier', action))).toEqual([...ownersOnly]);
  });

  it('may end at a limit, which itself still passes', () => {
    const rights = rightsWith({ cashier: { 'give-line-discount': 1000, 'move-cash': 500_000 } });
    expect(may(rights, 'cashier', 'give-line-discount', 1000)).toBe(true);
    expect(may(rights, 'cashier', 'give-line-discount', 1001)).toBe(false);
    expect(may(rights, 'cashier', 'move-cash', 500_001)).toBe(false);
    expect(may(rights, 'manager', 'move-cash', 500_001)).toBe(true);
  });

  it('know no limit where there is nothing to measure', () => {
    expect(may(rightsWith({ cashier: { 'open-drawer': 5 } }), 'cashier', 'open-drawer')).toBe(true);
    expect(may(rightsWith({ cashier: { 'manage-printer': 5 } }), 'cashier', 'manage-printer')).toBe(false);
  });
});

describe('a discount that grows', () => {
  const cartAfter = (...actions: readonly CartAction[]) =>
    actions.reduce((cart, action) => {
      const changed = changeCart(cart, action);
      if (!changed.ok) throw new Error(changed.refusal.code);
      return changed.value;
    }, emptyCart('cart'));
  const add = (lineId: string, pieces: number, variantId = 1): CartAction => ({
    kind: 'add-goods',
    lineId,
    quantity: milli(pieces * 1000),
    goods: someGoods({ variantId, unitPrice: dong(10_000) }),
  });
  const off = (amount: number): CartAction => ({
    kind: 'set-line-discount',
    lineId: 'a',
    discount: { kind: 'amount', amount: dong(amount) },
  });
  const offAll = (rate: number): CartAction => ({
    kind: 'set-order-discount',
    discount: { kind: 'percent', rate: basisPoints(rate) },
  });

  it('is measured by its share of the price, rounded up', () => {
    const before = cartAfter(add('a', 3));
    expect(raisedDiscounts(before, cartAfter(add('a', 3), off(3_001)))).toEqual([
      { action: 'give-line-discount', measure: 1001 },
    ]);
    expect(raisedDiscounts(before, cartAfter(add('a', 3), offAll(500)))).toEqual([
      { action: 'give-order-discount', measure: 500 },
    ]);
  });

  it('also grows when goods are taken away from beside it', () => {
    const before = cartAfter(add('a', 10), off(20_000));
    const fewer: CartAction = { kind: 'set-quantity', lineId: 'a', quantity: milli(2000) };
    expect(raisedDiscounts(before, cartAfter(add('a', 10), off(20_000), fewer))).toEqual([
      { action: 'give-line-discount', measure: 10_000 },
    ]);
  });

  it('is nobody’s business when it stays or shrinks', () => {
    const before = cartAfter(add('a', 2), off(5_000), add('b', 1, 2), offAll(1000));
    expect(raisedDiscounts(before, before)).toEqual([]);
    expect(raisedDiscounts(before, cartAfter(add('a', 2), off(4_000), add('b', 1, 2), offAll(1000)))).toEqual(
      [],
    );
    expect(raisedDiscounts(before, cartAfter(add('a', 2)))).toEqual([]);
  });
});
