import { code128Modules, encodeCode128 } from '../barcode/code128.ts';
import type { Block } from './document.ts';
import { placeLines, wholeWidth } from './place-text.ts';
import type { Page, Placing } from './placed.ts';
import { wrap } from './wrap.ts';

const barHeight = 72;
/** Modules of blank paper that scanners need at each side of the bars. */
const quietModules = 10;
/** Dots of a module: wider bars are read from farther away, one dot only where the code would not fit otherwise. */
const barScales = [3, 2, 1] as const;

/** Data that fits no QR code, or one wider than the paper, is left to be read by a person. */
export function placeQr(block: Extract<Block, { kind: 'qr' }>, y: number, page: Page): Placing {
  const rows = page.qrOf(block.data);
  const scale = qrScale(rows.length, page.width);
  if (scale === 0) return placeCaption(block.caption || block.data, y, page);
  const side = rows.length * scale;
  const quiet = 4 * scale;
  const caption = placeCaption(block.caption, y + side + 2 * quiet, page);
  return {
    height: side + 2 * quiet + caption.height,
    placed: [
      { kind: 'qr', x: Math.floor((page.width - side) / 2), y: y + quiet, scale, rows },
      ...caption.placed,
    ],
  };
}

/** Dots of a module: about a third of the paper, wider for small codes, as wide as it goes for large ones; 0 when there is no way. */
function qrScale(modules: number, width: number): number {
  if (modules === 0) return 0;
  const wanted = Math.max(3, Math.min(6, Math.floor((width * 0.36) / modules)));
  return Math.min(wanted, Math.floor(width / (modules + 8)));
}

/** Bars that can't be made, or are wider than the paper, leave their data to be read by a person. */
export function placeBarcode(block: Extract<Block, { kind: 'barcode' }>, y: number, page: Page): Placing {
  const symbols = encodeCode128(block.data);
  const modules = symbols === null ? '' : code128Modules(symbols);
  const scale = barScales.find((dots) => (modules.length + 2 * quietModules) * dots <= page.width);
  if (modules === '' || scale === undefined) return placeCaption(block.caption || block.data, y, page);
  const top = y + 8;
  const caption = placeCaption(block.caption, top + barHeight + 2, page);
  const x = Math.floor((page.width - modules.length * scale) / 2);
  return {
    height: top + barHeight + 2 + caption.height - y,
    placed: [{ kind: 'bars', x, y: top, scale, height: barHeight, modules }, ...caption.placed],
  };
}

function placeCaption(text: string, y: number, page: Page): Placing {
  const face = 'small-regular';
  if (text === '') return { placed: [], height: 8 };
  return placeLines(wrap(text, page.width, face, page.metrics), 'center', y, face, wholeWidth(page), page);
}
