import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { FaceName } from '../../../../domain/receipt/placed.ts';
import { blankBitmap, isBlack } from '../../../../main/devices/printer/bitmap.ts';
import { parseGlyphAtlas } from '../../../../main/devices/printer/glyph-atlas.ts';
import { paint } from '../../../../main/devices/printer/paint.ts';
import { atlasPath } from '../../../support/sample-job.ts';

const atlas = parseGlyphAtlas(readFileSync(atlasPath, 'utf8'));
const faces: readonly FaceName[] = (['small', 'normal', 'large', 'huge'] as const).flatMap((size) =>
  (['regular', 'bold'] as const).map((weight): FaceName => `${size}-${weight}`),
);

const ascii = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index));
const vowels = [...'aăâeêioôơuưy'];
const lowerCase = vowels.flatMap((vowel) =>
  ['', '\u0300', '\u0301', '\u0309', '\u0303', '\u0323'].map((tone) => (vowel + tone).normalize('NFC')),
);
const vietnamese = [...lowerCase, ...lowerCase.map((letter) => letter.toUpperCase()), 'đ', 'Đ'];
const signs = [...'₫×÷−–—…‘’“”•·'];

function drawing(letter: string, face: FaceName): string {
  const { width, height, left, top, bits } = atlas.glyphOf(letter, face);
  return `${width} ${height} ${left} ${top} ${Buffer.from(bits).toString('base64')}`;
}

describe.each(faces)('the letters of %s', (face) => {
  const box = drawing('\u{1f600}', face);

  it('hold all of ASCII, the 146 Vietnamese letters and tones, and the signs of a receipt', () => {
    expect(new Set(vietnamese).size).toBe(146);
    const missing = [...ascii, ...vietnamese, ...signs].filter((letter) => drawing(letter, face) === box);
    expect(missing).toEqual([]);
  });

  it('are all different, so no tone is lost in the dots', () => {
    const drawn = new Map<string, string>();
    const twins = vietnamese.filter((letter) => {
      const twin = drawn.has(drawing(letter, face));
      drawn.set(drawing(letter, face), letter);
      return twin;
    });
    expect(twins).toEqual([]);
  });

  it('have figures of one width, so that columns of money line up', () => {
    expect(new Set([...'0123456789'].map((digit) => atlas.widthOf(digit, face))).size).toBe(1);
  });

  it('have minus signs and dashes two dots high at least', () => {
    const thin = [...'−–—'].filter((letter) => {
      const { bits, width } = atlas.glyphOf(letter, face);
      const stride = Math.ceil(width / 8);
      const rows = Array.from({ length: bits.length / stride }, (_, y) =>
        bits.subarray(y * stride, (y + 1) * stride),
      );
      return rows.filter((row) => row.some((byte) => byte !== 0)).length < 2;
    });
    expect(thin).toEqual([]);
  });

  it('stay inside their line', () => {
    const out = [...ascii, ...vietnamese, ...signs].filter((letter) => {
      const { top, height } = atlas.glyphOf(letter, face);
      return top < 0 || top + height > atlas.lineHeightOf(face);
    });
    expect(out).toEqual([]);
  });

  it('show a letter nobody drew as a box of its own width', () => {
    expect(atlas.glyphOf('字', face).advance).toBeGreaterThan(0);
    expect(drawing('字', face)).toBe(box);
    expect(atlas.widthOf('a字', face)).toBe(atlas.widthOf('a', face) + atlas.glyphOf('字', face).advance);
  });
});

describe('letters nobody drew', () => {
  const face = 'normal-regular';
  const width = (text: string) => atlas.widthOf(text, face);
  const box = atlas.glyphOf('字', face);

  it.each([
    ['an emoji, whose two code units are one letter', '😀', 1],
    ['half an emoji', '\ud83d', 1],
    ['two halves in the wrong order', '\ude00\ud83d', 2],
    ['control characters, of which a printer would make commands', '\u0007\u001b\u0010', 3],
    ['a mark of a script the font lacks', '\u0e31', 1],
  ])('%s: a box each', (_name, text, boxes) => {
    expect(width(text)).toBe(boxes * box.advance);
    expect([...text].map((letter) => atlas.glyphOf(letter, face))).toEqual(
      Array.from({ length: boxes }, () => box),
    );
  });
});

