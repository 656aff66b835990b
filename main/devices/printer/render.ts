import { readFileSync } from 'node:fs';
import { encode } from 'uqr';
import type { PrinterProfile } from '../../../domain/printing/printer.ts';
import type { ReceiptDocument } from '../../../domain/receipt/document.ts';
import { layOut } from '../../../domain/receipt/layout.ts';
import type { Bitmap } from './bitmap.ts';
import { encodeBitmap } from './encode-receipt.ts';
import { type GlyphAtlas, parseGlyphAtlas } from './glyph-atlas.ts';
import { paint } from './paint.ts';
import { encodePng } from './png.ts';
import { withoutRealTimeCommands } from './raster.ts';

export type ReceiptRenderer = {
  readonly bytes: (document: ReceiptDocument, profile: PrinterProfile) => Uint8Array;
  readonly png: (document: ReceiptDocument, dots: number) => Buffer;
};

/** Document → layout → dots → bytes or picture; the same dots for both, so a preview shows what paper will. */
export function createReceiptRenderer(atlasPath: string): ReceiptRenderer {
  let atlas: GlyphAtlas | undefined;
  const bitmap = (document: ReceiptDocument, dots: number): Bitmap => {
    atlas ??= parseGlyphAtlas(readFileSync(atlasPath, 'utf8'));
    return paint(layOut(document, { width: dots, metrics: atlas, qrOf }), atlas);
  };
  return {
    bytes: (document, profile) => encodeBitmap(bitmap(document, profile.dots), profile),
    png: (document, dots) => encodePng(withoutRealTimeCommands(bitmap(document, dots))),
  };
}

/** No rows for data that fits no QR code. */
function qrOf(data: string): readonly string[] {
  try {
    return encode(data, { ecc: 'M', border: 0 }).data.map((row) =>
      row.map((dark) => (dark ? '1' : '0')).join(''),
    );
  } catch {
    return [];
  }
}
