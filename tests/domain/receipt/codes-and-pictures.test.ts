import { describe, expect, it } from 'vitest';
import type { Block } from '../../../domain/receipt/document.ts';
import { layOut } from '../../../domain/receipt/layout.ts';
import { pictureFault } from '../../../domain/receipt/picture.ts';
import type { FontMetrics } from '../../../domain/receipt/placed.ts';

const metrics: FontMetrics = { widthOf: (text) => [...text].length * 8, lineHeightOf: () => 20 };

function place(block: Block, width: number) {
  return layOut({ blocks: [block] }, { width, metrics, qrOf: () => ['1'] });
}

function barcode(data: string, caption = data): Block {
  return { kind: 'barcode', symbology: 'code128', data, caption };
}

const picture = (width: number, height: number) => ({
  width,
  height,
  rows: Buffer.alloc(Math.ceil(width / 8) * height, 0xff).toString('base64'),
});

describe('a barcode', () => {
  it.each([
    ['a short code', 'HD001', 576, 3],
    ['a short code on narrow paper', 'HD001', 384, 3],
    ['a receipt number', 'LL2-261125-0037', 576, 2],
    ['a receipt number on narrow paper', 'LL2-261125-0037', 384, 1],
  ])(
    'of %s stands in the middle with ten modules of blank paper at each side',
    (_name, data, width, dots) => {
      const layout = place(barcode(data), width);
      const bars = layout.placed.find((item) => item.kind === 'bars');
      if (bars?.kind !== 'bars') throw new Error('no bars were placed');
      const right = bars.x + bars.modules.length * bars.scale;
      expect(bars.scale).toBe(dots);
      expect(bars.x).toBeGreaterThanOrEqual(10 * bars.scale);
      expect(Math.abs(bars.x - (width - right))).toBeLessThanOrEqual(1);
      const caption = layout.placed.find((item) => item.kind === 'text');
      expect(caption).toMatchObject({ text: data });
      expect(caption?.y).toBeGreaterThanOrEqual(bars.y + bars.height);
      expect(layout.height).toBeGreaterThanOrEqual((caption?.y ?? 0) + 20);
    },
  );

  it.each([
    ['wider than the paper', '-a'.repeat(40)],
    ['of letters no bars exist for', 'Mã số Đ'],
  ])('%s leaves its data to be read', (_name, data) => {
    const { placed } = place(barcode(data, ''), 384);
    expect(placed.every(({ kind }) => kind === 'text')).toBe(true);
    expect(placed.map((item) => (item.kind === 'text' ? item.text : '')).join('')).toBe(data);
  });

  it('without a caption leaves no line for one', () => {
    expect(place(barcode('HD001', ''), 576).height).toBeLessThan(place(barcode('HD001'), 576).height);
  });
});

describe('a picture', () => {
  it.each([
    [384, 576, 1, 96],
    [384, 512, 1, 64],
    [384, 384, 1, 0],
    [576, 384, 2, 48],
    [512, 384, 2, 64],
    [577 - 1, 512, 2, 112],
  ])(
    '%i dots wide on a head of %i is made smaller by %i and stands in the middle',
    (width, head, shrink, x) => {
      const layout = place({ kind: 'image', picture: picture(width, 80) }, head);
      expect(layout.placed).toMatchObject([{ kind: 'picture', x, shrink }]);
      expect(layout.height).toBeGreaterThanOrEqual(80 / shrink);
    },
  );

  it('that is none is left out, and the rest is printed', () => {
    const broken: Block = { kind: 'image', picture: { ...picture(8, 8), rows: 'AAAA' } };
    expect(place(broken, 576)).toMatchObject({ height: 0, placed: [] });
  });
});

describe('data from outside', () => {
  it.each([
    ['a good picture', picture(384, 100), null],
    ['a picture that ends inside a byte', picture(13, 3), null],
    ['nothing', null, 'no-picture'],
    ['a text', 'logo.png', 'no-picture'],
    ['a width that is text', { ...picture(8, 8), width: '8' }, 'size'],
    ['no height', { ...picture(8, 8), height: 0 }, 'size'],
    ['half a dot', { ...picture(8, 8), width: 7.5 }, 'size'],
    ['no number', { ...picture(8, 8), width: Number.NaN }, 'size'],
    ['more than the widest head', picture(577, 10), 'too-wide'],
    ['a poster', picture(8, 401), 'too-high'],
    ['a row too few', { ...picture(8, 8), height: 9 }, 'data'],
    ['a row too many', { ...picture(8, 9), height: 7 }, 'data'],
    ['letters outside base64', { ...picture(24, 1), rows: 'A-_A' }, 'data'],
    ['padding inside', { ...picture(24, 2), rows: 'AA==AAAA' }, 'data'],
    ['no padding where it belongs', { ...picture(8, 1), rows: 'AAAA' }, 'data'],
    ['rows that are no text', { width: 8, height: 1, rows: [255] }, 'data'],
  ])('%s is told apart', (_name, value, fault) => {
    expect(pictureFault(value)).toBe(fault);
  });
});
