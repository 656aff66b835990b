import { describe, expect, it } from 'vitest';
import { letterOf, noLetter } from '../../virtual-counter/code-pages.ts';
import { printerFor } from '../support/printer-for.ts';
import { call, feedAndCut, fence, initialise } from './support.ts';

const vowels = 'aăâeêioôơuưy';
const tones = ['', '\u0300', '\u0309', '\u0303', '\u0301', '\u0323'];
const small = [...vowels].flatMap((vowel) => tones.map((tone) => `${vowel}${tone}`.normalize('NFC')));
/** The 134 letters that ASCII lacks, 67 small ones first. */
const letters = [...small.filter((letter) => letter > '\u007f'), 'đ'].flatMap((letter) => [
  letter,
  letter.toUpperCase(),
]);

function page(name: Parameters<typeof letterOf>[1]): Set<string> {
  return new Set(Array.from({ length: 128 }, (_, at) => letterOf(0x80 + at, name)));
}

describe('code pages (hardware notes 1.4)', () => {
  it.each([
    ['cp437', 14],
    ['wpc1252', 32],
    ['wpc1258', 30],
    ['tcvn', 122],
    ['tcvn3-lower', 68],
    ['tcvn3-upper', 67],
  ] as const)('%s has %i of the 134 letters', (name, count) => {
    const known = page(name);
    expect(letters).toHaveLength(134);
    expect(letters.filter((letter) => known.has(letter))).toHaveLength(count);
  });

  it('of TCVN have the letters where glibc has them', () => {
    const bytes = Buffer.from('a7adea6eb9c6b5cac1d7afff', 'hex');
    expect([...bytes].map((byte) => letterOf(byte, 'tcvn')).join('')).toBe('ĐườnạặàấẦìẰỐ'.normalize('NFC'));
  });
});

describe('text', () => {
  it('of mixed letters needs a page for each run on Epson', async () => {
    const printer = await printerFor();
    const line = await call(printer);
    const [lower, upper] = [Uint8Array.of(0x1b, 0x74, 30), Uint8Array.of(0x1b, 0x74, 31)];
    line.send(initialise, upper, 0xa7, lower, Buffer.from('\xad\xea', 'latin1'), 0x0a, feedAndCut, fence);
    await line.hear(1);
    expect(printer.cuts()[0]?.text).toEqual(['Đườ'.slice(0, 3)]);
  });

  it('stays Chinese on cheap printers until they are told to leave that mode', async () => {
    const notes: string[] = [];
    const printer = await printerFor({ model: 'xprinter', note: (text) => notes.push(text) });
    const line = await call(printer);
    const word = Buffer.from('\xa7\xad\xea', 'latin1');
    line.send(
      initialise,
      Uint8Array.of(0x1b, 0x74, 27),
      word,
      0x0a,
      Uint8Array.of(0x1c, 0x2e),
      word,
      0x0a,
      feedAndCut,
      fence,
    );
    await line.hear(1);
    expect(printer.cuts()[0]?.text).toEqual([noLetter.repeat(2), 'Đườ']);
    expect(notes.some((note) => note.includes('Chinese'))).toBe(true);
  });

  it('wraps at the edge, lines up and grows', async () => {
    const printer = await printerFor();
    const line = await call(printer);
    line.send(
      initialise,
      Buffer.from(`${'x'.repeat(50)}\n`),
      Uint8Array.of(0x1b, 0x61, 2, 0x1d, 0x21, 0x11),
      Buffer.from('T\n'),
      feedAndCut,
      fence,
    );
    await line.hear(1);
    const [strip] = printer.cuts();
    expect(strip?.text).toEqual(['x'.repeat(48), 'xx', 'T']);
    // Two lines of 30 rows, one of 48.
    expect(strip?.rows).toHaveLength(30 + 30 + 48);
    const last = strip?.rows.slice(60) ?? [];
    expect(last.every((row) => row.subarray(0, 69).every((byte) => byte === 0))).toBe(true);
    expect(last.some((row) => row.subarray(69).some((byte) => byte !== 0))).toBe(true);
  });

  it('that was not fed past the cutter stays behind', async () => {
    const printer = await printerFor();
    const line = await call(printer);
    line.send(initialise, Buffer.from('a\nb\nc\nd\ne\n'), Uint8Array.of(0x1d, 0x56, 0), fence);
    await line.hear(1);
    expect(printer.cuts()[0]?.rows).toHaveLength(50);
    expect(printer.hanging().rows).toHaveLength(100);
  });
});
