import { describe, expect, it } from 'vitest';
import { dong } from '../../../domain/money/dong.ts';
import { quickCash } from '../../../domain/sale/quick-cash.ts';
import { branchCodes, readReceiptNumber, receiptNumber } from '../../../domain/sale/receipt-number.ts';
import { settle, type Tender } from '../../../domain/sale/settle.ts';

const exact = { step: 1, direction: 'nearest' } as const;
const tender = (kind: Tender['kind'], amount: number): Tender => ({
  kind,
  amount: dong(amount),
  reference: '',
});

describe('settling', () => {
  it('gives change from cash', () => {
    expect(settle(dong(281_500), [tender('cash', 300_000)], exact)).toMatchObject({
      ok: true,
      value: {
        change: 18_500,
        remaining: 0,
        rounding: 0,
        payments: [{ kind: 'cash', tendered: 300_000, change: 18_500, amount: 281_500 }],
      },
    });
  });

  it('splits over several tenders', () => {
    expect(
      settle(
        dong(500_000),
        [tender('transfer', 200_000), tender('card', 100_000), tender('cash', 250_000)],
        exact,
      ),
    ).toMatchObject({
      value: { change: 50_000, remaining: 0, tendered: 550_000 },
    });
  });

  it('says what is missing', () => {
    expect(settle(dong(100_000), [tender('cash', 40_000)], exact)).toMatchObject({
      value: { remaining: 60_000, change: 0 },
    });
  });

  it('gives no change for a card or a transfer', () => {
    expect(settle(dong(100_000), [tender('card', 120_000)], exact)).toMatchObject({
      refusal: { code: 'PAYMENT_OVER_NON_CASH', params: { over: 20_000 } },
    });
  });

  it('rounds the cash part only', () => {
    const rule = { step: 1000, direction: 'down' } as const;
    expect(settle(dong(47_512), [tender('cash', 50_000)], rule)).toMatchObject({
      value: { rounding: -512, payable: 47_000, change: 3_000 },
    });
    expect(settle(dong(47_512), [tender('transfer', 47_512)], rule)).toMatchObject({
      value: { rounding: 0, payable: 47_512 },
    });
    expect(settle(dong(47_512), [tender('transfer', 20_000), tender('cash', 27_000)], rule)).toMatchObject({
      value: { rounding: -512, remaining: 0, change: 0 },
    });
  });

  it('needs no tender for a cart worth nothing', () => {
    expect(settle(dong(0), [], exact)).toMatchObject({ value: { remaining: 0, payments: [] } });
  });

  it.each([0, -1, 1.5, 2 ** 53])('refuses a tender of %d', (amount) => {
    expect(
      settle(dong(1000), [{ kind: 'cash', amount: amount as Tender['amount'], reference: '' }], exact),
    ).toMatchObject({
      refusal: { code: 'PAYMENT_TENDER_INVALID' },
    });
  });
});

describe('quick notes', () => {
  it('offers the exact sum and the next round ones', () => {
    expect(quickCash(dong(281_500))).toEqual([281_500, 290_000, 300_000, 400_000, 500_000]);
    expect(quickCash(dong(500_000))).toEqual([500_000, 600_000]);
    expect(quickCash(dong(0))).toEqual([]);
  });
});

describe('receipt number', () => {
  it('names branch, till, day and sequence', () => {
    expect(receiptNumber({ branchCode: 'LL', tillNumber: 2, businessDay: '2026-11-05', sequence: 37 })).toBe(
      'LL2-261105-0037',
    );
  });

  it('can be read back as day and sequence, and is not seen in other texts', () => {
    expect(readReceiptNumber('LL2-261105-0037')).toEqual({ businessDay: '2026-11-05', sequence: 37 });
    expect(readReceiptNumber('LL2-261105-12345')).toEqual({ businessDay: '2026-11-05', sequence: 12_345 });
    for (const other of ['', '#100123', 'LL2-26110-0037', 'LL2-261105-x'])
      expect(readReceiptNumber(other)).toBeNull();
  });

  it('gives each branch of a shop a code of its own', () => {
    const codes = branchCodes([
      { id: 3, name: 'CN Lê Lai' },
      { id: 1, name: 'Chi nhánh Lê Lợi' },
      { id: 2, name: 'Hai Bà Trưng' },
      { id: 4, name: '123' },
    ]);
    expect([...codes]).toEqual([
      [1, 'LL'],
      [2, 'HBT'],
      [3, 'LLA'],
      [4, 'CN'],
    ]);
  });
});
