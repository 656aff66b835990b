import type { Align, Block, Cell, TextSize } from './document.ts';
import type { FaceName, Page, Placed, Placing } from './placed.ts';
import { printable } from './printable.ts';
import { words, wrap } from './wrap.ts';

const sizesDown: readonly TextSize[] = ['huge', 'large', 'normal', 'small'];
const gap = 12;
const bannerPadding = 6;

export function placeText(block: Extract<Block, { kind: 'text' }>, y: number, page: Page): Placing {
  const face = faceOf(block);
  return placeLines(
    wrap(block.text, page.width, face, page.metrics),
    block.align,
    y,
    face,
    wholeWidth(page),
    page,
  );
}

export function placeColumns(block: Extract<Block, { kind: 'columns' }>, y: number, page: Page): Placing {
  const face = faceOf(block);
  const cells = block.cells.map((cell) => ({ ...cell, text: printable(cell.text) }));
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

export function placeLines(
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

export function placeBanner(text: string, y: number, page: Page): Placing {
  const inner = page.width - 4 * bannerPadding;
  const face = fittingFace(printable(text), 'large', true, page, inner);
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

export function wholeWidth(page: Page) {
  return { x: 0, width: page.width };
}

export function faceOf(block: { readonly size: TextSize; readonly bold: boolean }): FaceName {
  return `${block.size}-${block.bold ? 'bold' : 'regular'}`;
}
