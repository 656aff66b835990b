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
  | {
      readonly kind: 'text';
      readonly x: number;
      readonly y: number;
      readonly text: string;
      readonly face: FaceName;
      readonly inverted: boolean;
    }
  | {
      readonly kind: 'box';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly dashed: boolean;
    }
  | {
      readonly kind: 'qr';
      readonly x: number;
      readonly y: number;
      readonly scale: number;
      readonly rows: QrRows;
    };

export type Layout = { readonly width: number; readonly height: number; readonly placed: readonly Placed[] };

export type Paper = '80' | '58';

/** Printable dots at 203 dpi. */
export const paperDots: { readonly [P in Paper]: number } = { '80': 576, '58': 384 };

const spaces = { small: 10, large: 44 } as const;
const sizesDown: readonly TextSize[] = ['huge', 'large', 'normal', 'small'];
const gap = 12;
const bannerPadding = 6;

type Page = {
  readonly width: number;
  readonly metrics: FontMetrics;
  readonly qrOf: (data: string) => QrRows;
};

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
    case 'text': {
      const lines = wrap(block.text, page.width, faceOf(block), page.metrics);
      return placeLines(lines, block.align, y, faceOf(block), wholeWidth(page), page);
    }
    case 'columns':
      return placeColumns(block, y, page);
    case 'rule': {
      const dashed = block.style === 'dashed';
      return { placed: [{ kind: 'box', x: 0, y: y + 7, width: page.width, height: 2, dashed }], height: 16 };
    }
    case 'space':
      return { placed: [], height: spaces[block.size] };
    case 'banner':
      return placeBanner(block.text, y, page);
    case 'qr':
      return placeQr(block, y, page);
  }
}

function wholeWidth(page: Page) {
  return { x: 0, width: page.width };
}

function placeColumns(block: Extract<Block, { kind: 'columns' }>, y: number, page: Page): Placing {
  const face = faceOf(block);
  const cells = block.cells.map((cell) => ({ ...cell, text: clean(cell.text) }));
  const widths = cellWidths(cells, face, page);
  if (widths === null) return stackCells(cells, block.size, block.bold, y, page);
  let x = 0;
  const placings = cells.map((cell, index) => {
    const width = widths[index] ?? 0;
    const lines = cell.width === 'fit' ? [cell.text] : wrap(cell.text, width, face, page.metrics);
    const placing = placeLines(lines, cell.align, y, face, { x, width }, page);
    x += width + gap;
    return placing;
  });
  return {
    placed: placings.flatMap((placing) => placing.placed),
    height: Math.max(...placings.map((placing) => placing.height)),
  };
}

/** Null when the cells can't stand beside each other without tearing a word or an amount. */
function cellWidths(cells: readonly Cell[], face: FaceName, page: Page): readonly number[] | null {
  const fitted = cells.map((cell) => (cell.width === 'fit' ? page.metrics.widthOf(cell.text, face) : 0));
  const shares = cells.filter((cell) => cell.width === 'share');
  const left = page.width - fitted.reduce((sum, width) => sum + width, 0) - gap * (cells.length - 1);
  if (left < 0) return null;
  const share = shares.length === 0 ? 0 : Math.floor(left / shares.length);
  const longest = Math.max(
    0,
    ...shares.flatMap(({ text }) => words(text).map((word) => page.metrics.widthOf(word, face))),
  );
  // A word wider than the paper is torn anyway.
  if (share < Math.min(longest, page.width / 3)) return null;
  return cells.map((cell, index) => (cell.width === 'share' ? share : (fitted[index] ?? 0)));
}

/** Each cell on lines of its own, at its own side. An amount wider than the paper takes the next smaller size instead of a break. */
function stackCells(cells: readonly Cell[], size: TextSize, bold: boolean, y: number, page: Page): Placing {
  let height = 0;
  const placed: Placed[] = [];
  for (const cell of cells) {
    const face = cell.width === 'fit' ? fittingFace(cell.text, size, bold, page) : faceOf({ size, bold });
    const lines = wrap(cell.text, page.width, face, page.metrics);
    const placing = placeLines(lines, cell.align, y + height, face, wholeWidth(page), page);
    placed.push(...placing.placed);
    height += placing.height;
  }
  return { placed, height };
}

/** The largest face, from `size` down, in which the text fits one line; the smallest when none does. */
function fittingFace(text: string, size: TextSize, bold: boolean, page: Page, width = page.width): FaceName {
  const faces = sizesDown.slice(sizesDown.indexOf(size)).map((smaller) => faceOf({ size: smaller, bold }));
  return faces.find((face) => page.metrics.widthOf(text, face) <= width) ?? faceOf({ size: 'small', bold });
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
      return {
        kind: 'text',
        x: column.x + Math.max(indent, 0),
        y: y + index * lineHeight,
        text,
        face,
        inverted: false,
      };
    }),
  };
}

function placeBanner(text: string, y: number, page: Page): Placing {
  const inner = page.width - 4 * bannerPadding;
  const face = fittingFace(clean(text), 'large', true, page, inner);
  const lines = placeLines(
    wrap(text, inner, face, page.metrics),
    'center',
    y + bannerPadding,
    face,
    { x: 2 * bannerPadding, width: inner },
    page,
  );
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
    placed: [
      { kind: 'qr', x: Math.floor((page.width - side) / 2), y: y + quiet, scale, rows },
      ...caption.placed,
    ],
  };
}

/** Breaks between words, inside a word only when it is wider than the line. Leading blanks of the text are kept as an indent. */
export function wrap(text: string, width: number, face: FaceName, metrics: FontMetrics): readonly string[] {
  const normal = clean(text);
  const indent = /^ */.exec(normal)?.[0] ?? '';
  const indentWidth = metrics.widthOf(indent, face);
  const spaceWidth = metrics.widthOf(' ', face);
  const lines: string[] = [];
  let current = '';
  let currentWidth = 0;
  for (const word of words(normal)) {
    for (const piece of pieces(word, width - indentWidth, face, metrics)) {
      const pieceWidth = metrics.widthOf(piece, face);
      if (current !== '' && currentWidth + spaceWidth + pieceWidth <= width) {
        current += ` ${piece}`;
        currentWidth += spaceWidth + pieceWidth;
      } else {
        if (current !== '') lines.push(current);
        current = indent + piece;
        currentWidth = indentWidth + pieceWidth;
      }
    }
  }
  return [...lines, current];
}

/** Composed letters, as the font has them, and one kind of blank. */
function clean(text: string): string {
  return text.normalize('NFC').replace(/[\s\u00a0\u2009\u202f]/g, ' ');
}

function words(text: string): readonly string[] {
  return text.split(' ').filter((word) => word !== '');
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
