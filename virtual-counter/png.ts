import { crc32, deflateSync } from 'node:zlib';

/** A black-and-white PNG of rows of dots: one bit a dot, paper white, with a white edge as wide as given (in bytes and rows of 8). */
export function pngOf(rows: readonly Uint8Array[], rowBytes: number, edge = 3): Buffer {
  const width = rowBytes + 2 * edge;
  const height = rows.length + 16 * edge;
  const pixels = Buffer.alloc(height * (1 + width), 0xff);
  for (let y = 0; y < height; y += 1) pixels[y * (1 + width)] = 0;
  for (const [y, row] of rows.entries()) {
    const start = (y + 8 * edge) * (1 + width) + 1 + edge;
    for (let x = 0; x < rowBytes; x += 1) pixels[start + x] = 0xff ^ (row[x] ?? 0);
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width * 8, 0);
  head.writeUInt32BE(height, 4);
  head[8] = 1;
  const parts: readonly [string, Buffer][] = [
    ['IHDR', head],
    ['IDAT', deflateSync(pixels)],
    ['IEND', Buffer.alloc(0)],
  ];
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    ...parts.map(([name, data]) => piece(name, data)),
  ]);
}

function piece(name: string, data: Buffer): Buffer {
  const framed = Buffer.alloc(data.length + 12);
  framed.writeUInt32BE(data.length, 0);
  framed.write(name, 4, 'latin1');
  data.copy(framed, 8);
  framed.writeUInt32BE(crc32(framed.subarray(4, data.length + 8)), data.length + 8);
  return framed;
}
