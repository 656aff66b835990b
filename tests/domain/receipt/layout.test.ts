import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Block, line, pair, rule } from '../../../domain/receipt/document.ts';
import { layOut, type Paper, paperDots } from '../../../domain/receipt/layout.ts';
import type { FontMetrics, Layout } from '../../../domain/receipt/placed.ts';
import { wrap } from '../../../domain/receipt/wrap.ts';

const letterWidths = { small: 8, normal: 10, large: 14, huge: 20 } as const;

/** Every letter is as wide as its size says: widths can be told at a glance. */
const metrics: FontMetrics = {
  widthOf: (text, face) => [...text].length * widthOfLetter(face),
  lineHeightOf: (face) => widthOfLetter(face) * 2,
};

function widthOfLetter(face: string): number {
  const size = (['small', 'normal', 'large', 'huge'] as const).find((name) => face.startsWith(name));
  return letterWidths[size ?? 'normal'];
}

const qrOf = (data: string) => Array.from({ length: 21 }, () => (data === '' ? '0' : '1').repeat(21));

function place(blocks: readonly Block[], paper: Paper = '80'): Layout {
  return layOut({ blocks }, { width: paperDots[paper], metrics, qrOf });
}

function texts(layout: Layout) {
  return layout.placed.flatMap((item) =>
    item.kind === 'text' ? [{ ...item, right: item.x + metrics.widthOf(item.text, item.face) }] : [],
  );
}

const amount = fc
  .integer({ min: 0, max: Number.MAX_SAFE_INTEGER })
  .map((value) => `${value.toLocaleString('de-DE')} đ`);
const words = fc.array(fc.string({ unit: fc.constantFrom(...'abđếữỵ.Ư'), minLength: 1, maxLength: 12 }), {
  maxLength: 12,
});
const size = fc.constantFrom('small', 'normal', 'large', 'huge' as const);
const paper = fc.constantFrom<Paper>('80', '58');

describe('a label and its amount', () => {
  it('stand at the two edges of one line', () => {
    const [label, value] = texts(place([pair('Tạm tính', '84.000')]));
    expect(label).toMatchObject({ text: 'Tạm tính', x: 0 });
    expect(value).toMatchObject({ text: '84.000', right: 576, y: label?.y });
  });

  it('share a right edge down the whole receipt', () => {
    const placed = texts(place(['1', '84.000', '1.234.567'].map((value) => pair('a', value))));
    expect(placed.filter(({ text }) => text !== 'a').map(({ right }) => right)).toEqual([576, 576, 576]);
  });

  it('make a long label wrap beside the amount', () => {
    const placed = texts(
      place([pair('Bộ nồi inox ba đáy năm món có nắp kính cường lực', '1.290.000')], '58'),
    );
    const value = placed.find(({ text }) => text === '1.290.000');
    const label = placed.filter(({ text }) => text !== '1.290.000');
    expect(label.length).toBeGreaterThan(1);
    expect(Math.max(...label.map(({ right }) => right))).toBeLessThan(value?.x ?? 0);
  });

  it('go below each other when the amount leaves no room', () => {
    const placed = texts(
      place([pair('TỔNG CỘNG', '1.234.567.890.123.456 đ', { size: 'large', bold: true })], '58'),
    );
    expect(placed).toMatchObject([
      { text: 'TỔNG CỘNG', x: 0, y: 0 },
      { text: '1.234.567.890.123.456 đ', right: 384, y: 28, face: 'large-bold' },
    ]);
  });

  it('take a smaller size for an amount wider than the paper', () => {
    const placed = texts(place([pair('TỔNG', '9.007.199.254.740.991 đ', { size: 'huge' })], '58'));
    expect(placed[1]).toMatchObject({ text: '9.007.199.254.740.991 đ', right: 384, face: 'large-regular' });
  });

  it('stand below each other when several amounts are too wide together', () => {
    const cell = { text: '1.234.567.890.123', align: 'right', width: 'fit' } as const;
    const placed = texts(place([{ kind: 'columns', size: 'large', bold: false, cells: [cell, cell] }], '58'));
    expect(placed.map(({ y, right }) => [y, right])).toEqual([
      [0, 384],
      [28, 384],
    ]);
  });

  it('never lose, break or run over: any label, any amount, any size, both papers', () => {
    fc.assert(
      fc.property(words, amount, size, paper, (label, value, textSize, width) => {
        const layout = place([pair(label.join(' '), value, { size: textSize })], width);
        const placed = texts(layout);
        expect(placed.filter(({ text }) => text === value)).toHaveLength(1);
        const printed = placed.filter(({ text }) => text !== value).map(({ text }) => text);
        expect(printed.join('').replaceAll(' ', '')).toBe(label.join(''));
        for (const item of placed) {
          expect(item.x).toBeGreaterThanOrEqual(0);
          expect(item.right).toBeLessThanOrEqual(layout.width);
          expect(item.y + metrics.lineHeightOf(item.face)).toBeLessThanOrEqual(layout.height);
        }
        for (const a of placed) {
          for (const b of placed) {
            if (
              a === b ||
              a.y >= b.y + metrics.lineHeightOf(b.face) ||
              b.y >= a.y + metrics.lineHeightOf(a.face)
            )
              continue;
            expect(a.right <= b.x || b.right <= a.x).toBe(true);
          }
        }
      }),
    );
  });
});

