import type { Layout, Placed } from '../../../domain/receipt/placed.ts';
import { type Bitmap, blankBitmap, fillBox, fillRow, isBlack, paintByte } from './bitmap.ts';
import type { Glyph, GlyphAtlas } from './glyph-atlas.ts';

type Item<K extends Placed['kind']> = Extract<Placed, { kind: K }>;

/** Paints a layout. Inverted text takes dots away from what lies under it. */
export function paint(layout: Layout, atlas: GlyphAtlas): Bitmap {
  const bitmap = blankBitmap(layout.width, layout.height);
  for (const item of layout.placed) paintItem(bitmap, item, atlas);
  return bitmap;
}

function paintItem(bitmap: Bitmap, item: Placed, atlas: GlyphAtlas): void {
  switch (item.kind) {
    case 'text':
      paintText(bitmap, item, atlas);
      break;
    case 'box':
      if (item.dashed) paintDashes(bitmap, item);
      else fillBox(bitmap, item.x, item.y, item.width, item.height);
      break;
    case 'qr':
      paintQr(bitmap, item);
      break;
    case 'bars':
      paintRuns(bitmap, item.modules, item.x, item.y, item.scale, item.height);
      break;
    case 'picture':
      paintPicture(bitmap, item);
      break;
  }
}

/** A letter as it lies on the paper: its left edge, and the upper edge of what it and its marks take. */
type Inked = { readonly glyph: Glyph; readonly x: number; readonly top: number };

function paintText(bitmap: Bitmap, item: Item<'text'>, atlas: GlyphAtlas): void {
  let x = item.x;
  let under: Inked | undefined;
  for (const letter of item.text) {
    const glyph = atlas.glyphOf(letter, item.face);
    if (glyph.advance === 0 && under !== undefined) {
      const place = placeMark(glyph, under);
      paintGlyph(bitmap, place.x, item.y + place.top, glyph, item.inverted);
      under = { glyph: under.glyph, x: under.x, top: Math.min(under.top, place.top) };
      continue;
    }
    paintGlyph(bitmap, x + glyph.left, item.y + glyph.top, glyph, item.inverted);
    under = { glyph, x: x + glyph.left, top: glyph.top };
    x += glyph.advance;
  }
}

/** A mark that no letter of the font has built in sits in the middle, above or below what is there already. */
function placeMark(mark: Glyph, under: Inked) {
  const x = under.x + Math.round((under.glyph.width - mark.width) / 2);
  const isBelow = mark.top >= under.glyph.top + under.glyph.height;
  return { x, top: isBelow ? mark.top : Math.max(Math.min(mark.top, under.top - mark.height - 1), 0) };
}

/** Shifts whole bytes into place: the inner loop of printing. */
function paintGlyph(bitmap: Bitmap, left: number, top: number, glyph: Glyph, inverted: boolean): void {
  const stride = (glyph.width + 7) >> 3;
  const from = Math.max(-top, 0);
  const to = Math.min(glyph.height, bitmap.height - top);
  for (let row = from; row < to; row += 1) {
    for (let column = 0; column < stride; column += 1) {
      const byte = glyph.bits[row * stride + column] ?? 0;
      if (byte !== 0) paintByte(bitmap, left + column * 8, top + row, byte, inverted);
    }
  }
}

function paintDashes(bitmap: Bitmap, { x, y, width, height }: Item<'box'>): void {
  const [dash, step] = [7, 12];
  for (let left = x; left < x + width; left += step)
    fillBox(bitmap, left, y, Math.min(dash, x + width - left), height);
}

function paintQr(bitmap: Bitmap, { x, y, scale, rows }: Item<'qr'>): void {
  rows.forEach((row, index) => {
    paintRuns(bitmap, row, x, y + index * scale, scale, scale);
  });
}

/** Modules in a row, `1` dark; neighbours are painted as one. */
function paintRuns(
  bitmap: Bitmap,
  modules: string,
  x: number,
  y: number,
  scale: number,
  height: number,
): void {
  for (let from = modules.indexOf('1'); from !== -1; ) {
    const end = modules.indexOf('0', from);
    const to = end === -1 ? modules.length : end;
    fillBox(bitmap, x + from * scale, y, (to - from) * scale, height);
    from = modules.indexOf('1', to);
  }
}

/** Made smaller, a dot is black when a good third of what it stands for is: thin strokes stay. */
function paintPicture(bitmap: Bitmap, { picture, shrink, x: left, y: top }: Item<'picture'>): void {
  const { width, height, rows } = picture;
  const data = Buffer.from(rows, 'base64');
  const source: Bitmap = { width, height, stride: Math.ceil(width / 8), data };
  const least = shrink * shrink * 0.35;
  for (let y = 0; y * shrink < height; y += 1) {
    for (let x = 0; x * shrink < width; x += 1) {
      if (blackIn(source, x * shrink, y * shrink, shrink) >= least) fillRow(bitmap, left + x, top + y, 1);
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
