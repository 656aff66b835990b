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

const blockStarts = [0x37, 0x5f];
const blockEnd = 0x00;
const changeLength = 4;

/** Feeds bytes as they arrive, gives whole replies; half of one waits for the rest. Bytes of no known shape are skipped. */
export function createReplyReader(): (bytes: Uint8Array) => readonly PrinterReply[] {
  let started: number[] = [];
  const take = (byte: number): PrinterReply | null => {
    const first = started[0];
    if (first !== undefined && blockStarts.includes(first)) {
      started.push(byte);
      return byte === blockEnd ? finishBlock() : null;
    }
    if (first !== undefined) {
      if ((byte & 0x90) !== 0) {
        started = [];
        return take(byte);
      }
      started.push(byte);
      return started.length === changeLength ? finishChange() : null;
    }
    if (blockStarts.includes(byte) || (byte & 0x93) === 0x10) {
      started = [byte];
      return null;
    }
    if ((byte & 0x93) === 0x12) return { kind: 'status', byte };
    return (byte & 0x90) === 0 ? { kind: 'fence' } : null;
  };
  const finishBlock = (): PrinterReply | null => {
    const [kind, function48, ...id] = started.slice(0, -1);
    if (kind === 0x5f) {
      const text = String.fromCharCode(...started.slice(1, -1));
      started = [];
      return { kind: 'info', text };
    }
    started = [];
    return kind === 0x37 && function48 === 0x22
      ? { kind: 'process-id', id: String.fromCharCode(...id) }
      : null;
  };
  const finishChange = (): PrinterReply => {
    const [printer = 0, error = 0, paper = 0] = started;
    started = [];
    return { kind: 'change', trouble: troubleOfChange(printer, error, paper) };
  };
  return (bytes) => [...bytes].flatMap((byte) => take(byte) ?? []);
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
  if ((error & 0x20) !== 0) return 'error';
  return (printer & 0x08) === 0 ? null : 'offline';
}
