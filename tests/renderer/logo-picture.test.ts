import { describe, expect, it } from 'vitest';
import { settingsPatch } from '../../contracts/inputs.ts';
import { logoLimits } from '../../contracts/logo-limits.ts';
import { pictureFault } from '../../domain/receipt/picture.ts';
import { isBlank, pictureOf, pixelsOf, sizeWithin } from '../../renderer/features/settings/logo-picture.ts';

/** A picture of one colour (red, green, blue, alpha). */
function filled(width: number, height: number, colour: readonly number[]): Uint8ClampedArray {
  return Uint8ClampedArray.from({ length: width * height * 4 }, (_, at) => colour[at % 4] ?? 0);
}

function blackShare(width: number, height: number, colour: readonly number[]): number {
  const pixels = pixelsOf(pictureOf(width, height, filled(width, height, colour)));
  return pixels.filter((value, at) => at % 4 === 3 && value === 255).length / (width * height);
}

describe('a logo from a file', () => {
  it.each([
    ['is as large as fits the frame', { width: 1200, height: 300 }, { width: 384, height: 96 }],
    ['is no higher than the frame', { width: 400, height: 800 }, { width: 80, height: 160 }],
    ['is never made larger', { width: 50, height: 20 }, { width: 50, height: 20 }],
    ['is never nothing', { width: 9000, height: 1 }, { width: 384, height: 1 }],
  ])('%s', (_name, source, size) => {
    expect(sizeWithin(source, logoLimits)).toEqual(size);
  });

  it.each([
    ['black is black', [0, 0, 0, 255], 1, 1],
    ['white is white', [255, 255, 255, 255], 0, 0],
    ['nothing is white, whatever colour lies behind it', [0, 0, 0, 0], 0, 0],
    ['dark red is black', [120, 0, 0, 255], 1, 1],
    ['yellow is white', [255, 240, 0, 255], 0, 0],
    ['middle grey is about half of the dots', [128, 128, 128, 255], 0.4, 0.6],
    ['light grey is fewer dots', [190, 190, 190, 255], 0.15, 0.35],
  ])('%s', (_name, colour, least, most) => {
    const share = blackShare(61, 40, colour);
    expect(share).toBeGreaterThanOrEqual(least);
    expect(share).toBeLessThanOrEqual(most);
  });

  it('is taken by main and by the printer, at any size', () => {
    for (const [width, height] of [
      [1, 1],
      [13, 7],
      [384, 160],
    ] as const) {
      const receiptLogo = pictureOf(width, height, filled(width, height, [0, 0, 0, 255]));
      expect(pictureFault(receiptLogo)).toBeNull();
      expect(settingsPatch.safeParse({ receiptLogo }).success).toBe(true);
    }
  });

  it('that nobody would see is told', () => {
    expect(isBlank(pictureOf(40, 40, filled(40, 40, [250, 250, 250, 255])))).toBe(true);
    expect(isBlank(pictureOf(40, 40, filled(40, 40, [10, 10, 10, 255])))).toBe(false);
  });
});

describe('what main takes for a logo', () => {
  const good = { width: 16, height: 2, rows: 'AAAAAA==' };
  it.each([
    ['none', null, true],
    ['a good one', good, true],
    ['one wider than the narrowest paper', { ...good, width: 400 }, false],
    ['one with rows missing', { ...good, height: 9 }, false],
    ['one whose rows are no base64', { ...good, rows: 'AAAA-A==' }, false],
    ['one with more in it', { ...good, url: 'http://example.com/x.png' }, false],
    ['a file name', 'logo.png', false],
  ])('%s', (_name, receiptLogo, isTaken) => {
    expect(settingsPatch.safeParse({ receiptLogo }).success).toBe(isTaken);
  });
});
