import { describe, expect, it } from 'vitest';
import {
  articleNumberIn,
  equivalentCodes,
  gtinCheckDigit,
  hasValidCheckDigit,
  readableCode,
} from '../../../domain/barcode.ts';
import { fold } from '../../../domain/text/fold.ts';
import {
  formatAmount,
  formatDong,
  formatQuantity,
  formatRate,
  maskPhone,
} from '../../../domain/text/format.ts';
import { parsePhone } from '../../../domain/text/phone.ts';
import { businessDay, formatDateTime, formatIso, startOfBusinessDay } from '../../../domain/time.ts';
import { tillVectors } from '../../support/vectors.ts';

describe('search key', () => {
  it.each(tillVectors.text_fold)('of $raw is $fold', ({ raw, fold: expected }) => {
    expect(fold(raw)).toBe(expected);
    expect(fold(raw.normalize('NFD'))).toBe(expected);
  });

  it.each(tillVectors.tone_placement_pairs)('does not care where the tone of %s / %s is written', (a, b) => {
    expect(fold(a)).toBe(fold(b));
  });
});

describe('money on screen', () => {
  it.each(tillVectors.money_format)('writes $v with dots', ({ v, s }) => {
    expect(formatDong(v)).toBe(s.replace('₫', 'đ').replace('\u00a0', ' ').replace('-', '−'));
  });

  it('keeps every digit of the largest amount', () => {
    expect(formatAmount(Number.MAX_SAFE_INTEGER)).toBe('9.007.199.254.740.991');
  });

  it.each([
    [2000, '2'],
    [1250, '1,25'],
    [500, '0,5'],
    [1_234_567_000, '1.234.567'],
    [-1250, '−1,25'],
  ])('writes quantity %d as %s', (value, text) => {
    expect(formatQuantity(value)).toBe(text);
  });

  it.each([
    [800, '8%'],
    [550, '5,5%'],
    [1000, '10%'],
    [1205, '12,05%'],
  ])('writes rate %d as %s', (value, text) => {
    expect(formatRate(value)).toBe(text);
  });
});

describe('phone', () => {
  it.each(tillVectors.phones)('$raw', ({ raw, e164, local }) => {
    expect(parsePhone(raw)).toEqual({ e164, local });
  });

  it('is masked where a bystander can read it', () => {
    expect(maskPhone('0903123456')).toBe('090***3456');
    expect(maskPhone('1234')).toBe('***');
  });
});

describe('barcode', () => {
  it.each(tillVectors.ean13.valid)('%s has a right check digit', (code) => {
    expect(hasValidCheckDigit(code)).toBe(true);
    expect(gtinCheckDigit(code.slice(0, -1))).toBe(Number(code.at(-1)));
  });

  it.each(tillVectors.ean13.invalid_but_common_in_public_demo_data)('%s has a wrong one', (code) => {
    expect(hasValidCheckDigit(code)).toBe(false);
  });

  it('finds a UPC-A under its EAN-13 and the other way round', () => {
    expect(equivalentCodes('036000291452')).toEqual(['036000291452', '0036000291452']);
    expect(equivalentCodes('0036000291452')).toEqual(['0036000291452', '036000291452']);
  });

  it.each([
    ['0108938505970127', '8938505970127'],
    ['010893850597012710LOT7\u001d17261231', '8938505970127'],
    ['\u001d0100036000291452', '0036000291452'],
    ['0100000096385074', '96385074'],
    ['0118938505970124', '18938505970124'],
  ])('are found in a GS1 code: %j', (code, article) => {
    expect(articleNumberIn(code)).toBe(article);
    expect(readableCode(code)).toEqual({ ok: true, value: code });
  });

  it.each(['8938505970127', '0108938505970128', '01893850597012', 'x0108938505970127', '10LOT7'])(
    'are not made up: %s',
    (code) => expect(articleNumberIn(code)).toBeNull(),
  );

  it.each(['', '   ', 'BẤN12', '123\u0000', 'a'.repeat(200)])('refuses the mangled code "%s"', (raw) => {
    expect(readableCode(raw)).toMatchObject({ ok: false, refusal: { code: 'CODE_UNREADABLE' } });
  });
});

describe('time', () => {
  it('turns the business day at midnight in Vietnam, not in London', () => {
    expect(businessDay(Date.UTC(2026, 10, 4, 16, 59, 59))).toBe('2026-11-04');
    expect(businessDay(Date.UTC(2026, 10, 4, 17, 0, 0))).toBe('2026-11-05');
    expect(startOfBusinessDay('2026-11-05')).toBe(Date.UTC(2026, 10, 4, 17));
  });

  it('agrees with the calendar over four centuries', () => {
    for (let at = Date.UTC(1970, 0, 1); at < Date.UTC(2370, 0, 1); at += 86_400_000 * 13) {
      expect(businessDay(at)).toBe(new Date(at + 7 * 3_600_000).toISOString().slice(0, 10));
    }
  });

  it('is written the way people here expect it', () => {
    expect(formatDateTime(Date.UTC(2026, 10, 5, 7, 3))).toBe('05/11/2026 14:03');
    expect(formatIso(Date.UTC(2026, 10, 5, 7, 3, 9))).toBe('2026-11-05T14:03:09+07:00');
  });
});
