import { inflateRawSync } from 'node:zlib';

/** What is in a .zip, found by its directory at the end; knows nothing of how it was written. */
export function unzip(archive: Buffer): ReadonlyMap<string, Buffer> {
  const end = archive.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  if (end < 0) throw new Error('no zip');
  const files = new Map<string, Buffer>();
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (archive.readUInt32LE(at) !== 0x02014b50) throw new Error('no entry where one was named');
    const [packed, whole] = [archive.readUInt32LE(at + 20), archive.readUInt32LE(at + 24)];
    const lengths = [28, 30, 32].map((offset) => archive.readUInt16LE(at + offset));
    const [name = 0, extra = 0, comment = 0] = lengths;
    const local = archive.readUInt32LE(at + 42);
    const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    const content = inflateRawSync(archive.subarray(start, start + packed));
    if (content.length !== whole) throw new Error('another length than was named');
    files.set(archive.subarray(at + 46, at + 46 + name).toString('utf8'), content);
    at += 46 + name + extra + comment;
  }
  return files;
}
