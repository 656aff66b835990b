import { describe, expect, it } from 'vitest';
import { dong } from '../../../domain/money/dong.ts';
import { cartsView } from '../../../main/services/carts.ts';
import { apply, newCart } from '../../../main/services/change-active-cart.ts';
import { completeSale } from '../../../main/services/complete-sale.ts';
import { salePage, saleView } from '../../../main/services/list-records.ts';
import { quotePayment, transferQr } from '../../../main/services/quote-payment.ts';
import { scanCode } from '../../../main/services/scan-code.ts';
import { verifyStore } from '../../../main/services/verify/verify.ts';
import {
  cartsOf,
  cash,
  codes,
  journalKindsOf,
  must,
  pay,
  refusal,
  scan,
  sellingTill,
  setUpShop,
  tender,
  written,
} from '../../support/selling-till.ts';
import { type TestTill, testTill } from '../../support/test-till.ts';

function jobKinds(test: TestTill): readonly string[] {
  return test.till.store
    .all<{ kind: string }>('SELECT kind FROM print_job ORDER BY sequence')
    .map(({ kind }) => kind);
}

function numbers(test: TestTill): readonly string[] {
  return test.till.store
    .all<{ number: string }>('SELECT number FROM sale ORDER BY completed_at, sequence')
    .map(({ number }) => number);
}

describe('a paid cart', () => {
  it('becomes one sale with everything that belongs to it, and is gone', () => {
    const test = sellingTill();
    scan(test, codes.water, codes.water, [codes.apples, 1250], '20001');
    const { id } = cartsView(test.till).active;
    const before = written(test);
    const sale = must(pay(test, [cash(200_000)], { print: true }));
    expect(sale).toMatchObject({
      receiptNumber: 'LL1-261125-0001',
      total: 171_375,
      tendered: 200_000,
      change: 28_625,
    });
    const after = written(test);
    expect(
      Object.fromEntries(Object.entries(after).map(([table, rows]) => [table, rows - (before[table] ?? 0)])),
    ).toEqual({
      sale: 1,
      sale_line: 3,
      payment: 1,
      // The bag is not counted in stock.
      stock_move: 2,
      journal: 1,
      outbox: 1,
      print_job: 2,
      shift: 0,
      cash_movement: 0,
    });
    const view = cartsView(test.till);
    expect(view.tabs.map((tab) => tab.id)).not.toContain(id);
    expect(view.active.lines).toEqual([]);
    expect(view.lastSale).toMatchObject({ saleId: sale.saleId, change: 28_625 });
    expect(verifyStore(test.till.store)).toEqual([]);
  });

  it('waits in the outbox under a key made of till and sale', () => {
    const test = sellingTill();
    scan(test, codes.water);
    const { saleId } = must(pay(test, [cash(42_000)]));
    const [entry] = test.till.store.all<{ key: string; state: string }>('SELECT key, state FROM outbox');
    expect(entry?.state).toBe('queued');
    expect(entry?.key).toContain(saleId);
    expect(entry?.key).toContain('till-1');
  });

  it('paid a second time is the same sale and writes nothing', () => {
    const test = sellingTill();
    scan(test, codes.water);
    const { active } = cartsView(test.till);
    const request = { cartId: active.id, version: active.version, tenders: [cash(50_000)], print: true };
    const first = must(completeSale(test.till, test.cashier, request));
    const after = written(test);
    for (const again of [request, { ...request, version: 999, tenders: [] }])
      expect(completeSale(test.till, test.cashier, again)).toEqual({ ok: true, value: first });
    expect(written(test)).toEqual(after);
  });

  it('leaves the change on screen until the next scan', () => {
    const test = sellingTill();
    scan(test, codes.water);
    must(pay(test, [cash(50_000)]));
    expect(cartsView(test.till).lastSale?.change).toBe(8_000);
    scan(test, codes.noodles);
    expect(cartsView(test.till).lastSale).toBeNull();
  });

  it('is sold under the shop day of Vietnam, and numbers start anew each day', () => {
    const test = sellingTill();
    // 23:59:59 and 00:00:00 in Ho Chi Minh City.
    for (const at of [Date.UTC(2026, 10, 25, 16, 59, 59), Date.UTC(2026, 10, 25, 17, 0, 0)]) {
      test.setClock(at);
      scan(test, codes.water);
      must(pay(test, [cash(42_000)]));
    }
    expect(numbers(test)).toEqual(['LL1-261125-0001', 'LL1-261126-0001']);
  });
});

