import { describe, expect, it } from 'vitest';
import { readDiscount, textOfDiscount, typeDiscount } from '../../renderer/features/sell/discount-text.ts';
import { readQuickEntry, typeQuickEntry } from '../../renderer/features/sell/quick-entry.ts';
import { initialsOf } from '../../renderer/ui/picture.tsx';

describe('the quick entry', () => {
  it('reads a code, and a quantity before a star', () => {
    expect(readQuickEntry('8934567')).toEqual({ quantity: 1000, multiplied: false, code: '8934567' });
    expect(readQuickEntry('3*')).toEqual({ quantity: 3000, multiplied: true, code: '' });
    expect(readQuickEntry('1,25*893')).toEqual({ quantity: 1250, multiplied: true, code: '893' });
  });

  it.each(['0*', '1,2345*', '12345678901*'])('refuses the quantity of %s', (text) => {
    expect(readQuickEntry(text)).toBe(undefined);
  });

  it('begins with a digit only, so that letters can start a search', () => {
    expect(typeQuickEntry('', '7')).toBe('7');
    expect(typeQuickEntry('', 'a')).toBe(undefined);
    expect(typeQuickEntry('', '*')).toBe(undefined);
    expect(typeQuickEntry('12', 'A')).toBe('12A');
  });

  it('takes one star', () => {
    expect(typeQuickEntry('3', '*')).toBe('3*');
    expect(typeQuickEntry('3*', '*')).toBe(undefined);
  });
});

describe('a typed discount', () => {
  it('is an amount, grouped while typing', () => {
    expect(typeDiscount('amount', '20000')).toEqual({ kind: 'amount', text: '20.000' });
    expect(readDiscount({ kind: 'amount', text: '20.000' })).toEqual({ kind: 'amount', amount: 20_000 });
  });

  it('turns into a percentage at a percent sign', () => {
    expect(typeDiscount('amount', '5%')).toEqual({ kind: 'percent', text: '5' });
    expect(readDiscount({ kind: 'percent', text: '5,5' })).toEqual({ kind: 'percent', rate: 550 });
  });

  it('is taken away by an empty field or a nought', () => {
    expect(readDiscount({ kind: 'amount', text: '' })).toBe(null);
    expect(readDiscount({ kind: 'amount', text: '0' })).toBe(null);
    expect(readDiscount({ kind: 'percent', text: '0' })).toBe(null);
  });

  it.each(['101', '5,555', '5,', 'x'])('cannot be read from %s per cent', (text) => {
    expect(readDiscount({ kind: 'percent', text })).toBe(undefined);
  });

  it('comes back as it was typed', () => {
    for (const typed of [
      { kind: 'percent', text: '12,5' },
      { kind: 'amount', text: '19.000' },
    ] as const) {
      expect(textOfDiscount(readDiscount(typed) ?? null)).toEqual(typed);
    }
  });
});

describe('the stand-in for a missing picture', () => {
  it('takes the first letters of the first two words, whichever way accents are stored', () => {
    expect(initialsOf('Đường trắng 1 kg')).toBe('ĐT');
    expect(initialsOf('Ô mai'.normalize('NFD'))).toBe('ÔM');
    expect(initialsOf('7up')).toBe('');
  });
});
