import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dong } from '../../../domain/money/dong.ts';
import { milli } from '../../../domain/money/quantity.ts';
import { basisPoints } from '../../../domain/money/rate.ts';
import { fromDigits, toDigits } from '../../../domain/signed-receipt/digits.ts';
import {
  fittingSummary,
  keyIdLength,
  looksLikeReceiptCode,
  readReceiptCode,
  signatureLength,
  writeReceiptCode,
} from '../../../domain/signed-receipt/receipt-code.ts';
import {
  type ReceiptSummary,
  readSummary,
  type SummaryLine,
  writeLines,
  writeSummary,
} from '../../../domain/signed-receipt/summary.ts';

const hashOf = (lines: readonly SummaryLine[]) =>
  Uint8Array.from(createHash('sha256').update(writeLines(lines)).digest().subarray(0, 16));

const anyLine: fc.Arbitrary<SummaryLine> = fc.record({
  variantId: fc.nat({ max: 2_000_000_000 }),
  unitId: fc.nat({ max: 2_000_000_000 }),
  quantity: fc.integer({ min: 1, max: 999_999_999 }).map(milli),
  isWeighed: fc.boolean(),
  tracksStock: fc.boolean(),
  stockPerUnit: fc.constantFrom(1000, 24_000).map(milli),
  final: fc.maxSafeNat().map(dong),
  vatRate: fc.constantFrom(null, basisPoints(0), basisPoints(500), basisPoints(800), basisPoints(1000)),
  vat: fc.nat().map(dong),
});

const anySummary = fc.record({
  shopId: fc.nat({ max: 2_000_000_000 }),
  locationId: fc.nat({ max: 2_000_000_000 }),
  saleId: fc.uint8Array({ minLength: 16, maxLength: 16 }),
  number: fc.constantFrom('LL1-261125-0001', 'ABCD12-261125-123456'),
  completedAt: fc.nat({ max: 4_000_000_000_000 }),
  rounding: fc.integer({ min: -1000, max: 1000 }).map(dong),
  payments: fc.array(
    fc.record({
      kind: fc.constantFrom('cash' as const, 'transfer' as const, 'card' as const),
      amount: fc.maxSafeNat().map(dong),
    }),
    { maxLength: 3 },
  ),
  lines: fc.array(anyLine, { maxLength: 60 }),
});

const frame = (body: Uint8Array) =>
  writeReceiptCode({
    keyId: new Uint8Array(keyIdLength).fill(7),
    signature: new Uint8Array(signatureLength).fill(255),
    body,
  });

describe('bytes as digits', () => {
  it('come back as they were, and are digits only', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const digits = toDigits(bytes);
        expect(digits).toMatch(/^\d*$/);
        expect(fromDigits(digits)).toEqual(bytes);
      }),
    );
  });

  it('have one form only: digits that were never made of bytes are refused, all others make the same digits again', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{0,60}$/), (digits) => {
        const bytes = fromDigits(digits);
        expect(bytes === null ? digits : toDigits(bytes)).toBe(digits);
      }),
    );
  });

  it.each(['12a', ' 123', '999', '12', '99999999999999999'])('refuses %j', (digits) => {
    expect(fromDigits(digits)).toBeNull();
  });
});

describe('the summary of a receipt', () => {
  it('is read back as it was written', () => {
    fc.assert(
      fc.property(anySummary, (summary) => {
        const whole: ReceiptSummary = {
          ...summary,
          lineCount: summary.lines.length,
          linesHash: new Uint8Array(),
        };
        expect(readSummary(writeSummary(whole))).toEqual(whole);
      }),
    );
  });

  it('has one form only: whatever is read writes the same bytes again', () => {
    fc.assert(
      fc.property(anySummary, fc.nat(), fc.integer({ min: 1, max: 255 }), (summary, place, change) => {
        const bytes = writeSummary({
          ...summary,
          lineCount: summary.lines.length,
          linesHash: new Uint8Array(),
        });
        const index = place % bytes.length;
        bytes[index] = (bytes[index] ?? 0) ^ change;
        const read = readSummary(bytes);
        expect(read === null ? bytes : writeSummary(read)).toEqual(bytes);
      }),
      { numRuns: 2000 },
    );
  });

  it('is refused when it was cut off or has something behind it', () => {
    fc.assert(
      fc.property(anySummary, fc.nat(), (summary, place) => {
        const bytes = writeSummary({
          ...summary,
          lineCount: summary.lines.length,
          linesHash: new Uint8Array(),
        });
        expect(readSummary(bytes.subarray(0, place % bytes.length))).toBeNull();
        expect(readSummary(Uint8Array.from([...bytes, 0]))).toBeNull();
      }),
    );
  });

  it('never throws on noise', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (noise) => {
        expect(() => readSummary(noise)).not.toThrow();
        expect(() => readSummary(Uint8Array.from([1, ...noise]))).not.toThrow();
      }),
      { numRuns: 2000 },
    );
  });
});

describe('the code on a receipt', () => {
  it('holds any basket in a size that every printer and scanner can do', () => {
    fc.assert(
      fc.property(anySummary, (summary) => {
        const fitting = fittingSummary(summary, hashOf);
        const code = frame(writeSummary(fitting));
        expect(code.length).toBeLessThanOrEqual(700);
        expect(fitting.lineCount).toBe(summary.lines.length);
        expect(fitting.lines).toEqual(summary.lines.slice(0, fitting.lines.length));
        expect(fitting.linesHash).toEqual(
          fitting.lines.length < fitting.lineCount ? hashOf(summary.lines) : new Uint8Array(),
        );
        const read = readReceiptCode(code);
        expect(read === null ? null : readSummary(read.body)).toEqual(fitting);
      }),
    );
  });

  it('holds eight everyday lines without leaving one out', () => {
    const line: SummaryLine = {
      variantId: 1_142_345_678,
      unitId: 0,
      quantity: milli(2000),
      isWeighed: false,
      tracksStock: true,
      stockPerUnit: milli(1000),
      final: dong(84_000),
      vatRate: basisPoints(800),
      vat: dong(6_222),
    };
    const fitting = fittingSummary(
      {
        shopId: 1_000_123_456,
        locationId: 1_234_567,
        saleId: new Uint8Array(16).fill(171),
        number: 'LL1-261125-0001',
        completedAt: 1_764_000_000_000,
        rounding: dong(-200),
        payments: [{ kind: 'cash', amount: dong(672_000) }],
        lines: Array.from({ length: 8 }, () => line),
      },
      hashOf,
    );
    expect(fitting.lines).toHaveLength(8);
  });

  it.each(['8934563138165', '97910', `97910${'1'.repeat(94)}`, `8934${'1'.repeat(300)}`])(
    'is not mistaken for %j',
    (code) => {
      expect(looksLikeReceiptCode(code)).toBe(false);
      expect(readReceiptCode(code)).toBeNull();
    },
  );

  it('is refused when digits are missing', () => {
    const code = frame(new Uint8Array(90).fill(1));
    const read = [1, 2, 17, 40].map((missing) => readReceiptCode(code.slice(0, -missing)));
    expect(read.filter((it) => it !== null).every((it) => it.body.length < 90)).toBe(true);
  });
});
