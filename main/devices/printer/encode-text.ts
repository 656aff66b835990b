import type { LetterMode, PrinterProfile } from '../../../domain/printing/printer.ts';
import type { Block, ReceiptDocument } from '../../../domain/receipt/document.ts';
import { layOut } from '../../../domain/receipt/layout.ts';
import type { FaceName, FontMetrics, Placed } from '../../../domain/receipt/placed.ts';
import type { Bitmap } from './bitmap.ts';
import { bold, feedDots, letterPage, letterSize, lineFeed } from './escpos-commands.ts';
import { type Chunk, rasterChunks, withoutRealTimeCommands } from './raster.ts';
import { asTyped, printerLetter } from './text-letters.ts';

/** The printer's letters are 12 dots wide: 48, 42 or 32 to a line. */
const cell = 12;
const isWide = (face: FaceName) => face.startsWith('huge');
const isHigh = (face: FaceName) => face.startsWith('huge') || face.startsWith('large');

const cells: FontMetrics = {
  widthOf: (text, face) => [...text].length * (isWide(face) ? 2 * cell : cell),
  lineHeightOf: (face) => (isHigh(face) ? 4 * cell : 2 * cell),
};

type PrinterText = Extract<Block, { kind: 'text' | 'columns' }>;

/**
 * A document in the printer's own letters, which is a thirtieth of the picture's bytes. What letters can't show is still drawn: codes, logos,
 * banners, and each block that holds a letter the printer lacks.
 */
export function textChunks(
  document: ReceiptDocument,
  profile: PrinterProfile,
  mode: LetterMode,
  draw: (block: Block) => Bitmap,
): readonly Chunk[] {
  const columns = Math.floor(profile.dots / cell);
  const typist = createTypist(mode);
  return document.blocks.flatMap((block): readonly Chunk[] => {
    if (block.kind === 'space') return [feedDots(block.size === 'small' ? 10 : 44)];
    if (block.kind === 'rule') return typist.type('-'.repeat(columns), 'normal-regular');
    const typed = block.kind === 'text' || block.kind === 'columns' ? typedBlock(block, mode) : null;
    if (typed === null) return rasterChunks(withoutRealTimeCommands(draw(block)), profile.bandRows);
    const layout = layOut({ blocks: [typed] }, { width: columns * cell, metrics: cells, qrOf: () => [] });
    return rowsOf(layout.placed).flatMap(({ text, face }) => typist.type(text, face));
  });
}

function typedBlock(block: PrinterText, mode: LetterMode): PrinterText | null {
  if (block.kind === 'text') {
    const text = asTyped(block.text, mode);
    return text === null ? null : { ...block, text };
  }
  const cellsTyped = block.cells.map(({ text, ...rest }) => ({ ...rest, text: asTyped(text, mode) }));
  const readable = cellsTyped.flatMap(({ text, ...rest }) => (text === null ? [] : [{ ...rest, text }]));
  return readable.length === block.cells.length ? { ...block, cells: readable } : null;
}

/** What stands on one line becomes one text, with blanks between. */
function rowsOf(placed: readonly Placed[]): readonly { readonly text: string; readonly face: FaceName }[] {
  const rows = new Map<number, { text: string; face: FaceName }>();
  for (const item of placed) {
    if (item.kind !== 'text') continue;
    const row = rows.get(item.y) ?? { text: '', face: item.face };
    const column = Math.floor(item.x / (isWide(item.face) ? 2 * cell : cell));
    rows.set(item.y, { text: row.text.padEnd(column) + item.text, face: item.face });
  }
  return [...rows.entries()].sort(([a], [b]) => a - b).map(([, row]) => row);
}

/** Knows what the printer was told last, and says again only what changes. */
function createTypist(mode: LetterMode) {
  const last = { size: 0, bold: 0, page: null as number | null };
  const type = (text: string, face: FaceName): readonly Chunk[] => {
    const bytes: number[] = [];
    const size = isWide(face) ? 0x11 : isHigh(face) ? 0x01 : 0x00;
    const weight = face.endsWith('bold') ? 1 : 0;
    if (size !== last.size) bytes.push(...letterSize(size));
    if (weight !== last.bold) bytes.push(...bold(weight === 1));
    Object.assign(last, { size, bold: weight });
    for (const letter of text.trimEnd()) {
      const found = printerLetter(letter, mode);
      if (found === null) continue;
      if (found.page !== null && found.page !== last.page) {
        bytes.push(...letterPage(found.page));
        last.page = found.page;
      }
      bytes.push(found.byte);
    }
    return [[...bytes, ...lineFeed]];
  };
  return { type };
}
