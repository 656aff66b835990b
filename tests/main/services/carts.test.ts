import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CartLineView } from '../../../contracts/views/selling.ts';
import { dong } from '../../../domain/money/dong.ts';
import { milli } from '../../../domain/money/quantity.ts';
import { basisPoints } from '../../../domain/money/rate.ts';
import { cartsView } from '../../../main/services/carts.ts';
import {
  apply,
  dropCart,
  holdCart,
  newCart,
  selectCart,
  setCustomer,
  setQuantity,
  stepQuantity,
  undo,
} from '../../../main/services/change-active-cart.ts';
import { fillGoods } from '../../support/fill-goods.ts';
import {
  cartsOf,
  codes,
  journalKindsOf,
  must,
  refusal,
  scan,
  sellingTill,
  smallShop,
} from '../../support/selling-till.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { type TestTill, testTill } from '../../support/test-till.ts';

function goodsOf(test: TestTill) {
  return cartsView(test.till).active.lines.filter(
    (line): line is Extract<CartLineView, { kind: 'goods' }> => line.kind === 'goods',
  );
}

function lineIds(test: TestTill): readonly string[] {
  return cartsView(test.till).active.lines.map((line) => line.id);
}

describe('the active cart', () => {
  it('is always there, and looking at it twice does not make a second one', () => {
    const test = sellingTill();
    const first = cartsOf(test.till);
    expect(first.active.lines).toEqual([]);
    expect(cartsOf(test.till)).toEqual(first);
    expect(first.tabs).toHaveLength(1);
  });

  it('merges the same goods and marks the line that was touched', () => {
    const test = sellingTill();
    scan(test, codes.water, codes.noodles, codes.water);
    expect(goodsOf(test).map((line) => [line.variantId, line.quantity])).toEqual([
      [1, 2000],
      [2, 1000],
    ]);
    expect(cartsView(test.till).active.touchedLineId).toBe(lineIds(test)[0]);
    expect(cartsView(test.till).active.total).toBe(88_500);
  });

  it('gives every weighing a line of its own, and counts each as one piece', () => {
    const test = sellingTill();
    scan(test, [codes.apples, 1250], [codes.apples, 333]);
    expect(goodsOf(test).map((line) => [line.quantity, line.net])).toEqual([
      [1250, 87_375],
      [333, 23_277],
    ]);
    expect(cartsView(test.till).active.itemCount).toBe(2000);
  });

  it('does not merge into a line that was given a discount', () => {
    const test = sellingTill();
    scan(test, codes.water);
    must(
      apply(test.till, test.cashier, {
        kind: 'set-line-discount',
        lineId: lineIds(test)[0] ?? '',
        discount: { kind: 'percent', rate: basisPoints(1000) },
      }),
    );
    scan(test, codes.water);
    expect(goodsOf(test).map((line) => line.net)).toEqual([37_800, 42_000]);
  });

  it('shows stock in whole packs of the line', () => {
    const test = sellingTill();
    scan(test, 'MI-THUNG', codes.noodles, '20001');
    expect(goodsOf(test).map((line) => line.stock)).toEqual([3000, 100_000, null]);
  });

  it('counts up and down, and taking the last one away removes the line', () => {
    const test = sellingTill();
    scan(test, codes.water);
    const [lineId = ''] = lineIds(test);
    must(stepQuantity(test.till, test.cashier, lineId, 1000));
    must(stepQuantity(test.till, test.cashier, lineId, -1000));
    expect(goodsOf(test).map((line) => line.quantity)).toEqual([1000]);
    must(stepQuantity(test.till, test.cashier, lineId, -1000));
    expect(goodsOf(test)).toEqual([]);
    expect(refusal(stepQuantity(test.till, test.cashier, lineId, 1000))).toBe('CART_LINE_MISSING');
  });

  it.each([
    [0, 'QUANTITY_OUT_OF_RANGE'],
    [-1000, 'QUANTITY_OUT_OF_RANGE'],
    [1_000_000_000, 'QUANTITY_OUT_OF_RANGE'],
    [Number.MAX_SAFE_INTEGER, 'QUANTITY_OUT_OF_RANGE'],
    [1500, 'QUANTITY_NOT_WHOLE'],
  ])('refuses a quantity of %d thousandths and stays as it was', (quantity, code) => {
    const test = sellingTill();
    scan(test, codes.water);
    const before = cartsOf(test.till);
    expect(refusal(setQuantity(test.till, test.cashier, lineIds(test)[0] ?? '', milli(quantity)))).toBe(code);
    expect(cartsOf(test.till)).toEqual(before);
  });

  it('refuses a line whose price no longer adds up exactly', () => {
    const test = sellingTill();
    fillGoods(test.store.writer, [
      { variantId: 90, name: 'Kim cương', price: 9_000_000_000_000, code: '90' },
    ]);
    scan(test, '90');
    expect(refusal(stepQuantity(test.till, test.cashier, lineIds(test)[0] ?? '', 1000))).toBe(
      'AMOUNT_OUT_OF_RANGE',
    );
    expect(goodsOf(test).map((line) => line.net)).toEqual([9_000_000_000_000]);
  });

  it('takes a customer it knows, shows the phone masked, and refuses one it does not know', () => {
    const test = sellingTill();
    test.till.store.run(
      "INSERT INTO customer (id, cloud_id, name, phone, search_text, updated_at) VALUES ('c1', 1, 'Lê An', '0912345678', 'le an', 0)",
    );
    expect(refusal(setCustomer(test.till, test.cashier, 'nobody'))).toBe('CUSTOMER_MISSING');
    const { customer } = must(setCustomer(test.till, test.cashier, 'c1')).active;
    expect(customer?.name).toBe('Lê An');
    expect(customer?.phoneMasked).not.toContain('0912345678');
    expect(must(setCustomer(test.till, test.cashier, null)).active.customer).toBeNull();
  });
});

