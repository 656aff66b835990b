import { crc32, inflateSync } from 'node:zlib';

export type PngRows = { readonly width: number; readonly height: number; readonly rows: readonly string[] };

/**
 * Reads a one-bit greyscale PNG without filters, checking every chunk's sum; rows as strings in which 1 is black.
 * @throws Error for anything else
 */
export function readPng(file: Buffer): PngRows {
  if (file.subarray(0, 8).toString('hex') !== '89504e470d0a1a0a') throw new Error('no PNG signature');
  const chunks = new Map<string, Buffer>();
  for (let at = 8; at < file.length; ) {
    const length = file.readUInt32BE(at);
    const body = file.subarray(at + 4, at + 8 + length);
    if (crc32(body) !== file.readUInt32BE(at + 8 + length)) throw new Error(`bad sum at ${at}`);
    chunks.set(body.subarray(0, 4).toString('latin1'), body.subarray(4));
    at += 12 + length;
  }
  const head = chunks.get('IHDR');
  const data = chunks.get('IDAT');
  if (head === undefined || data === undefined || !chunks.has('IEND')) throw new Error('a chunk is missing');
  if (head.subarray(8).toString('hex') !== '0100000000') throw new Error('not one-bit greyscale');
  const width = head.readUInt32BE(0);
  const height = head.readUInt32BE(4);
  const stride = Math.ceil(width / 8) + 1;
  const raw = inflateSync(data);
  if (raw.length !== stride * height) throw new Error('rows are missing');
  const rows = Array.from({ length: height }, (_, y) => {
    const row = raw.subarray(y * stride, (y + 1) * stride);
    if (row[0] !== 0) throw new Error('a filtered row');
    return [...row.subarray(1)]
      .map((byte) => (~byte & 0xff).toString(2).padStart(8, '0'))
      .join('')
      .slice(0, width);
  });
  return { width, height, rows };
}
