import { describe, expect, it } from 'vitest';
import type { CartLineView } from '../../../contracts/views/selling.ts';
import { dong } from '../../../domain/money/dong.ts';
import { removeProduct } from '../../../main/db/repositories/catalogue.ts';
import { cartsView } from '../../../main/services/carts.ts';
import { apply, undo } from '../../../main/services/change-active-cart.ts';
import { takeNewPrice } from '../../../main/services/scan-code.ts';
import { cash, codes, must, pay, refusal, scan, sellingTill } from '../../support/selling-till.ts';
import type { TestTill } from '../../support/test-till.ts';

const water = 1;

function lines(test: TestTill) {
  return cartsView(test.till).active.lines.filter(
    (line): line is Extract<CartLineView, { kind: 'goods' }> => line.kind === 'goods',
  );
}

function line(test: TestTill) {
  const [first] = lines(test);
  if (first === undefined) throw new Error('the cart is empty');
  return first;
}

const inShop = ({ till }: TestTill, change: string) =>
  till.store.run(`UPDATE goods SET ${change} WHERE variant_id = ?`, [water]);

describe('goods that change in the shop while they lie in a cart', () => {
  it('keep the price of the scan, and say the new one', () => {
    const test = sellingTill();
    scan(test, codes.water);
    const scanned = line(test).unitPrice;
    expect(line(test).change).toBeNull();
    inShop(test, 'price = 45000');
    expect(line(test)).toMatchObject({
      unitPrice: scanned,
      net: scanned,
      change: { kind: 'price', price: 45_000 },
    });
    expect(cartsView(test.till).active.total).toBe(scanned);
  });

  it('take the new price when a cashier says so, with quantity, discount and note as they were, and undo it', () => {
    const test = sellingTill();
    scan(test, codes.water, codes.water);
    const { id, unitPrice, code } = line(test);
    must(apply(test.till, test.cashier, { kind: 'set-line-note', lineId: id, note: 'lạnh' }));
    must(
      apply(test.till, test.cashier, {
        kind: 'set-line-discount',
        lineId: id,
        discount: { kind: 'amount', amount: dong(1000) },
      }),
    );
    inShop(test, "price = 45000, name = 'Nước khoáng'");
    must(takeNewPrice(test.till, test.cashier, id));
    expect(line(test)).toMatchObject({
      id,
      code,
      name: 'Nước khoáng',
      unitPrice: 45_000,
      quantity: 2000,
      lineDiscount: 1000,
      note: 'lạnh',
      net: 89_000,
      change: null,
    });
    must(undo(test.till, test.cashier));
    expect(line(test)).toMatchObject({ unitPrice, change: { kind: 'price', price: 45_000 } });
  });

  it('go into a line of their own when scanned again at another price', () => {
    const test = sellingTill();
    scan(test, codes.water);
    const { unitPrice } = line(test);
    inShop(test, 'price = 45000');
    scan(test, codes.water);
    expect(lines(test).map((one) => [one.unitPrice, one.quantity])).toEqual([
      [unitPrice, 1000],
      [45_000, 1000],
    ]);
  });

  it('say their new name', () => {
    const test = sellingTill();
    scan(test, codes.water);
    inShop(test, "name = 'Nước khoáng'");
    expect(line(test).change).toEqual({ kind: 'name', name: 'Nước khoáng' });
  });

  it('are sold all the same when the shop deleted them, and have no new price to take', () => {
    const test = sellingTill();
    scan(test, codes.water);
    removeProduct(test.till.store, water);
    expect(line(test)).toMatchObject({ change: { kind: 'deleted' }, stock: null });
    expect(refusal(takeNewPrice(test.till, test.cashier, line(test).id))).toBe('GOODS_MISSING');
    const { total } = cartsView(test.till).active;
    expect(must(pay(test, [cash(total)])).total).toBe(total);
  });

  it('are told apart when the shop only took them off its counters', () => {
    const test = sellingTill();
    scan(test, codes.water);
    test.till.store.run('DELETE FROM goods WHERE variant_id = ?', [water]);
    expect(line(test).change).toEqual({ kind: 'withdrawn' });
  });

  it('refuse a line that is not there', () => {
    const test = sellingTill();
    expect(refusal(takeNewPrice(test.till, test.cashier, 'nothing'))).toBe('CART_LINE_MISSING');
  });
});
