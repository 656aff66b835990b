import { describe, expect, it } from 'vitest';
import { milli } from '../../../domain/money/quantity.ts';
import { cartsView } from '../../../main/services/carts.ts';
import { addGoods, identifyUnknown, scanCode } from '../../../main/services/scan-code.ts';
import { vatRateOf, writeVatRates } from '../../../main/services/shop-settings.ts';
import { fillGoods } from '../../support/fill-goods.ts';
import { cash, codes, must, pay, refusal, scan, sellingTill, setUpShop } from '../../support/selling-till.ts';
import type { TestTill } from '../../support/test-till.ts';

function scanOne(test: TestTill, code: string, quantity = 1000) {
  return scanCode(test.till, test.cashier, code, milli(quantity));
}

describe('a receipt that is scanned', () => {
  it('leads to its sale and leaves the cart alone, also with Caps Lock on', () => {
    const test = sellingTill();
    scan(test, codes.water);
    const { saleId } = must(pay(test, [cash(42_000)]));
    for (const code of [saleId, saleId.toUpperCase()])
      expect(must(scanCode(test.till, test.cashier, code))).toMatchObject({ kind: 'receipt', saleId });
    expect(cartsView(test.till).active.lines).toEqual([]);
  });

  it('of another till is told, and is no unknown code in the cart', () => {
    const test = sellingTill();
    const code = '0198f0a0-1b2c-7d3e-8f40-0123456789ab';
    expect(refusal(scanCode(test.till, test.cashier, code))).toBe('RECEIPT_NOT_HERE');
    expect(cartsView(test.till).active.lines).toEqual([]);
  });
});

describe('a scanned code', () => {
  it('puts its goods into the cart and says their name', () => {
    const test = sellingTill();
    const found = must(scanOne(test, codes.water));
    expect(found).toMatchObject({ kind: 'found', name: 'Nước mắm Nam Ngư 500 ml' });
    expect(test.events).toContain('carts');
  });

  it('names the line it went into when it was there already', () => {
    const test = sellingTill();
    const first = must(scanOne(test, codes.water));
    expect(must(scanOne(test, codes.water))).toEqual(first);
  });

  it('may be a SKU, and may bring blanks around it', () => {
    const test = sellingTill();
    expect(must(scanOne(test, '  NM500 '))).toMatchObject({ kind: 'found' });
  });

  it('finds goods filed as EAN-13 by their UPC-A, and the other way round', () => {
    const test = sellingTill();
    expect(must(scanOne(test, codes.upcA))).toMatchObject({ name: 'Kem đánh răng' });
    fillGoods(test.store.writer, [{ variantId: 50, name: 'Soda', price: 9_000, code: '012000161155' }]);
    expect(must(scanOne(test, '0012000161155'))).toMatchObject({ name: 'Soda' });
  });

  it('shared by several goods asks which, and changes nothing until somebody says', () => {
    const test = sellingTill();
    const outcome = must(scanOne(test, codes.shared));
    const candidates = outcome.kind === 'choose' ? outcome.candidates : [];
    expect(candidates.map((goods) => goods.name)).toEqual(['Áo thun trắng', 'Áo thun đen']);
    expect(cartsView(test.till).active.lines).toEqual([]);
    must(
      addGoods(test.till, test.cashier, {
        variantId: candidates[1]?.variantId ?? 0,
        unitId: null,
        code: codes.shared,
        quantity: milli(1000),
      }),
    );
    expect(cartsView(test.till).active.lines).toMatchObject([{ name: 'Áo thun đen', code: codes.shared }]);
  });

  it('nobody knows becomes a line that blocks paying until it is identified', () => {
    const test = sellingTill();
    const outcome = must(scanOne(test, codes.unknown));
    expect(outcome).toMatchObject({ kind: 'unknown', code: codes.unknown });
    expect(cartsView(test.till).active.unknownCodes).toBe(1);
    expect(pay(test, [])).toMatchObject({ error: { code: 'CART_HAS_UNKNOWN_CODES', params: { count: 1 } } });
    const lineId = outcome.kind === 'unknown' ? outcome.lineId : '';
    expect(refusal(identifyUnknown(test.till, test.cashier, { lineId, variantId: 999, unitId: null }))).toBe(
      'GOODS_MISSING',
    );
    must(identifyUnknown(test.till, test.cashier, { lineId, variantId: 2, unitId: 21 }));
    expect(must(pay(test, [cash(128_000)])).total).toBe(128_000);
  });

  it.each([
    ['mangled by a typing tool', 'ắ893456'],
    ['with a control character', '8934\u0000563'],
    ['empty', '   '],
    ['endless', '9'.repeat(129)],
  ])('%s is refused and leaves no line', (_, code) => {
    const test = sellingTill();
    expect(refusal(scanOne(test, code))).toBe('CODE_UNREADABLE');
    expect(cartsView(test.till).active.lines).toEqual([]);
  });

  it.each([0, -1000, 1_000_000_000, Number.NaN])('with a quantity of %d is refused', (quantity) => {
    const test = sellingTill();
    const answer = scanCode(test.till, test.cashier, codes.water, quantity as ReturnType<typeof milli>);
    expect(refusal(answer)).toBe('QUANTITY_OUT_OF_RANGE');
    expect(cartsView(test.till).active.lines).toEqual([]);
  });

  it('keeps the price of the moment, whatever the catalogue says later', () => {
    const test = sellingTill();
    scan(test, codes.water);
    test.till.store.run('UPDATE goods SET price = 99000 WHERE variant_id = 1');
    expect(cartsView(test.till).active.total).toBe(42_000);
    scan(test, codes.water);
    expect(cartsView(test.till).active.lines).toHaveLength(2);
    expect(cartsView(test.till).active.total).toBe(141_000);
  });
});

