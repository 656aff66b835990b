import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allocate } from '../../../domain/money/allocate.ts';
import { discountOn } from '../../../domain/money/discount.ts';
import { dong, maxDong, roundToMultiple, scaleDong } from '../../../domain/money/dong.ts';
import { lineQuantity, parseQuantity } from '../../../domain/money/quantity.ts';
import { basisPoints } from '../../../domain/money/rate.ts';
import { divideRounded } from '../../../domain/money/rounding.ts';
import { splitVat, sumVatByRate } from '../../../domain/money/vat.ts';
import { rateInForce } from '../../../domain/money/vat-rules.ts';
import { tillVectors } from '../../support/vectors.ts';

describe('dong', () => {
  it.each([1.5, Number.NaN, 2 ** 53, Number.POSITIVE_INFINITY])('never holds %d', (value) => {
    expect(() => dong(value)).toThrow(RangeError);
  });

  it('scales exactly where floats would not, and says when the result leaves the exact range', () => {
    expect(scaleDong(dong(9_007_199_254_740_991), 1000, 1000)).toBe(9_007_199_254_740_991);
    expect(scaleDong(maxDong, 2, 1)).toBeUndefined();
  });
});

describe('rounding', () => {
  it.each([
    [5n, 2n, 3n],
    [-5n, 2n, -3n],
    [4n, 3n, 1n],
    [-4n, 3n, -1n],
    [1n, 2n, 1n],
    [0n, 7n, 0n],
  ])('%d ÷ %d is %d', (a, b, expected) => {
    expect(divideRounded(a, b)).toBe(expected);
  });

  it.each([
    [281_400, 1000, 'nearest', 281_000],
    [281_500, 1000, 'nearest', 282_000],
    [281_999, 1000, 'down', 281_000],
    [281_450, 500, 'nearest', 281_500],
    [281_449, 1, 'nearest', 281_449],
  ] as const)('%d to a multiple of %d, %s, is %d', (amount, step, direction, expected) => {
    expect(roundToMultiple(dong(amount), step, direction)).toBe(expected);
  });
});

describe('allocate', () => {
  it('splits so that parts always sum to the whole and none is a đồng away from its exact share', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }),
        fc
          .array(fc.nat(2_000_000_000), { minLength: 1, maxLength: 60 })
          .filter((weights) => weights.some((weight) => weight > 0)),
        (amount, weights) => {
          const parts = allocate(dong(amount), weights);
          const total = weights.reduce((sum, weight) => sum + weight, 0);
          expect(parts.reduce<number>((sum, part) => sum + part, 0)).toBe(amount);
          parts.forEach((part, index) => {
            const exact = (BigInt(amount) * BigInt(weights[index] ?? 0)) / BigInt(total);
            expect(Math.abs(part - Number(exact))).toBeLessThanOrEqual(1);
            if (weights[index] === 0) expect(part).toBe(0);
          });
        },
      ),
    );
  });

  it('gives equal remainders to the earlier line', () => {
    expect(allocate(dong(100), [1, 1, 1])).toEqual([34, 33, 33]);
  });

  it('has nothing to say about nothing', () => {
    expect(allocate(dong(0), [0, 0])).toEqual([0, 0]);
    expect(() => allocate(dong(1), [0])).toThrow(RangeError);
  });
});

describe('discount', () => {
  it('never takes more than there is', () => {
    expect(discountOn(dong(10_000), { kind: 'amount', amount: dong(15_000) })).toBe(10_000);
    expect(discountOn(dong(99_999), { kind: 'percent', rate: basisPoints(1250) })).toBe(12_500);
    expect(discountOn(dong(10_000), null)).toBe(0);
  });
});

describe('VAT', () => {
  it.each(tillVectors.vat_split_inclusive)('of $gross at $rate % is $vat', ({ gross, rate, net, vat }) => {
    expect(splitVat(dong(gross), basisPoints(rate * 100))).toMatchObject({ net, vat });
  });

  it('is nothing for goods not subject to it', () => {
    expect(splitVat(dong(50_000), null)).toEqual({ rate: null, gross: 50_000, net: 50_000, vat: 0 });
  });

  it('sums by rate without losing a đồng', () => {
    const splits = [
      splitVat(dong(10_000), basisPoints(800)),
      splitVat(dong(500), basisPoints(800)),
      splitVat(dong(99_000), basisPoints(1000)),
      splitVat(dong(7), null),
    ];
    expect(sumVatByRate(splits)).toEqual([
      { rate: 1000, gross: 99_000, net: 90_000, vat: 9_000 },
      { rate: 800, gross: 10_500, net: 9_722, vat: 778 },
      { rate: null, gross: 7, net: 7, vat: 0 },
    ]);
  });

  it('of 8 % is over after the night of 31 December 2026', () => {
    expect(rateInForce(basisPoints(800), '2026-12-31')).toBe(800);
    expect(rateInForce(basisPoints(800), '2027-01-01')).toBe(1000);
    expect(rateInForce(basisPoints(500), '2027-01-01')).toBe(500);
  });
});

describe('quantity', () => {
  it.each([
    ['2', 2000],
    ['1,25', 1250],
    ['1.25', 1250],
    ['0,5', 500],
    ['12,345', 12_345],
  ])('reads %s as %d thousandths', (text, expected) => {
    expect(parseQuantity(text)).toBe(expected);
  });

  it.each(['', 'a', '-1', '1,2345', '1.000,5', '1e3'])('does not read "%s"', (text) => {
    expect(parseQuantity(text)).toBeUndefined();
  });

  it.each([0, -1000, 1_000_000_000, 1e12, Number.NaN])('refuses %d thousandths on a line', (value) => {
    expect(lineQuantity(value, true)).toMatchObject({
      ok: false,
      refusal: { code: 'QUANTITY_OUT_OF_RANGE' },
    });
  });

  it('lets only weighed goods be broken', () => {
    expect(lineQuantity(1250, true)).toEqual({ ok: true, value: 1250 });
    expect(lineQuantity(1250, false)).toMatchObject({ ok: false, refusal: { code: 'QUANTITY_NOT_WHOLE' } });
  });
});
