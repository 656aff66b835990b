import type { Size } from './commands.ts';
import type { Cell, Font } from './font.ts';

type Placed = { readonly letter: string; readonly cell: Cell; readonly size: Size; readonly height: number };

export type Side = 'left' | 'centre' | 'right';

/** The line of text a printer collects until something tells it to print. */
export type TextLine = {
  /** False when the letter has no room any more. */
  readonly put: (letter: string, font: Font, size: Size) => boolean;
  readonly isEmpty: () => boolean;
  readonly clear: () => void;
  /** The line's dots and words; empties it. */
  readonly take: (side: Side) => { readonly rows: readonly Uint8Array[]; readonly text: string };
};

export function createTextLine(dots: number): TextLine {
  let placed: Placed[] = [];
  let width = 0;
  return {
    put: (letter, font, size) => {
      const cell = font.cellOf(letter);
      if (width + cell.width * size.wide > dots) return false;
      placed.push({ letter, cell, size, height: font.height * size.tall });
      width += cell.width * size.wide;
      return true;
    },
    isEmpty: () => placed.length === 0,
    clear: () => {
      placed = [];
      width = 0;
    },
    take: (side) => {
      const left = side === 'left' ? 0 : side === 'right' ? dots - width : (dots - width) >> 1;
      const rows = paint(placed, left, dots);
      // Tones that are letters of their own join the letter before them.
      const text = placed
        .map(({ letter }) => letter)
        .join('')
        .normalize('NFC');
      placed = [];
      width = 0;
      return { rows, text };
    },
  };
}

/** Letters of all sizes stand on one ground. */
function paint(placed: readonly Placed[], left: number, dots: number): readonly Uint8Array[] {
  const height = Math.max(0, ...placed.map((one) => one.height));
  const rows = Array.from({ length: height }, () => new Uint8Array(dots / 8));
  let x = left;
  for (const { cell, size, height: own } of placed) {
    for (let y = 0; y < own; y += 1) {
      const bits = cell.rows[Math.floor(y / size.tall)] ?? 0;
      const row = rows[height - own + y];
      if (bits !== 0 && row !== undefined) paintRow(row, x, bits, cell.width, size.wide);
    }
    x += cell.width * size.wide;
  }
  return rows;
}

function paintRow(row: Uint8Array, x: number, bits: number, width: number, wide: number): void {
  for (let dot = 0; dot < width * wide; dot += 1) {
    if ((bits & (1 << (width - 1 - Math.floor(dot / wide)))) === 0) continue;
    const at = x + dot;
    row[at >> 3] = (row[at >> 3] ?? 0) | (0x80 >> (at & 7));
  }
}