describe('the VAT rate of goods', () => {
  const rates = { default_bp: 500, by_type: { 'Rau củ': 0, Bia: 1000 }, by_product: { '7': 800 } };
  const goods = { productId: 1, productType: '', taxable: true };
  const day = '2026-11-25';

  it.each([
    ['the product itself', { ...goods, productId: 7, productType: 'Bia' }, 800],
    ['its type', { ...goods, productType: 'Bia' }, 1000],
    ['its type, even when that is 0 %', { ...goods, productType: 'Rau củ' }, 0],
    ['the shop data', goods, 500],
  ])('comes from %s first', (_, of, expected) => {
    expect(vatRateOf(of, rates, 1000, day)).toBe(expected);
  });

  it('comes from the settings when the shop data has none, and is none without either', () => {
    const none = { default_bp: null, by_type: {}, by_product: {} };
    expect(vatRateOf(goods, none, 800, day)).toBe(800);
    expect(vatRateOf(goods, none, null, day)).toBeNull();
  });

  it('is none for goods that are not taxed, whatever else is written', () => {
    expect(vatRateOf({ productId: 7, productType: 'Bia', taxable: false }, rates, 1000, day)).toBeNull();
  });

  it('is not looked up in what every object has', () => {
    expect(vatRateOf({ ...goods, productType: 'constructor' }, rates, 1000, day)).toBe(500);
    expect(vatRateOf({ ...goods, productType: '__proto__' }, rates, 1000, day)).toBe(500);
  });

  it('changes with the day of the scan when the cut ends', () => {
    const test = sellingTill();
    setUpShop(test.till, { defaultVatBp: 800 });
    writeVatRates(test.till.store, { default_bp: null, by_type: {}, by_product: {} });
    scan(test, codes.water);
    // Vietnam is seven hours ahead: this is the first minute of 2027 there.
    test.setClock(Date.UTC(2026, 11, 31, 17, 0, 0));
    scan(test, codes.noodles);
    expect(cartsView(test.till).active.vatByRate.map((split) => split.rate)).toEqual(
      expect.arrayContaining([800, 1000]),
    );
  });
});
