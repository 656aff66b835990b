import { crc32, deflateSync } from 'node:zlib';
import type { Bitmap } from './bitmap.ts';

const signature = Buffer.from('89504e470d0a1a0a', 'hex');

/** A one-bit greyscale PNG (W3C PNG, section 11): paper is white, dots are black, with a margin like real paper. */
export function encodePng(bitmap: Bitmap, margin = 24): Buffer {
  const marginBytes = Math.ceil(margin / 8);
  const stride = bitmap.stride + 2 * marginBytes;
  const height = bitmap.height + 2 * margin;
  const rows = Buffer.alloc((stride + 1) * height, 0xff);
  for (let row = 0; row < height; row += 1) rows[row * (stride + 1)] = 0;
  for (let row = 0; row < bitmap.height; row += 1) {
    const target = (row + margin) * (stride + 1) + 1 + marginBytes;
    for (let column = 0; column < bitmap.stride; column += 1) {
      // PNG says white with 1, the printer black.
      rows[target + column] = ~(bitmap.data[row * bitmap.stride + column] ?? 0) & 0xff;
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(stride * 8, 0);
  header.writeUInt32BE(height, 4);
  header.set([1, 0, 0, 0, 0], 8);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, checksum]);
}
