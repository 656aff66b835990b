import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findAroundCode, takeOffAround } from '../../../domain/scan/around-code.ts';

describe('what a scanner puts around a code', () => {
  it.each([
    ['d8934602001078', { prefix: 'd', suffix: '' }],
    ['8934602001078;', { prefix: '', suffix: ';' }],
    ['<<96385074>>', { prefix: '<<', suffix: '>>' }],
  ])('is found around an article number: %s', (scanned, around) => {
    expect(findAroundCode(scanned)).toEqual(around);
    expect(takeOffAround(scanned, around)).toBe(scanned.replace(/\D/g, ''));
  });

  it.each([
    '8934602001078',
    // A wrong check digit, no article number, two numbers, an address.
    'd8934602001079',
    'SP-1234',
    'd8934602001078;96385074',
    'https://x.vn/8934602001078',
    '',
  ])('is not made up: %s', (scanned) => expect(findAroundCode(scanned)).toBeNull());

  it('is taken off codes that have it, and off those alone', () => {
    const around = { prefix: 'd', suffix: ';' };
    expect(takeOffAround('dSP-1;', around)).toBe('SP-1');
    expect(takeOffAround('SP-1;', around)).toBe('SP-1;');
    expect(takeOffAround('d;', around)).toBe('d;');
    expect(takeOffAround('d', { prefix: 'd', suffix: 'd' })).toBe('d');
  });

  it('comes off whatever it was put around', () => {
    const text = fc.string({ maxLength: 8 });
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), text, text, (code, prefix, suffix) => {
        expect(takeOffAround(`${prefix}${code}${suffix}`, { prefix, suffix })).toBe(code);
      }),
    );
  });
});
