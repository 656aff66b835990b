import type { Picture } from '../../../domain/receipt/picture.ts';

/** How large a picture becomes inside a frame: as large as fits, never larger than it is. */
export function sizeWithin(
  source: { readonly width: number; readonly height: number },
  frame: { readonly width: number; readonly height: number },
): { readonly width: number; readonly height: number } {
  const scale = Math.min(1, frame.width / source.width, frame.height / source.height);
  const whole = (length: number) => Math.max(1, Math.round(length * scale));
  return { width: whole(source.width), height: whole(source.height) };
}

/** Darker than this is black, lighter white; in between, dots stand for the grey. */
const [dark, light] = [70, 200];

/** One-bit dots of a picture with colours (RGBA, four bytes a dot); what shines through is white, like paper. */
export function pictureOf(width: number, height: number, pixels: ArrayLike<number>): Picture {
  const stride = Math.ceil(width / 8);
  const bytes = new Uint8Array(stride * height);
  const grey = Float32Array.from({ length: width * height }, (_, at) => greyAt(pixels, at * 4));
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = y * width + x;
      const value = grey[at] ?? 255;
      const isBlack = value < dark || (value <= light && value < 128);
      if (isBlack) bytes[y * stride + (x >> 3)] = (bytes[y * stride + (x >> 3)] ?? 0) | (0x80 >> (x & 7));
      if (value >= dark && value <= light) spread(grey, width, x, y, value - (isBlack ? 0 : 255));
    }
  }
  return { width, height, rows: btoa(String.fromCharCode(...bytes)) };
}

/** Whether so little of it is black that nobody would see a logo. */
export function isBlank({ width, height, rows }: Picture): boolean {
  const black = [...atob(rows)].reduce((sum, byte) => sum + bitsIn(byte.charCodeAt(0)), 0);
  return black < width * height * 0.005;
}

/** The same dots for the screen, black on nothing. */
export function pixelsOf({ width, height, rows }: Picture): Uint8ClampedArray<ArrayBuffer> {
  const bytes = atob(rows);
  const stride = Math.ceil(width / 8);
  const pixels = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const isBlack = (bytes.charCodeAt(y * stride + (x >> 3)) & (0x80 >> (x & 7))) !== 0;
      if (isBlack) pixels[(y * width + x) * 4 + 3] = 255;
    }
  }
  return pixels;
}

function greyAt(pixels: ArrayLike<number>, at: number): number {
  const [red = 0, green = 0, blue = 0, alpha = 0] = [0, 1, 2, 3].map((offset) => pixels[at + offset]);
  const shade = 0.299 * red + 0.587 * green + 0.114 * blue;
  return 255 - ((255 - shade) * alpha) / 255;
}

/** What a dot is too dark or too light goes to its neighbours (Floyd and Steinberg). */
function spread(grey: Float32Array, width: number, x: number, y: number, error: number): void {
  const shares = [
    [1, 0, 7],
    [-1, 1, 3],
    [0, 1, 5],
    [1, 1, 1],
  ] as const;
  for (const [dx, dy, share] of shares) {
    if (x + dx < 0 || x + dx >= width) continue;
    const at = (y + dy) * width + x + dx;
    const value = grey[at];
    // Pure black and white stay what they are: edges are not frayed.
    if (value !== undefined && value >= dark && value <= light) grey[at] = value + (error * share) / 16;
  }
}

function bitsIn(byte: number): number {
  let count = 0;
  for (let rest = byte; rest > 0; rest >>= 1) count += rest & 1;
  return count;
}
