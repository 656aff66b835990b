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

export function isBlack(bitmap: Bitmap, x: number, y: number): boolean {
  return ((bitmap.data[y * bitmap.stride + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) !== 0;
}

/** Blackens dots of one row, whole bytes at a time. */
export function fillRow(bitmap: Bitmap, left: number, y: number, width: number): void {
  const from = Math.max(left, 0);
  const to = Math.min(left + width, bitmap.width);
  if (y < 0 || y >= bitmap.height || from >= to) return;
  const row = y * bitmap.stride;
  const first = row + (from >> 3);
  const last = row + ((to - 1) >> 3);
  const head = 0xff >> (from & 7);
  const tail = 0xff & (0xff << (7 - ((to - 1) & 7)));
  if (first === last) {
    setBits(bitmap, first, head & tail);
    return;
  }
  setBits(bitmap, first, head);
  bitmap.data.fill(0xff, first + 1, last);
  setBits(bitmap, last, tail);
}

export function fillBox(bitmap: Bitmap, left: number, top: number, width: number, height: number): void {
  for (let y = top; y < top + height; y += 1) fillRow(bitmap, left, y, width);
}

/** Eight dots with any left edge; inverted, they are taken away. */
export function paintByte(bitmap: Bitmap, x: number, y: number, byte: number, inverted: boolean): void {
  const shift = x & 7;
  const column = x >> 3;
  paintBits(bitmap, column, y, byte >> shift, inverted);
  if (shift > 0) paintBits(bitmap, column + 1, y, (byte << (8 - shift)) & 0xff, inverted);
}

function paintBits(bitmap: Bitmap, column: number, y: number, bits: number, inverted: boolean): void {
  if (column < 0 || column >= bitmap.stride) return;
  const index = y * bitmap.stride + column;
  if (inverted) bitmap.data[index] = (bitmap.data[index] ?? 0) & ~bits;
  else setBits(bitmap, index, bits);
}

function setBits(bitmap: Bitmap, index: number, bits: number): void {
  bitmap.data[index] = (bitmap.data[index] ?? 0) | bits;
}
