import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { code128Modules, encodeCode128, fnc1, fnc2, fnc3 } from '../../../domain/barcode/code128.ts';
import { code128Widths } from '../../../domain/barcode/code128-widths.ts';
import { readCodes, zbar } from '../../support/reading-tools.ts';

type CodeSet = 'A' | 'B' | 'C';

/** Reads symbol values back by the tables of the standard. */
function read(symbols: readonly number[]): string {
  const [start, ...rest] = symbols;
  const stop = rest.pop();
  const check = rest.pop();
  if (start === undefined || stop !== 106) throw new Error('no frame');
  const sum = rest.reduce((total, value, index) => total + value * (index + 1), start);
  if (sum % 103 !== check) throw new Error('wrong check symbol');
  let set: CodeSet | undefined = ({ 103: 'A', 104: 'B', 105: 'C' } as const)[start];
  if (set === undefined) throw new Error('no start');
  let shifted = false;
  let text = '';
  for (const value of rest) {
    const here: CodeSet = shifted ? (set === 'A' ? 'B' : 'A') : set;
    shifted = false;
    if (value === 102) text += fnc1;
    else if (here === 'C') {
      if (value < 100) text += String(value).padStart(2, '0');
      else set = value === 100 ? 'B' : 'A';
    } else if (value < 96) text += letterOf(here, value);
    else if (value === 96) text += fnc3;
    else if (value === 97) text += fnc2;
    else if (value === 98) shifted = true;
    else if (value === 99) set = 'C';
    else if (value === 100 && here === 'A') set = 'B';
    else if (value === 101 && here === 'B') set = 'A';
    else throw new Error(`${value} in set ${here}`);
  }
  return text;
}

function letterOf(set: 'A' | 'B', value: number): string {
  if (set === 'B' || value < 64) return String.fromCharCode(value + 32);
  return String.fromCharCode(value - 64);
}

/** Fewest symbols between start and check, searched breadth first over everything a printer could write. */
function fewest(data: string): number {
  const isIn = { A: /^[\0-_\uf101-\uf103]$/, B: /^[ -\x7f\uf101-\uf103]$/ };
  /** What was reached with 0, 1, 2 … symbols, as place and set. */
  const reached: Set<string>[] = [new Set(['0A', '0B', '0C'])];
  const reach = (count: number, at: number, set: string) => {
    reached[count] ??= new Set();
    reached[count].add(`${at}${set}`);
  };
  for (let count = 0; ; count += 1) {
    for (const place of reached[count] ?? []) {
      const at = Number.parseInt(place, 10);
      if (at === data.length) return count;
      const set = place.at(-1) ?? '';
      const letter = data[at] ?? '';
      for (const other of 'ABC') if (other !== set) reach(count + 1, at, other);
      if (letter === fnc1) reach(count + 1, at + 1, set);
      if (set === 'C' && /^\d\d$/.test(data.slice(at, at + 2))) reach(count + 1, at + 2, set);
      if (set === 'C') continue;
      const other = set === 'A' ? 'B' : 'A';
      if (isIn[set === 'A' ? 'A' : 'B'].test(letter)) reach(count + 1, at + 1, set);
      if (isIn[other].test(letter)) reach(count + 2, at + 1, set);
    }
  }
}

const letters = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...'0123456789') },
  { weight: 2, arbitrary: fc.constantFrom(...'ABZ-. $/+%') },
  { weight: 1, arbitrary: fc.constantFrom(...'abz{}~\x7f') },
  { weight: 1, arbitrary: fc.constantFrom(...'\0\x01\t\r\n\x1d\x1f') },
  { weight: 1, arbitrary: fc.constantFrom(fnc1, fnc2, fnc3) },
);
const anything = fc.string({ unit: letters, minLength: 1, maxLength: 24 });

describe('Code 128', () => {
  it('has 106 symbols of eleven modules with an even number of dark ones, a stop of thirteen, and no twins', () => {
    expect(code128Widths.length).toBe(107);
    expect(new Set(code128Widths).size).toBe(107);
    const sum = (widths: readonly string[]) => widths.reduce((total, width) => total + Number(width), 0);
    code128Widths.forEach((widths, value) => {
      expect(sum([...widths])).toBe(value === 106 ? 13 : 11);
      const dark = sum([...widths].filter((_, index) => index % 2 === 0));
      expect(dark % 2).toBe(0);
    });
  });

  it.each([
    ['a word', 'HD001', [104, 40, 36, 16, 16, 17]],
    ['figures, two a symbol', '8938505970', [105, 89, 38, 50, 59, 70]],
    ['an odd figure before the pairs', '12345', [104, 17, 99, 23, 45]],
    ['control characters', 'A\tB', [103, 33, 73, 34]],
    ['one control character among small letters', 'ab\tcd', [104, 65, 66, 98, 73, 67, 68]],
    ['GS1 data', `${fnc1}0108938505970128`, [105, 102, 1, 8, 93, 85, 5, 97, 1, 28]],
    ['a scanner’s setting', `${fnc3}1A`, [104, 96, 17, 33]],
  ])('writes %s', (_name, data, symbols) => {
    expect(encodeCode128(data)?.slice(0, -2)).toEqual(symbols);
  });

  it('is read back by the tables of the standard, whatever it holds', () => {
    fc.assert(
      fc.property(anything, (data) => {
        expect(read(encodeCode128(data) ?? [])).toBe(data);
      }),
      { numRuns: 500 },
    );
  });

  it('never takes a symbol more than the sets allow', () => {
    fc.assert(
      fc.property(anything, (data) => {
        expect((encodeCode128(data)?.length ?? 0) - 3).toBe(fewest(data));
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['nothing', ''],
    ['a Vietnamese letter', 'Đỏ'],
    ['a letter of another script', 'A字'],
  ])('does not pretend to hold %s', (_name, data) => {
    expect(encodeCode128(data)).toBeNull();
  });

  it.skipIf(zbar.isMissing)(`is read by zbar, each symbol of it${zbar.note}`, () => {
    const pairs = Array.from({ length: 100 }, (_, value) => String(value).padStart(2, '0')).join('');
    const ascii = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)).join('');
    const samples = [
      ...(pairs.match(/.{40}/g) ?? []),
      ...(ascii.match(/.{1,20}/gs) ?? []),
      'HD001',
      'AB12345678cd9',
      'AAWDDSFX12',
    ];
    const seen = samples.flatMap((data) => {
      const modules = `${'0'.repeat(12)}${code128Modules(encodeCode128(data) ?? [])}${'0'.repeat(12)}`;
      return readCodes(
        Array.from({ length: 40 }, () => modules),
        ['code128'],
      );
    });
    expect(seen).toEqual(samples);
  });
});