describe('a sale that is refused', () => {
  const refusals: readonly (readonly [string, string, (test: TestTill) => ReturnType<typeof pay>])[] = [
    ['an empty cart', 'CART_EMPTY', (test) => pay(test, [cash(1)])],
    [
      'an unknown code',
      'CART_HAS_UNKNOWN_CODES',
      (test) => {
        scan(test, codes.water, codes.unknown);
        return pay(test, [cash(42_000)]);
      },
    ],
    [
      'too little money',
      'PAYMENT_SHORT',
      (test) => {
        scan(test, codes.water);
        return pay(test, [cash(41_999)]);
      },
    ],
    [
      'too much by card',
      'PAYMENT_OVER_NON_CASH',
      (test) => {
        scan(test, codes.water);
        return pay(test, [tender('card', 42_001)]);
      },
    ],
    [
      'a payment of nothing',
      'PAYMENT_TENDER_INVALID',
      (test) => {
        scan(test, codes.water);
        return pay(test, [cash(42_000), tender('transfer', 0)]);
      },
    ],
    [
      'a negative payment',
      'PAYMENT_TENDER_INVALID',
      (test) => {
        scan(test, codes.water);
        return pay(test, [cash(84_000), tender('card', -42_000)]);
      },
    ],
    [
      'payments that no longer add up exactly',
      'AMOUNT_OUT_OF_RANGE',
      (test) => {
        scan(test, codes.water);
        return pay(test, [cash(Number.MAX_SAFE_INTEGER), cash(Number.MAX_SAFE_INTEGER)]);
      },
    ],
    [
      'a cart that was changed meanwhile',
      'CART_CHANGED',
      (test) => {
        scan(test, codes.water);
        const { version } = cartsView(test.till).active;
        scan(test, codes.noodles);
        return pay(test, [cash(46_500)], { version });
      },
    ],
    ['a cart nobody knows', 'CART_MISSING', (test) => pay(test, [cash(1)], { cartId: 'nothing' })],
  ];

  it.each(refusals)('for %s says so, writes nothing and takes no number', (_, code, attempt) => {
    const test = sellingTill();
    scan(test, codes.noodles);
    must(pay(test, [cash(4_500)]));
    test.events.length = 0;
    const before = written(test);
    expect(refusal(attempt(test))).toBe(code);
    expect(written(test)).toEqual(before);
    must(newCart(test.till, test.cashier));
    scan(test, codes.noodles);
    expect(must(pay(test, [cash(4_500)])).receiptNumber).toBe('LL1-261125-0002');
    expect(verifyStore(test.till.store)).toEqual([]);
  });

  it('for want of a shift can be paid as soon as one is open, or where the shop asks for none', () => {
    const test = sellingTill({ shift: false });
    scan(test, codes.water);
    expect(refusal(pay(test, [cash(42_000)]))).toBe('SHIFT_NEEDED');
    setUpShop(test.till, { needShift: false });
    must(pay(test, [cash(42_000)]));
    expect(test.till.store.all('SELECT shift_id FROM sale')).toEqual([{ shift_id: null }]);
  });

  it('for want of a branch stays a cart', () => {
    const test = testTill({ bound: false });
    must(scanCode(test.till, test.cashier, codes.unknown));
    expect(refusal(pay(test, []))).toBe('NOT_BOUND');
    expect(cartsView(test.till).active.lines).toHaveLength(1);
  });

  it('rolls everything back when the store breaks in the middle', () => {
    const test = sellingTill();
    scan(test, codes.water);
    const before = [written(test), cartsOf(test.till)];
    test.store.connection.exec(
      "CREATE TEMP TRIGGER broken BEFORE INSERT ON main.outbox BEGIN SELECT RAISE(ABORT, 'broken'); END",
    );
    expect(() => pay(test, [cash(42_000)], { print: true })).toThrow('store failure');
    expect([written(test), cartsOf(test.till)]).toEqual(before);
    expect(test.events.filter((event) => event === 'app')).toEqual([]);
    test.store.connection.exec('DROP TRIGGER broken');
    expect(must(pay(test, [cash(42_000)])).receiptNumber).toBe('LL1-261125-0001');
  });
});

