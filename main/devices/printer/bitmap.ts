import type { Layout } from '../../../domain/receipt/placed.ts';
import type { Glyph, GlyphAtlas } from './glyph-atlas.ts';

/** A one-bit picture: rows of whole bytes, most significant bit first, 1 is black. */
export type Bitmap = {
  readonly width: number;
  readonly height: number;
  readonly stride: number;
  readonly data: Uint8Array;
};

export function blankBitmap(width: number, height: number): Bitmap {
  const stride = Math.ceil(width / 8);
  return { width, height, stride, data: new Uint8Array(stride * height) };
}

/** Paints a layout. Inverted text takes dots away from what lies under it. */
export function paint(layout: Layout, atlas: GlyphAtlas): Bitmap {
  const bitmap = blankBitmap(layout.width, layout.height);
  for (const item of layout.placed) {
    if (item.kind === 'box') fillBox(bitmap, item.x, item.y, item.width, item.height, item.dashed);
    else if (item.kind === 'qr') paintQr(bitmap, item.x, item.y, item.scale, item.rows);
    else if (item.kind === 'bars') paintBars(bitmap, item);
    else if (item.kind === 'picture') paintPicture(bitmap, item);
    else paintText(bitmap, item, atlas);
  }
  return bitmap;
}

export function isBlack(bitmap: Bitmap, x: number, y: number): boolean {
  return ((bitmap.data[y * bitmap.stride + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) !== 0;
}

type Text = Extract<Layout['placed'][number], { kind: 'text' }>;

function paintText(bitmap: Bitmap, item: Text, atlas: GlyphAtlas): void {
  let x = item.x;
  for (const letter of item.text) {
    const glyph = atlas.glyphOf(letter, item.face);
    paintGlyph(bitmap, x + glyph.left, item.y + glyph.top, glyph, item.inverted);
    x += glyph.advance;
  }
}

/** Shifts whole bytes into place: the inner loop of printing. */
function paintGlyph(bitmap: Bitmap, left: number, top: number, glyph: Glyph, inverted: boolean): void {
  const stride = Math.ceil(glyph.width / 8);
  for (let row = 0; row < glyph.height; row += 1) {
    const y = top + row;
    if (y < 0 || y >= bitmap.height) continue;
    for (let column = 0; column < stride; column += 1) {
      const byte = glyph.bits[row * stride + column] ?? 0;
      if (byte !== 0) paintByte(bitmap, left + column * 8, y, byte, inverted);
    }
  }
}

function paintByte(bitmap: Bitmap, x: number, y: number, byte: number, inverted: boolean): void {
  const shift = ((x % 8) + 8) % 8;
  const column = (x - shift) / 8;
  setBits(bitmap, column, y, byte >> shift, inverted);
  if (shift > 0) setBits(bitmap, column + 1, y, (byte << (8 - shift)) & 0xff, inverted);
}

function setBits(bitmap: Bitmap, column: number, y: number, bits: number, inverted: boolean): void {
  if (column < 0 || column >= bitmap.stride) return;
  const index = y * bitmap.stride + column;
  const old = bitmap.data[index] ?? 0;
  bitmap.data[index] = inverted ? old & ~bits : old | bits;
}

function fillBox(
  bitmap: Bitmap,
  left: number,
  top: number,
  width: number,
  height: number,
  dashed: boolean,
): void {
  for (let y = top; y < top + height; y += 1) {
    for (let x = left; x < left + width; x += 1) {
      if (!dashed || x % 12 < 7) setDot(bitmap, x, y);
    }
  }
}

function paintQr(bitmap: Bitmap, left: number, top: number, scale: number, rows: readonly string[]): void {
  rows.forEach((row, y) => {
    [...row].forEach((module, x) => {
      if (module === '1') fillBox(bitmap, left + x * scale, top + y * scale, scale, scale, false);
    });
  });
}

function paintBars(bitmap: Bitmap, item: Extract<Layout['placed'][number], { kind: 'bars' }>): void {
  [...item.modules].forEach((module, index) => {
    if (module === '1') fillBox(bitmap, item.x + index * item.scale, item.y, item.scale, item.height, false);
  });
}

/** Made smaller, a dot is black when a good third of what it stands for is: thin strokes stay. */
function paintPicture(bitmap: Bitmap, item: Extract<Layout['placed'][number], { kind: 'picture' }>): void {
  const { width, height, rows } = item.picture;
  const data = Buffer.from(rows, 'base64');
  const source: Bitmap = { width, height, stride: Math.ceil(width / 8), data };
  const { shrink } = item;
  const least = shrink * shrink * 0.35;
  for (let y = 0; y * shrink < height; y += 1) {
    for (let x = 0; x * shrink < width; x += 1) {
      if (blackIn(source, x * shrink, y * shrink, shrink) >= least) setDot(bitmap, item.x + x, item.y + y);
    }
  }
}

function blackIn(bitmap: Bitmap, left: number, top: number, side: number): number {
  let count = 0;
  for (let y = top; y < Math.min(top + side, bitmap.height); y += 1) {
    for (let x = left; x < Math.min(left + side, bitmap.width); x += 1) if (isBlack(bitmap, x, y)) count += 1;
  }
  return count;
}

function setDot(bitmap: Bitmap, x: number, y: number): void {
  if (x < 0 || y < 0 || x >= bitmap.width || y >= bitmap.height) return;
  setBits(bitmap, x >> 3, y, 0x80 >> (x & 7), false);
}
