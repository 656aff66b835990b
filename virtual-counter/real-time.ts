import type { RealTimeCommand } from './commands.ts';

const dle = 0x10;
const eot = 0x04;
const enq = 0x05;
const dc4 = 0x14;
const clearBuffers = [dle, dc4, 0x08, 0x01, 0x03, 0x14, 0x01, 0x06, 0x02, 0x08];
const longest = clearBuffers.length;

/** `null`: no such command starts here; `more`: it might, once more bytes are there. */
export function realTimeAt(
  bytes: Uint8Array,
  at: number,
): { readonly command: RealTimeCommand; readonly length: number } | 'more' | null {
  if (bytes[at] !== dle) return null;
  const [, code, a, b, c] = bytes.subarray(at, at + 5);
  if (code === undefined) return 'more';
  if (code === eot) {
    if (a === undefined) return 'more';
    return a >= 1 && a <= 4 ? { command: { kind: 'status', request: a }, length: 3 } : null;
  }
  if (code === enq) {
    if (a === undefined) return 'more';
    if (a !== 1 && a !== 2) return null;
    return { command: { kind: 'recover', how: a === 1 ? 'go-on' : 'clear' }, length: 3 };
  }
  if (code !== dc4) return null;
  if (a === undefined) return 'more';
  if (a === 0x08) return clearAt(bytes, at);
  if (a !== 0x01) return null;
  if (b === undefined || c === undefined) return 'more';
  if (b > 1 || c < 1 || c > 8) return null;
  return { command: { kind: 'pulse', pin: b === 0 ? 2 : 5, onMs: c * 100 }, length: 5 };
}

function clearAt(bytes: Uint8Array, at: number) {
  for (const [index, byte] of clearBuffers.entries()) {
    const found = bytes[at + index];
    if (found === undefined) return 'more';
    if (found !== byte) return null;
  }
  return { command: { kind: 'clear' as const }, length: longest };
}

/** `end`: how many bytes of the packet it was complete after. */
export type Found = { readonly command: RealTimeCommand; readonly end: number };

/** Finds real-time commands in bytes as they come in, wherever they stand: inside a picture too, and torn over two packets. */
export function createRealTimeScanner(): (bytes: Uint8Array) => readonly Found[] {
  let tail: Uint8Array = new Uint8Array();
  return (bytes) => {
    const before = tail.length;
    const all = before > 0 ? Buffer.concat([tail, bytes]) : bytes;
    const found: Found[] = [];
    let at = all.indexOf(dle);
    tail = new Uint8Array();
    while (at >= 0) {
      const read = realTimeAt(all, at);
      if (read === 'more') {
        tail = all.slice(at);
        break;
      }
      if (read !== null) found.push({ command: read.command, end: at + read.length - before });
      at = all.indexOf(dle, at + (read === null ? 1 : read.length));
    }
    return found;
  };
}
