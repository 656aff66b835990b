import { promisify } from 'node:util';
import { crc32, deflateRaw } from 'node:zlib';

/**
 * A .zip of a few files in memory. The format has not changed since 1993 and this part of it fits on a page; a library for it would be one
 * more thing to ship and to watch.
 */
export type ZipFile = { readonly name: string; readonly content: Buffer };

const compress = promisify(deflateRaw);
const deflated = 8;
/** Names are UTF-8. */
const flags = 0x0800;
const version = 20;

export async function zipOf(files: readonly ZipFile[], at: Date): Promise<Buffer> {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content } of files) {
    const body = await compress(content);
    const label = Buffer.from(name, 'utf8');
    const facts = factsOf({ label, crc: crc32(content), packed: body.length, whole: content.length, at });
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), facts, label]);
    directory.push(directoryEntry(facts, label, offset));
    parts.push(local, body);
    offset += local.length + body.length;
  }
  const listed = Buffer.concat(directory);
  return Buffer.concat([...parts, listed, endOf(files.length, listed.length, offset)]);
}

/** The 26 bytes that stand before a file and again in the directory. */
function factsOf(file: {
  readonly label: Buffer;
  readonly crc: number;
  readonly packed: number;
  readonly whole: number;
  readonly at: Date;
}): Buffer {
  const facts = Buffer.alloc(26);
  facts.writeUInt16LE(version, 0);
  facts.writeUInt16LE(flags, 2);
  facts.writeUInt16LE(deflated, 4);
  facts.writeUInt16LE(timeOf(file.at), 6);
  facts.writeUInt16LE(dayOf(file.at), 8);
  facts.writeUInt32LE(file.crc, 10);
  facts.writeUInt32LE(file.packed, 14);
  facts.writeUInt32LE(file.whole, 18);
  facts.writeUInt16LE(file.label.length, 22);
  return facts;
}

function directoryEntry(facts: Buffer, label: Buffer, offset: number): Buffer {
  const madeBy = Buffer.alloc(2);
  madeBy.writeUInt16LE(version);
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE(offset, 10);
  return Buffer.concat([Buffer.from('PK\x01\x02', 'latin1'), madeBy, facts, rest, label]);
}

function endOf(count: number, length: number, offset: number): Buffer {
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(length, 12);
  end.writeUInt32LE(offset, 16);
  return end;
}

function timeOf(at: Date): number {
  return (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1);
}

function dayOf(at: Date): number {
  return ((at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate();
}
