import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printable } from '../../../domain/receipt/printable.ts';

describe('a text made printable', () => {
  it.each([
    ['letters typed as base and tone', 'Nước mắm Phú Quốc'.normalize('NFD'), 'Nước mắm Phú Quốc'],
    ['tones in the wrong order', 'e\u0302\u0323 e\u0323\u0302', 'ệ ệ'],
    ['a joiner between a letter and its tone', 'a\u200d\u0301', 'á'],
    ['blanks of every kind', 'a\tb\nc\u00a0d\u2009e\u202ff\u3000g', 'a b c d e f g'],
    ['signs that take no room', '\ufeffMã\u200b số\u00ad\u200e 12\ufe0f', 'Mã số 12'],
    ['a family of one emoji and three joiners', '👨‍👩‍👧', '👨👩👧'],
  ])('%s', (_name, text, expected) => {
    expect(printable(text)).toBe(expected);
  });

  it('keeps letters nobody can draw, controls and torn pairs, since they show as boxes', () => {
    expect(printable('字\u0007\u001b\u0085\ud83d')).toBe('字\u0007\u001b\u0085\ud83d');
  });

  it('takes the short way for nothing that the long way would change', () => {
    const letters = fc.string({ unit: fc.constantFrom(...'aáâấđĐŁ–…₫“ \u0301\u00ad\u200b\u00a0') });
    fc.assert(
      fc.property(letters, (text) => {
        const long = text
          .replace(/[\u00ad\u200b]/g, '')
          .normalize('NFC')
          .replace(/\s/g, ' ');
        expect(printable(text)).toBe(long);
      }),
    );
  });

  it('is the same when made printable again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(printable(printable(text))).toBe(printable(text));
      }),
    );
  });
});
