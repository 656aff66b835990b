import escpos from 'escpos';
import type { PrinterProfile } from '../../../domain/printing/printer.ts';
import type { Bitmap } from './bitmap.ts';
import {
  cutCommands,
  drawerPulse,
  leaveChineseMode,
  promptDrawerPulse,
  promptPulses,
} from './escpos-commands.ts';
import { type Chunk, rasterChunks, withoutRealTimeCommands } from './raster.ts';

/** A painted receipt as the bytes of one job. */
export function encodeBitmap(bitmap: Bitmap, profile: PrinterProfile): Uint8Array {
  return encodePaper(rasterChunks(withoutRealTimeCommands(bitmap), profile.bandRows), profile);
}

/** What is on the paper, between start and cut. */
export function encodePaper(content: readonly Chunk[], profile: PrinterProfile): Uint8Array {
  const cut = cutCommands[profile.cut];
  return asJob(
    guardsDrawer(profile)
      ? [leaveChineseMode, promptPulses.off, ...content, cut, promptPulses.on]
      : [leaveChineseMode, ...content, cut],
  );
}

/** Where no drawer hangs on the printer there is nothing to send. */
export function encodeDrawerPulse(profile: PrinterProfile): Uint8Array {
  return asJob(profile.drawerPin === null ? [] : [drawerPulse[profile.drawerPin]]);
}

/** For a printer without paper or with its cover open: nothing but the command, since it works off no other one meanwhile. */
export function encodePromptPulse(profile: PrinterProfile): Uint8Array {
  return Uint8Array.from(profile.drawerPin === null ? [] : promptDrawerPulse[profile.drawerPin]);
}

/**
 * Some makes can be told to ignore the drawer's real-time command while a picture comes in. Where the till's own drawer hangs on the
 * printer that would keep it shut when paper runs out in the middle of a receipt, so there the picture's own care has to do.
 */
function guardsDrawer({ make, drawerPin }: PrinterProfile): boolean {
  return drawerPin === null && /^(epson|citizen)\b/i.test(make ?? '');
}

/**
 * One `Printer` of the escpos package a job: its buffer is reused, so the bytes are copied out before it is let go. It grows in small
 * steps, so it is given everything at once.
 */
function asJob(chunks: readonly Chunk[]): Uint8Array {
  let job = new Uint8Array();
  const printer = new escpos.Printer({
    write: (data, done) => {
      job = new Uint8Array(data);
      done?.(null);
    },
  });
  printer.hardware('init');
  printer.raw(join(chunks));
  printer.flush(() => undefined);
  return job;
}

function join(chunks: readonly Chunk[]): Buffer {
  const all = Buffer.allocUnsafe(chunks.reduce((length, chunk) => length + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}