describe('selling below zero', () => {
  it('is allowed at first: goods in the customer’s hand get sold', () => {
    const test = sellingTill();
    scan(test, [codes.apples, 6000]);
    must(pay(test, [cash(419_400)]));
    scan(test, codes.apples);
    expect(cartsView(test.till).active.lines).toMatchObject([{ stock: -1000 }]);
  });

  it('is refused by setting, with what is left, over all lines and units of the goods', () => {
    const test = sellingTill({ settings: { sellBelowZero: false } });
    scan(test, [codes.apples, 3000], [codes.apples, 2001]);
    expect(pay(test, [cash(500_000)])).toMatchObject({
      error: { code: 'STOCK_SHORT', params: { name: 'Táo Fuji', available: '5' } },
    });
    must(newCart(test.till, test.cashier));
    scan(test, 'MI-THUNG', 'MI-THUNG', 'MI-THUNG', [codes.noodles, 11_000]);
    expect(refusal(pay(test, [cash(1_000_000)]))).toBe('STOCK_SHORT');
    must(newCart(test.till, test.cashier));
    scan(test, 'MI-THUNG', 'MI-THUNG', 'MI-THUNG', [codes.noodles, 10_000]);
    must(pay(test, [cash(1_000_000)]));
  });

  it('does not stop goods that are not counted or whose stock was never pulled', () => {
    const test = sellingTill({ settings: { sellBelowZero: false } });
    scan(test, '20001', 'SKU5');
    expect(must(pay(test, [cash(199_000)])).total).toBe(199_000);
  });
});

