import { readFileSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { encode } from 'uqr';
import { type PrinterProfile, plainProfile } from '../../../domain/printing/printer.ts';
import { type Block, line, pair, type ReceiptDocument, rule } from '../../../domain/receipt/document.ts';
import { layOut } from '../../../domain/receipt/layout.ts';
import type { Picture } from '../../../domain/receipt/picture.ts';
import type { Bitmap } from './bitmap.ts';
import { encodeBitmap, encodePaper } from './encode-receipt.ts';
import { textChunks } from './encode-text.ts';
import { type GlyphAtlas, parseGlyphAtlas } from './glyph-atlas.ts';
import { paint } from './paint.ts';
import { encodePng } from './png.ts';
import { withoutRealTimeCommands } from './raster.ts';

export type ReceiptRenderer = {
  readonly bytes: (document: ReceiptDocument, profile: PrinterProfile) => Uint8Array;
  readonly png: (document: ReceiptDocument, dots: number) => Buffer;
  /** Reads the letters and draws until the code is quick, a step at a time: the first receipt is not the one that waits for it. */
  readonly warmUp: () => Promise<void>;
};

const warmUpRounds = 40;
const warmUpDocument: ReceiptDocument = {
  blocks: [
    line('HÓA ĐƠN BÁN HÀNG', { align: 'center', size: 'large', bold: true }),
    line('Nước mắm cá cơm Phú Quốc 500 ml, thùng mười hai chai thủy tinh'),
    pair('  2 chai × 42.000', '84.000'),
    pair('TỔNG CỘNG', '84.000 đ', { size: 'large', bold: true }),
    rule,
    { kind: 'qr', data: '0123456789', caption: '0123456789' },
  ],
};

/** Document → layout → dots → bytes or picture; the same dots for both, so a preview shows what paper will. */
export function createReceiptRenderer(
  atlasPath: string,
  logo: () => Picture | null = () => null,
): ReceiptRenderer {
  let atlas: GlyphAtlas | undefined;
  const bitmap = (document: ReceiptDocument, dots: number): Bitmap => {
    atlas ??= parseGlyphAtlas(readFileSync(atlasPath, 'utf8'));
    return paint(layOut(document, { width: dots, metrics: atlas, qrOf, logo: logo() }), atlas);
  };
  return {
    bytes: (document, profile) => {
      const { letters, dots } = profile;
      if (letters === undefined) return encodeBitmap(bitmap(document, dots), profile);
      const draw = (block: Block) => bitmap({ blocks: [block] }, dots);
      return encodePaper(textChunks(document, profile, letters, draw), profile);
    },
    png: (document, dots) => encodePng(withoutRealTimeCommands(bitmap(document, dots))),
    warmUp: async () => {
      for (let round = 0; round < warmUpRounds; round += 1) {
        await nextTurn();
        encodeBitmap(bitmap(warmUpDocument, plainProfile.dots), plainProfile);
      }
    },
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