describe('a mark on a letter that has none built in', () => {
  const rowsOf = (text: string) => {
    const bitmap = paint(
      {
        width: 64,
        height: 40,
        placed: [{ kind: 'text', x: 8, y: 0, text, face: 'normal-regular', inverted: false }],
      },
      atlas,
    );
    return Array.from({ length: 40 }, (_, y) =>
      Array.from({ length: 64 }, (_dot, x) => isBlack(bitmap, x, y)),
    );
  };
  const inkOf = (text: string) =>
    rowsOf(text).flatMap((row, y) => row.flatMap((dot, x) => (dot ? [{ x, y }] : [])));

  it.each([
    ['above a small letter', 'x', '\u0301', 'above'],
    ['above a capital', 'X', '\u0302', 'above'],
    ['below', 'm', '\u0323', 'below'],
  ])('%s takes no width and touches nothing', (_name, letter, mark, where) => {
    expect(atlas.widthOf(letter + mark, 'normal-regular')).toBe(atlas.widthOf(letter, 'normal-regular'));
    const bare = inkOf(letter);
    const added = inkOf(letter + mark).slice();
    const isBare = new Set(bare.map(({ x, y }) => `${x} ${y}`));
    const ink = added.filter(({ x, y }) => !isBare.has(`${x} ${y}`));
    expect(added.length - ink.length).toBe(bare.length);
    expect(ink.length).toBeGreaterThan(0);
    const ys = bare.map(({ y }) => y);
    const xs = bare.map(({ x }) => x);
    for (const dot of ink) {
      if (where === 'above') expect(dot.y).toBeLessThan(Math.min(...ys));
      else expect(dot.y).toBeGreaterThan(Math.max(...ys));
      expect(dot.x).toBeGreaterThanOrEqual(Math.min(...xs) - 2);
      expect(dot.x).toBeLessThanOrEqual(Math.max(...xs) + 2);
    }
  });

  it('stacks on another mark', () => {
    const top = (text: string) => Math.min(...inkOf(text).map(({ y }) => y));
    expect(top('x\u0302\u0301')).toBeLessThan(top('x\u0302'));
  });
});

describe('painting', () => {
  const dots = (text: string, x: number, inverted = false) => {
    const bitmap = paint(
      { width: 64, height: 40, placed: [{ kind: 'text', x, y: 0, text, face: 'normal-bold', inverted }] },
      atlas,
    );
    return Array.from({ length: bitmap.height }, (_, y) =>
      Array.from({ length: bitmap.width }, (_, column) => (isBlack(bitmap, column, y) ? '1' : '0')).join(''),
    );
  };

  it('draws the same letter at every dot, on byte borders and between them', () => {
    const [first = []] = [dots('Ệ', 0)];
    for (let x = 1; x < 16; x += 1) {
      expect(dots('Ệ', x).map((row) => row.slice(x))).toEqual(first.map((row) => row.slice(0, 64 - x)));
    }
  });

  it('keeps what runs over the edge off the next row', () => {
    const rows = dots('M', 60);
    expect(rows.every((row) => !row.slice(0, 50).includes('1'))).toBe(true);
    expect(rows.some((row) => row.slice(60).includes('1'))).toBe(true);
  });

  it('takes inverted letters out of the black under them', () => {
    const boxed = paint(
      {
        width: 64,
        height: 40,
        placed: [
          { kind: 'box', x: 0, y: 0, width: 64, height: 40, dashed: false },
          { kind: 'text', x: 3, y: 0, text: 'Ệ', face: 'normal-bold', inverted: true },
        ],
      },
      atlas,
    );
    const plain = dots('Ệ', 3);
    const turned = plain.map((row, y) => [...row].map((_, x) => (isBlack(boxed, x, y) ? '0' : '1')).join(''));
    expect(turned).toEqual(plain);
  });

  it('starts from blank paper', () => {
    expect(blankBitmap(9, 2)).toEqual({ width: 9, height: 2, stride: 2, data: new Uint8Array(4) });
  });
});
