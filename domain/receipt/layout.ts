import type { Align, Block, Cell, ReceiptDocument, TextSize } from './document.ts';

/** What layout must know of the letters; dots of the print head. */
export type FontMetrics = {
  readonly widthOf: (text: string, face: FaceName) => number;
  readonly lineHeightOf: (face: FaceName) => number;
};

export type FaceName = `${TextSize}-${'regular' | 'bold'}`;

/** Modules of a QR, `1` dark. */
export type QrRows = readonly string[];

/** Where each thing goes, in dots from the upper left corner. */
export type Placed =
  | { readonly kind: 'text'; readonly x: number; readonly y: number; readonly text: string; readonly face: FaceName; readonly inverted: boolean }
  | { readonly kind: 'box'; readonly x: number; readonly y: number; readonly width: number; readonly height: number; readonly dashed: boolean }
  | { readonly kind: 'qr'; readonly x: number; readonly y: number; readonly scale: number; readonly rows: QrRows };

export type Layout = { readonly width: number; readonly height: number; readonly placed: readonly Placed[] };

export type Paper = '80' | '58';

/** Printable dots at 203 dpi. */
export const paperDots: { readonly [P in Paper]: number } = { '80': 576, '58': 384 };

const spaces = { small: 10, large: 44 } as const;
const gap = 12;
const bannerPadding = 6;

type Page = { readonly width: number; readonly metrics: FontMetrics; readonly qrOf: (data: string) => QrRows };

type Placing = { readonly placed: readonly Placed[]; readonly height: number };

/** Places a document on paper: long names wrap, figures line up at the right edge and are never cut. */
export function layOut(document: ReceiptDocument, page: Page): Layout {
  let y = 0;
  const placed: Placed[] = [];
  for (const block of document.blocks) {
    const result = placeBlock(block, y, page);
    placed.push(...result.placed);
    y += result.height;
  }
  return { width: page.width, height: y, placed };
}

function placeBlock(block: Block, y: number, page: Page): Placing {
  switch (block.kind) {
    case 'text':
      return placeLines(wrap(block.text, page.width, faceOf(block), page.metrics), block.align, y, faceOf(block), { x: 0, width: page.width }, page);
    case 'columns':
      return placeColumns(block, y, page);
    case 'rule':
      return { placed: [{ kind: 'box', x: 0, y: y + 7, width: page.width, height: 2, dashed: block.style === 'dashed' }], height: 16 };
    case 'space':
      return { placed: [], height: spaces[block.size] };
    case 'banner':
      return placeBanner(block.text, y, page);
    case 'qr':
      return placeQr(block, y, page);
  }
}

function placeColumns(block: Extract<Block, { kind: 'columns' }>, y: number, page: Page): Placing {
  const face = faceOf(block);
  const widths = cellWidths(block.cells, face, page);
  let x = 0;
  const placings = block.cells.map((cell, index) => {
    const width = widths[index] ?? 0;
    const lines = cell.width === 'fit' ? [cell.text.normalize('NFC')] : wrap(cell.text, width, face, page.metrics);
    const placing = placeLines(lines, cell.align, y, face, { x, width }, page);
    x += width + gap;
    return placing;
  });
  return { placed: placings.flatMap((placing) => placing.placed), height: Math.max(...placings.map((placing) => placing.height)) };
}

function cellWidths(cells: readonly Cell[], face: FaceName, page: Page): readonly number[] {
  const fitted = cells.map((cell) => (cell.width === 'fit' ? page.metrics.widthOf(cell.text.normalize('NFC'), face) : 0));
  const shared = cells.filter((cell) => cell.width === 'share').length;
  const left = page.width - fitted.reduce((sum, width) => sum + width, 0) - gap * (cells.length - 1);
  const share = shared === 0 ? 0 : Math.max(Math.floor(left / shared), 0);
  return cells.map((cell, index) => (cell.width === 'share' ? share : (fitted[index] ?? 0)));
}

function placeLines(
  lines: readonly string[],
  align: Align,
  y: number,
  face: FaceName,
  column: { readonly x: number; readonly width: number },
  page: Page,
): Placing {
  const lineHeight = page.metrics.lineHeightOf(face);
  return {
    height: lines.length * lineHeight,
    placed: lines.map((text, index) => {
      const free = column.width - page.metrics.widthOf(text, face);
      const indent = { left: 0, center: Math.floor(free / 2), right: free }[align];
      return { kind: 'text', x: column.x + Math.max(indent, 0), y: y + index * lineHeight, text, face, inverted: false };
    }),
  };
}

function placeBanner(text: string, y: number, page: Page): Placing {
  const face: FaceName = 'large-bold';
  const inner = page.width - 4 * bannerPadding;
  const lines = placeLines(wrap(text, inner, face, page.metrics), 'center', y + bannerPadding, face, { x: 2 * bannerPadding, width: inner }, page);
  const height = lines.height + 2 * bannerPadding;
  return {
    height: height + 8,
    placed: [
      { kind: 'box', x: 0, y, width: page.width, height, dashed: false },
      ...lines.placed.map((item) => (item.kind === 'text' ? { ...item, inverted: true } : item)),
    ],
  };
}

function placeQr(block: Extract<Block, { kind: 'qr' }>, y: number, page: Page): Placing {
  const rows = page.qrOf(block.data);
  const scale = Math.max(3, Math.min(6, Math.floor((page.width * 0.36) / rows.length)));
  const side = rows.length * scale;
  const quiet = 4 * scale;
  const caption = placeLines(
    wrap(block.caption, page.width, 'small-regular', page.metrics),
    'center',
    y + side + 2 * quiet,
    'small-regular',
    { x: 0, width: page.width },
    page,
  );
  return {
    height: side + 2 * quiet + caption.height,
    placed: [{ kind: 'qr', x: Math.floor((page.width - side) / 2), y: y + quiet, scale, rows }, ...caption.placed],
  };
}

/** Breaks between words, inside a word only when it is wider than the line. Leading blanks of the text are kept as an indent. */
export function wrap(text: string, width: number, face: FaceName, metrics: FontMetrics): readonly string[] {
  const normal = text.normalize('NFC');
  const indent = /^ */.exec(normal)?.[0] ?? '';
  const lines: string[] = [];
  let current = indent;
  for (const word of normal.trim().split(/\s+/)) {
    for (const piece of pieces(word, width, face, metrics)) {
      const candidate = current.trim() === '' ? indent + piece : `${current} ${piece}`;
      if (current.trim() !== '' && metrics.widthOf(candidate, face) > width) {
        lines.push(current);
        current = indent + piece;
      } else {
        current = candidate;
      }
    }
  }
  return [...lines, current];
}

function pieces(word: string, width: number, face: FaceName, metrics: FontMetrics): readonly string[] {
  if (metrics.widthOf(word, face) <= width) return [word];
  const result: string[] = [];
  let current = '';
  for (const letter of word) {
    if (current !== '' && metrics.widthOf(current + letter, face) > width) {
      result.push(current);
      current = '';
    }
    current += letter;
  }
  return [...result, current];
}

function faceOf(block: { readonly size: TextSize; readonly bold: boolean }): FaceName {
  return `${block.size}-${block.bold ? 'bold' : 'regular'}`;
}
