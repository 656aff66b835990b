import escpos from 'escpos';
import type { PrinterProfile } from '../../../domain/printing/printer.ts';
import type { Bitmap } from './bitmap.ts';
import { cutCommands, drawerPulse, feedDots, leaveChineseMode, rasterHeader } from './escpos-commands.ts';

/** A painted receipt as the bytes of one job: start, bands of raster, blank stretches as feeds, cut. */
export function encodeBitmap(bitmap: Bitmap, profile: Pick<PrinterProfile, 'bandRows' | 'cut'>): Uint8Array {
  const safe = withoutRealTimeCommands(bitmap);
  const chunks: (readonly number[] | Uint8Array)[] = [leaveChineseMode];
  for (let row = 0; row < safe.height; ) {
    const blank = blankRows(safe, row);
    if (blank > 0) {
      chunks.push(feedDots(blank));
      row += blank;
    } else {
      const rows = bandFrom(safe, row, profile.bandRows);
      chunks.push(
        rasterHeader(safe.stride, rows),
        safe.data.subarray(row * safe.stride, (row + rows) * safe.stride),
      );
      row += rows;
    }
  }
  return asJob([...chunks, cutCommands[profile.cut]]);
}

/** Where no drawer hangs on the printer there is nothing to send. */
export function encodeDrawerPulse(profile: PrinterProfile): Uint8Array {
  return asJob(profile.drawerPin === null ? [] : [drawerPulse[profile.drawerPin]]);
}

/**
 * One `Printer` of the escpos package a job: its buffer is reused, so the bytes are copied out before it is let go. It grows in small
 * steps, so it is given everything at once.
 */
function asJob(chunks: readonly (readonly number[] | Uint8Array)[]): Uint8Array {
  let job = new Uint8Array();
  const printer = new escpos.Printer({
    write: (data, done) => {
      job = new Uint8Array(data);
      done?.(null);
    },
  });
  printer.hardware('init');
  printer.raw(
    Buffer.concat(chunks.map((chunk) => (chunk instanceof Uint8Array ? chunk : Uint8Array.from(chunk)))),
  );
  printer.flush(() => undefined);
  return job;
}

/**
 * Printers act on real-time commands (DLE EOT, DLE ENQ, DLE DC4) even inside picture data. Wherever such a pair of bytes would
 * stand, one dot more is set; nobody sees it, and no drawer opens by a logo. The commands between the pictures hold no such pair.
 */
export function withoutRealTimeCommands(bitmap: Bitmap): Bitmap {
  const data = new Uint8Array(bitmap.data);
  for (let index = 0; index < data.length - 1; index += 1) {
    const next = data[index + 1];
    if (data[index] === 0x10 && (next === 0x04 || next === 0x05 || next === 0x14)) data[index] = 0x30;
  }
  return { ...bitmap, data };
}

function blankRows(bitmap: Bitmap, from: number): number {
  let row = from;
  while (row < bitmap.height && isBlankRow(bitmap, row)) row += 1;
  return row - from;
}

/** Rows until the limit, or until a stretch of blank rows long enough to be worth a feed. */
function bandFrom(bitmap: Bitmap, from: number, limit: number): number {
  let rows = 1;
  while (rows < limit && from + rows < bitmap.height && blankRows(bitmap, from + rows) < 6) rows += 1;
  return rows;
}

function isBlankRow(bitmap: Bitmap, row: number): boolean {
  const start = row * bitmap.stride;
  for (let index = start; index < start + bitmap.stride; index += 1)
    if (bitmap.data[index] !== 0) return false;
  return true;
}
