import { readFileSync } from 'node:fs';
import { encode } from 'uqr';
import { plainProfile } from '../../../domain/printing/printer.ts';
import type { ReceiptDocument } from '../../../domain/receipt/document.ts';
import { layOut, type Paper, paperDots } from '../../../domain/receipt/layout.ts';
import type { Bitmap } from './bitmap.ts';
import { encodeBitmap, encodeDrawerPulse } from './encode-receipt.ts';
import { type GlyphAtlas, parseGlyphAtlas } from './glyph-atlas.ts';
import { paint } from './paint.ts';
import { encodePng } from './png.ts';

export type ReceiptRenderer = {
  readonly bytes: (document: ReceiptDocument, paper: Paper) => Uint8Array;
  readonly png: (document: ReceiptDocument, paper: Paper) => Buffer;
  readonly drawerPulse: () => Uint8Array;
};

/** Document → layout → dots → bytes or picture; the same dots for both, so a preview shows what paper will. */
export function createReceiptRenderer(atlasPath: string): ReceiptRenderer {
  let atlas: GlyphAtlas | undefined;
  const bitmap = (document: ReceiptDocument, paper: Paper): Bitmap => {
    atlas ??= parseGlyphAtlas(readFileSync(atlasPath, 'utf8'));
    return paint(layOut(document, { width: paperDots[paper], metrics: atlas, qrOf }), atlas);
  };
  return {
    bytes: (document, paper) => encodeBitmap(bitmap(document, paper), plainProfile),
    png: (document, paper) => encodePng(bitmap(document, paper)),
    drawerPulse: () => encodeDrawerPulse(plainProfile),
  };
}

function qrOf(data: string): readonly string[] {
  return encode(data, { ecc: 'M', border: 0 }).data.map((row) =>
    row.map((dark) => (dark ? '1' : '0')).join(''),
  );
}
