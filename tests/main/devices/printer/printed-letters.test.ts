import { describe, expect, it } from 'vitest';
import { line, type TextSize } from '../../../../domain/receipt/document.ts';
import { paperRows, readJob } from '../../../support/paper-commands.ts';
import { productNames } from '../../../support/product-names.ts';
import { readText, tesseract } from '../../../support/reading-tools.ts';
import { headOf, sampleRenderer } from '../../../support/sample-job.ts';

const capitals = productNames.map((name) => name.toUpperCase());

function printed(names: readonly string[], size: TextSize): readonly string[] {
  const blocks = names.map((name) => line(name, { size }));
  return paperRows(readJob(sampleRenderer.bytes({ blocks }, headOf(576))), 576);
}

/** Letters to put in, take out or change until both are the same. */
function distance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const change = (previous[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(Math.min(change, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous.at(-1) ?? 0;
}

function errorShare(names: readonly string[], size: TextSize): number {
  const seen = readText(printed(names, size), 2).map((text) => text.normalize('NFC').trim());
  const wanted = names.join('\n');
  return distance(wanted, seen.join('\n')) / wanted.length;
}

describe('printed Vietnamese', () => {
  it('is tried with all 134 letters that have a sign of their own', () => {
    const used = new Set([...productNames, ...capitals].join('').replace(/[^\u00c0-\u1ef9]/g, ''));
    const vowels = [...'aăâeêioôơuưy'].flatMap((vowel) =>
      ['', '\u0300', '\u0301', '\u0309', '\u0303', '\u0323'].map((tone) => (vowel + tone).normalize('NFC')),
    );
    const all = [...vowels, 'đ'].filter((letter) => letter > '\u007f');
    expect(all.length).toBe(67);
    expect(
      [...all, ...all.map((letter) => letter.toUpperCase())].filter((letter) => !used.has(letter)),
    ).toEqual([]);
  });

  it.skipIf(tesseract.isMissing).each<[string, readonly string[], TextSize]>([
    ['names of goods', productNames, 'normal'],
    ['names in capitals', capitals, 'normal'],
    ['small print', productNames, 'small'],
    ['large print', productNames.slice(0, 20), 'large'],
  ])(
    `is read by tesseract with at most two wrong letters in a hundred: %s${tesseract.note}`,
    (_name, names, size) => {
      expect(errorShare(names, size)).toBeLessThanOrEqual(0.02);
    },
    60_000,
  );
});