describe('long text', () => {
  it('breaks between words and keeps its indent', () => {
    expect(wrap('  một hai ba bốn', 100, 'normal-regular', metrics)).toEqual(['  một hai', '  ba bốn']);
  });

  it('is torn only where a word is wider than the line', () => {
    expect(wrap('ab 0123456789ABCDEF', 100, 'normal-regular', metrics)).toEqual([
      'ab',
      '0123456789',
      'ABCDEF',
    ]);
  });

  it('is the same however its letters and blanks are spelled', () => {
    const spelled = 'Nước\u00a0mắm\u202fngon\nlắm';
    const expected = wrap('Nước mắm ngon lắm', 110, 'normal-regular', metrics);
    expect(wrap(spelled.normalize('NFD'), 110, 'normal-regular', metrics)).toEqual(expected);
  });

  it('keeps an empty line as a line', () => {
    expect(place([line('')]).height).toBe(20);
  });
});

describe('a banner', () => {
  it('is one line, smaller on narrow paper', () => {
    const text = 'BẢN SAO – IN LẠI LẦN 123 (a)';
    expect(texts(place([{ kind: 'banner', text }], '80'))).toMatchObject([
      { text, face: 'large-bold', inverted: true },
    ]);
    expect(texts(place([{ kind: 'banner', text }], '58'))).toMatchObject([
      { text, face: 'normal-bold', inverted: true },
    ]);
  });

  it('wraps rather than lose a word', () => {
    const words = 'BẢN SAO – IN LẠI LẦN 12 – THEO YÊU CẦU CỦA KHÁCH HÀNG TẠI QUẦY';
    const placed = texts(place([{ kind: 'banner', text: words }], '58'));
    expect(placed.length).toBeGreaterThan(1);
    expect(placed.map(({ text }) => text).join(' ')).toBe(words);
  });
});

describe('a QR code', () => {
  it.each<[Paper]>([['80'], ['58']])(
    'stands in the middle of %s mm paper with a quiet zone of four modules',
    (width) => {
      const layout = place([rule, { kind: 'qr', data: 'x', caption: 'LL2-1' }], width);
      const code = layout.placed.find((item) => item.kind === 'qr');
      if (code?.kind !== 'qr') throw new Error('no code was placed');
      const side = code.rows.length * code.scale;
      expect(code.scale).toBeGreaterThanOrEqual(3);
      expect(Math.abs(code.x - (layout.width - side - code.x))).toBeLessThanOrEqual(1);
      expect(code.x).toBeGreaterThanOrEqual(4 * code.scale);
      expect(code.y - 16).toBeGreaterThanOrEqual(4 * code.scale);
      expect(texts(layout)[0]?.y).toBeGreaterThanOrEqual(code.y + side + 4 * code.scale);
    },
  );
});