describe('undo', () => {
  it('goes back step by step to the empty cart, and the version only grows', () => {
    const test = sellingTill();
    const states = [cartsView(test.till).active];
    scan(test, codes.water);
    states.push(cartsView(test.till).active);
    scan(test, codes.noodles);
    states.push(cartsView(test.till).active);
    must(setQuantity(test.till, test.cashier, lineIds(test)[1] ?? '', milli(7000)));
    states.push(cartsView(test.till).active);
    must(
      apply(test.till, test.cashier, {
        kind: 'set-order-discount',
        discount: { kind: 'amount', amount: dong(5_000) },
      }),
    );
    for (const expected of states.reverse()) {
      const before = cartsView(test.till).active.version;
      const { active } = must(undo(test.till, test.cashier));
      expect([active.lines, active.total, active.orderDiscountRule]).toEqual([
        expected.lines,
        expected.total,
        expected.orderDiscountRule,
      ]);
      expect(active.version).toBeGreaterThan(before);
    }
    expect(refusal(undo(test.till, test.cashier))).toBe('NOTHING_TO_UNDO');
  });

  it('reaches thirty steps back and brings a removed line home', () => {
    const test = sellingTill();
    scan(test, codes.water);
    const [lineId = ''] = lineIds(test);
    for (let count = 2; count <= 40; count += 1)
      must(setQuantity(test.till, test.cashier, lineId, milli(count * 1000)));
    must(apply(test.till, test.cashier, { kind: 'remove-line', lineId }));
    let steps = 0;
    while (cartsView(test.till).active.canUndo) {
      must(undo(test.till, test.cashier));
      steps += 1;
    }
    expect(steps).toBe(30);
    expect(goodsOf(test).map((line) => line.quantity)).toEqual([11_000]);
  });
});

