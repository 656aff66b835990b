import { readFileSync } from 'node:fs';
import { join } from 'node:path';

type Stored = readonly [
  advance: number,
  left: number,
  top: number,
  width: number,
  height: number,
  bits: string,
];
type Face = { readonly glyphs: Readonly<Record<string, Stored>> };

/** A letter in its cell: one number a row, the leftmost dot is the highest of `width` bits. */
export type Cell = { readonly width: number; readonly rows: readonly number[] };

export type Font = {
  readonly width: number;
  readonly height: number;
  readonly cellOf: (letter: string) => Cell;
};

/** A printer's own letters: all as wide as each other, drawn into their cells from the letters that lie in the resources. */
export function openFont(kind: 'a' | 'b', isBold: boolean): Font {
  const [width, height, name] = kind === 'a' ? [12, 24, 'normal'] : [9, 17, 'small'];
  const face = facesOf()[`${name}-${isBold ? 'bold' : 'regular'}`];
  const known = new Map<string, Cell>();
  return {
    width,
    height,
    cellOf: (letter) => {
      const cell = known.get(letter) ?? draw(face?.glyphs[letter], letter, width, height);
      known.set(letter, cell);
      return cell;
    },
  };
}

let faces: Readonly<Record<string, Face>> | undefined;

function facesOf(): Readonly<Record<string, Face>> {
  const path = join(import.meta.dirname, '../resources/fonts/receipt-glyphs.json');
  faces ??= (JSON.parse(readFileSync(path, 'utf8')) as { readonly faces: Readonly<Record<string, Face>> })
    .faces;
  return faces;
}

function draw(stored: Stored | undefined, letter: string, width: number, height: number): Cell {
  const rows = Array.from({ length: height }, () => 0);
  if (letter === ' ' || letter === '\u00a0') return { width, rows };
  if (stored === undefined) return { width, rows: box(width, height) };
  const [, , top, glyphWidth, glyphHeight, base64] = stored;
  const bits = Buffer.from(base64, 'base64');
  const stride = Math.ceil(glyphWidth / 8);
  for (let y = 0; y < glyphHeight; y += 1) {
    for (let x = 0; x < glyphWidth; x += 1) {
      if (((bits[y * stride + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) === 0) continue;
      // Letters wider than their cell are pressed into it, lower parts that hang out are pulled up.
      const column =
        glyphWidth <= width ? x + ((width - glyphWidth) >> 1) : Math.floor((x * width) / glyphWidth);
      const row = Math.min(Math.max(top + y - 4, 0), height - 1);
      rows[row] = (rows[row] ?? 0) | (1 << (width - 1 - column));
    }
  }
  return { width, rows };
}

function box(width: number, height: number): number[] {
  const full = (1 << width) - 1;
  const edges = (1 << (width - 2)) | 2;
  return Array.from({ length: height }, (_, y) =>
    y < 4 || y >= height - 2 ? 0 : y === 4 || y === height - 3 ? full & ~(1 << (width - 1)) & ~1 : edges,
  );
}