describe('payment', () => {
  it('rounds only the cash part, as a figure of its own', () => {
    const test = sellingTill({ settings: { cashRounding: { step: 1000, direction: 'nearest' } } });
    scan(test, [codes.apples, 1250]);
    expect(cartsView(test.till).active).toMatchObject({ total: 87_375, cashTotal: 87_000 });
    expect(must(pay(test, [cash(100_000)]))).toMatchObject({ total: 87_000, change: 13_000 });
    scan(test, [codes.apples, 1250]);
    expect(must(pay(test, [tender('transfer', 87_375)]))).toMatchObject({ total: 87_375, change: 0 });
    scan(test, [codes.apples, 1250]);
    expect(must(pay(test, [tender('card', 40_000), cash(50_000)]))).toMatchObject({
      total: 87_000,
      change: 3_000,
    });
    expect(test.till.store.all('SELECT rounding FROM sale ORDER BY sequence')).toEqual([
      { rounding: -375 },
      { rounding: 0 },
      { rounding: -375 },
    ]);
    expect(verifyStore(test.till.store)).toEqual([]);
  });

  it('is quoted before it is made, and a quote writes nothing', () => {
    const test = sellingTill();
    scan(test, codes.water);
    const before = written(test);
    const { id } = cartsView(test.till).active;
    expect(must(quotePayment(test.till, id, [tender('card', 40_000)]))).toMatchObject({
      remaining: 2_000,
      change: 0,
    });
    expect(must(quotePayment(test.till, id, [cash(100_000)]))).toMatchObject({
      remaining: 0,
      change: 58_000,
    });
    expect(written(test)).toEqual(before);
  });

  it('of several kinds keeps each part and its reference', () => {
    const test = sellingTill();
    scan(test, codes.water, codes.noodles);
    const { saleId } = must(
      pay(test, [tender('transfer', 20_000, ' FT123 '), tender('card', 10_000, '0042'), cash(20_000)]),
    );
    expect(must(saleView(test.till.store, saleId)).payments).toEqual([
      { kind: 'transfer', tendered: 20_000, change: 0, amount: 20_000, reference: 'FT123' },
      { kind: 'card', tendered: 10_000, change: 0, amount: 10_000, reference: '0042' },
      { kind: 'cash', tendered: 20_000, change: 3_500, amount: 16_500, reference: '' },
    ]);
  });

  it('of nothing needs no money when the goods cost nothing', () => {
    const test = sellingTill();
    scan(test, '20001');
    expect(must(pay(test, []))).toMatchObject({ total: 0, change: 0 });
    expect(verifyStore(test.till.store)).toEqual([]);
  });

  it('survives a discount larger than the cart', () => {
    const test = sellingTill();
    scan(test, codes.water);
    must(
      apply(test.till, test.cashier, {
        kind: 'set-order-discount',
        discount: { kind: 'amount', amount: dong(99_000_000) },
      }),
    );
    expect(must(pay(test, []))).toMatchObject({ total: 0 });
    expect(verifyStore(test.till.store)).toEqual([]);
  });

  it('by transfer needs an account of the shop', () => {
    const test = sellingTill();
    scan(test, codes.water);
    const { id } = cartsView(test.till).active;
    expect(refusal(transferQr(test.till, id, dong(42_000)))).toBe('TRANSFER_NOT_SET_UP');
    setUpShop(test.till, {
      transferAccount: { bin: '970436', account: '0011001234567', holder: 'TAP HOA THU' },
    });
    const qr = must(transferQr(test.till, id, dong(42_000)));
    expect(qr.payload).toContain('540542000');
    expect(qr.rows.every((row) => row.length === qr.rows.length)).toBe(true);
    expect(refusal(transferQr(test.till, 'nothing', dong(1)))).toBe('CART_MISSING');
  });
});

describe('paper and drawer', () => {
  it.each([
    ['cash with a receipt', [cash(42_000)], true, ['drawer', 'receipt']],
    ['cash without a receipt', [cash(42_000)], false, ['drawer']],
    ['card with a receipt', [tender('card', 42_000)], true, ['receipt']],
    ['card without a receipt', [tender('card', 42_000)], false, []],
    ['card and a little cash', [tender('card', 40_000), cash(2_000)], false, ['drawer']],
  ] as const)('for %s are exactly what was asked for', (_, tenders, print, kinds) => {
    const test = sellingTill();
    scan(test, codes.water);
    must(pay(test, tenders, { print }));
    expect(jobKinds(test)).toEqual(kinds);
  });
});

describe('the list of sales', () => {
  it('is newest first, in pages, and found by any part of the number', () => {
    const test = sellingTill();
    for (let count = 0; count < 12; count += 1) {
      test.advance(1000);
      scan(test, codes.noodles);
      must(pay(test, [cash(4_500)]));
    }
    const page = salePage(test.till.store, { text: '', limit: 5, offset: 5 });
    expect(page.total).toBe(12);
    expect(page.rows.map((row) => row.number.slice(-2))).toEqual(['07', '06', '05', '04', '03']);
    expect(salePage(test.till.store, { text: ' -001', limit: 50, offset: 0 }).total).toBe(3);
    expect(salePage(test.till.store, { text: '%', limit: 50, offset: 0 }).total).toBe(0);
    expect(refusal(saleView(test.till.store, 'nothing'))).toBe('SALE_MISSING');
  });

  it('names the person who sold, in the journal too', () => {
    const test = sellingTill();
    scan(test, codes.noodles);
    must(pay(test, [cash(4_500)]));
    expect(salePage(test.till.store, { text: '', limit: 1, offset: 0 }).rows[0]?.staffName).toBe(
      test.cashier.name,
    );
    expect(journalKindsOf(test).filter((kind) => kind === 'sale-completed')).toHaveLength(1);
  });
});
