import type { BlockReason } from './transport.ts';

/** What a printer says of its own accord or when asked, told apart in one stream of bytes (Epson's ESC/POS reference). */
export type PrinterReply =
  /** Answer to DLE EOT; which one was asked is not in the byte. */
  | { readonly kind: 'status'; readonly byte: number }
  /** Answer to GS r: everything sent before it was worked through. */
  | { readonly kind: 'fence' }
  /** Answer to GS ( H: everything sent before it is on paper. */
  | { readonly kind: 'process-id'; readonly id: string }
  /** Answer to GS I: what the printer calls itself. */
  | { readonly kind: 'info'; readonly text: string }
  /** Four bytes that printers with automatic status send at every change. */
  | { readonly kind: 'change'; readonly trouble: BlockReason | null };

const processIdStart = 0x37;
const infoStart = 0x5f;
const blockEnd = 0x00;
const longestBlock = 82;
const changeLength = 4;
/** Paper there, near its end, out, or both: the four answers there are to GS r 1. Anything else is noise, not proof. */
const fenceBytes = [0x00, 0x03, 0x0c, 0x0f];

/**
 * Feeds bytes as they arrive, gives whole replies; half of one waits for the rest. Bytes of no known shape are skipped, and so is the
 * torn beginning of a longer reply: no part of it may pass for an answer.
 */
export function createReplyReader(): (bytes: Uint8Array) => readonly PrinterReply[] {
  let waiting: readonly number[] = [];
  return (bytes) => {
    const replies: PrinterReply[] = [];
    let left = [...waiting, ...bytes];
    for (;;) {
      const read = readReply(left);
      if (read === 'more') break;
      if (read.reply !== null) replies.push(read.reply);
      left = left.slice(read.length);
    }
    waiting = left;
    return replies;
  };
}

type Read = { readonly reply: PrinterReply | null; readonly length: number };

const skip: Read = { reply: null, length: 1 };

function readReply(bytes: readonly number[]): Read | 'more' {
  const first = bytes[0];
  if (first === undefined) return 'more';
  if (first === processIdStart || first === infoStart) return readBlock(first, bytes);
  if ((first & 0x93) === 0x12) return { reply: { kind: 'status', byte: first }, length: 1 };
  if ((first & 0x93) === 0x10) return readChange(bytes);
  return fenceBytes.includes(first) ? { reply: { kind: 'fence' }, length: 1 } : skip;
}

/** `37 22`, four printable characters, 00; or `5F`, a name, 00. */
function readBlock(start: number, bytes: readonly number[]): Read | 'more' {
  const end = bytes.findIndex((byte, at) => at > 0 && (byte < 0x20 || byte === 0x7f || at > longestBlock));
  if (end < 0) return 'more';
  if (bytes[end] !== blockEnd) return { reply: null, length: end };
  const length = end + 1;
  const content = bytes.slice(1, end);
  if (start === infoStart) return { reply: { kind: 'info', text: String.fromCharCode(...content) }, length };
  const [kind, ...id] = content;
  if (kind !== 0x22 || id.length !== 4) return { reply: null, length };
  return { reply: { kind: 'process-id', id: String.fromCharCode(...id) }, length };
}

function readChange(bytes: readonly number[]): Read | 'more' {
  const torn = bytes.findIndex((byte, at) => at > 0 && at < changeLength && (byte & 0x90) !== 0);
  if (torn > 0) return { reply: null, length: torn };
  if (bytes.length < changeLength) return 'more';
  const [printer = 0, error = 0, paper = 0] = bytes;
  return { reply: { kind: 'change', trouble: troubleOfChange(printer, error, paper) }, length: changeLength };
}

export type StatusRequest = 1 | 2 | 3 | 4;

/** Bits of the DLE EOT answers that stop a printer, the most telling first. */
const troubles: Readonly<Record<StatusRequest, readonly (readonly [mask: number, reason: BlockReason])[]>> = {
  1: [[0x08, 'offline']],
  2: [
    [0x04, 'cover-open'],
    [0x20, 'paper-out'],
    [0x40, 'error'],
  ],
  3: [
    [0x08, 'cutter-error'],
    [0x60, 'error'],
  ],
  4: [[0x60, 'paper-out']],
};

/** What is wrong by one answer; null when that answer has nothing against printing. */
export function troubleOf(request: StatusRequest, byte: number): BlockReason | null {
  return troubles[request].find(([mask]) => (byte & mask) !== 0)?.[1] ?? null;
}

function troubleOfChange(printer: number, error: number, paper: number): BlockReason | null {
  if ((printer & 0x20) !== 0) return 'cover-open';
  if ((paper & 0x0c) !== 0) return 'paper-out';
  if ((error & 0x08) !== 0) return 'cutter-error';
  if ((error & 0x60) !== 0) return 'error';
  return (printer & 0x08) === 0 ? null : 'offline';
}