describe('several carts', () => {
  it('lose the empty one that stood in for a held cart once that is taken up again', () => {
    const test = sellingTill();
    scan(test, codes.water);
    const held = cartsOf(test.till).active.id;
    must(holdCart(test.till, held));
    expect(cartsOf(test.till).active.lines).toEqual([]);
    must(selectCart(test.till, held));
    expect(cartsOf(test.till).tabs.map((tab) => tab.id)).toEqual([held]);
  });

  it('keep to themselves, and an empty open one is taken instead of a new one', () => {
    const test = sellingTill();
    scan(test, codes.water);
    const first = cartsView(test.till).active.id;
    must(newCart(test.till, test.cashier));
    const second = cartsView(test.till).active.id;
    expect(must(newCart(test.till, test.cashier)).active.id).toBe(second);
    scan(test, codes.noodles);
    const view = must(selectCart(test.till, first));
    expect(view.tabs.map((tab) => [tab.label, tab.total])).toEqual([
      ['Đơn 1', 42_000],
      ['Đơn 2', 4_500],
    ]);
    expect(view.active.total).toBe(42_000);
  });

  it('are held, which leaves an empty one to sell with, and taken up again as they were', () => {
    const test = sellingTill();
    scan(test, codes.water, codes.water);
    const { id, lines } = cartsView(test.till).active;
    const held = must(holdCart(test.till, id));
    expect(held.held.map((tab) => tab.id)).toEqual([id]);
    expect(held.active.id).not.toBe(id);
    expect(held.active.lines).toEqual([]);
    const resumed = must(selectCart(test.till, id));
    expect(resumed.active.lines).toEqual(lines);
    expect(resumed.held).toEqual([]);
  });

  it('cannot be held while empty', () => {
    const test = sellingTill();
    expect(refusal(holdCart(test.till, cartsView(test.till).active.id))).toBe('CART_EMPTY');
  });

  it('leave a journal entry when one with goods is dropped, and none when it was empty', () => {
    const test = sellingTill();
    scan(test, codes.water);
    const filled = cartsView(test.till).active.id;
    const next = must(dropCart(test.till, test.cashier, filled)).active;
    must(dropCart(test.till, test.cashier, next.id));
    expect(journalKindsOf(test).filter((kind) => kind === 'cart-dropped')).toHaveLength(1);
    for (const gone of [
      selectCart(test.till, filled),
      holdCart(test.till, filled),
      dropCart(test.till, test.cashier, filled),
    ])
      expect(refusal(gone)).toBe('CART_MISSING');
  });

  it('survive the end of the program, with their steps', () => {
    const path = join(tempFolder(), 'quay.db');
    const before = testTill({ path });
    fillGoods(before.store.writer, smallShop);
    scan(before, codes.water, codes.noodles);
    must(holdCart(before.till, cartsView(before.till).active.id));
    scan(before, [codes.apples, 1500], codes.unknown);
    const seen = cartsOf(before.till);
    const { till: after } = reopened(path);
    expect(cartsOf(after)).toEqual(seen);
    expect(must(undo(after, before.cashier)).active.lines).toHaveLength(1);
  });
});

/** The same file opened again, as a start of the program does; people and binding are in it already. */
function reopened(path: string): { readonly till: TestTill['till'] } {
  const { till } = testTill();
  const { store } = testTill({ path, bound: false, staffed: false });
  return { till: { ...till, store: store.writer } };
}

describe('what an owner may want to know later', () => {
  it('is journalled: removed lines and discounts, not the rest of a cart', () => {
    const test = sellingTill();
    scan(test, codes.water, codes.noodles);
    const [first = '', second = ''] = lineIds(test);
    must(apply(test.till, test.cashier, { kind: 'set-line-note', lineId: first, note: 'gói quà' }));
    must(
      apply(test.till, test.cashier, {
        kind: 'set-line-discount',
        lineId: first,
        discount: { kind: 'amount', amount: dong(2_000) },
      }),
    );
    must(apply(test.till, test.cashier, { kind: 'set-line-discount', lineId: first, discount: null }));
    must(apply(test.till, test.cashier, { kind: 'remove-line', lineId: second }));
    expect(journalKindsOf(test).slice(-2)).toEqual(['discount-given', 'line-removed']);
    expect(journalKindsOf(test)).toHaveLength(3);
  });
});
