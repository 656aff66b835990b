import type { Bitmap } from './bitmap.ts';
import { feedDots, rasterHeader } from './escpos-commands.ts';

/** What goes to a printer, piece by piece. */
export type Chunk = readonly number[] | Uint8Array;

const dle = 0x10;
/** EOT, ENQ and DC4 make real-time commands of a DLE before them: status, recovery, drawer. */
const afterDle: readonly number[] = [0x04, 0x05, 0x14];
/** One dot beside the single one of a DLE. */
const harmless = 0x30;
/** Fewer blank rows are cheaper as part of a picture than as a feed between two. */
const feedFrom = 6;

/**
 * Printers act on real-time commands even inside picture data. Wherever such a pair of bytes would stand, one dot more is set; nobody
 * sees it, and no drawer opens by a logo. The commands around the pictures hold no such pair, nor do a picture's edges make one.
 */
export function withoutRealTimeCommands(bitmap: Bitmap): Bitmap {
  const data = new Uint8Array(bitmap.data);
  for (let at = data.indexOf(dle); at !== -1; at = data.indexOf(dle, at + 1)) {
    if (afterDle.includes(data[at + 1] ?? 0)) data[at] = harmless;
  }
  return { ...bitmap, data };
}

/** Bands of raster, and blank stretches as feeds. Takes a bitmap without real-time commands. */
export function rasterChunks(bitmap: Bitmap, bandRows: number): readonly Chunk[] {
  const chunks: Chunk[] = [];
  const blank = blankFrom(bitmap);
  for (let row = 0; row < bitmap.height; ) {
    const blankRows = blank[row] ?? 0;
    if (blankRows > 0) {
      chunks.push(feedDots(blankRows));
      row += blankRows;
      continue;
    }
    let rows = 1;
    while (rows < bandRows && row + rows < bitmap.height && (blank[row + rows] ?? 0) < feedFrom) rows += 1;
    const data = bitmap.data.subarray(row * bitmap.stride, (row + rows) * bitmap.stride);
    chunks.push(rasterHeader(bitmap.stride, rows), data);
    row += rows;
  }
  return chunks;
}

/** For each row, how many rows from it on are blank. */
function blankFrom({ data, stride, height }: Bitmap): Uint32Array {
  const counts = new Uint32Array(height + 1);
  for (let row = height - 1; row >= 0; row -= 1) {
    let at = row * stride;
    const end = at + stride;
    while (at < end && data[at] === 0) at += 1;
    counts[row] = at === end ? (counts[row + 1] ?? 0) + 1 : 0;
  }
  return counts;
}
