import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LineEvent, PrinterLine } from '../printer-line.ts';
import { createReplyReader } from '../printer-replies.ts';
import type { BlockReason } from '../transport.ts';

/** Small pieces: how far a printer came is known to within one of them. */
const pieceBytes = 4096;
const fullPauseMs = 5;
const listenPauseMs = 20;
/** Initialises, and prints nothing. */
const harmless = Uint8Array.of(0x1b, 0x40);

const openTroubles: Readonly<Record<string, BlockReason>> = {
  ENOENT: 'unplugged',
  ENODEV: 'unplugged',
  ENXIO: 'unplugged',
  EIO: 'unplugged',
  EBUSY: 'busy',
  EACCES: 'no-permission',
  EPERM: 'no-permission',
};

/**
 * A device file that never makes anybody wait: a printer that stands still would hold a thread for ever, and with it the end of the
 * program. Instead of waiting it says "not now", and is asked again a little later.
 */
export async function openDeviceLine(
  path: string,
  isTwoWay: boolean,
  signal?: AbortSignal,
): Promise<PrinterLine | BlockReason> {
  const way = isTwoWay ? constants.O_RDWR : constants.O_WRONLY;
  try {
    const file = await open(path, way | constants.O_NONBLOCK | constants.O_NOCTTY);
    return lineOver(file, isTwoWay, signal);
  } catch (error) {
    return openTroubles[codeOf(error)] ?? 'error';
  }
}

type Piece = { readonly bytes: Uint8Array; readonly last: 'of-job' | 'of-all' | null };

function lineOver(file: FileHandle, isTwoWay: boolean, signal: AbortSignal | undefined): PrinterLine {
  let events: LineEvent[] = [];
  const pieces: Piece[] = [];
  let end: 'closed' | 'broken' | null = null;
  let isWriting = false;
  let wake: () => void = () => undefined;
  const happened = (...found: readonly LineEvent[]) => {
    events.push(...found);
    wake();
  };
  const finish = (how: 'closed' | 'broken') => {
    end ??= how;
    wake();
  };
  const isOpen = () => end === null;
  signal?.addEventListener('abort', () => finish('broken'), { once: true });

  const work = async (): Promise<void> => {
    for (let piece = pieces.shift(); piece !== undefined; piece = pieces.shift()) {
      if (!(await writeWhole(file, piece.bytes, isOpen))) return finish('broken');
      if (piece.last === 'of-job') happened({ kind: 'handed-over' });
      if (piece.last === 'of-all') finish('closed');
    }
  };
  const put = (bytes: Uint8Array, last: Piece['last']) => {
    for (let at = 0; at < bytes.length; at += pieceBytes) {
      const isEnd = at + pieceBytes >= bytes.length;
      pieces.push({ bytes: bytes.subarray(at, at + pieceBytes), last: isEnd ? last : null });
    }
    if (isWriting || end !== null) return;
    isWriting = true;
    void work().finally(() => {
      isWriting = false;
    });
  };
  if (isTwoWay) void listen(file, isOpen, (bytes) => happened(...read(bytes)));
  const read = createReplyReader();

  const close = () => {
    pieces.length = 0;
    finish('closed');
    void file.close().catch(() => undefined);
  };
  return {
    write: (bytes) => put(Uint8Array.from(bytes), null),
    handOver: (...parts) => put(Buffer.concat(parts.map((part) => Uint8Array.from(part))), 'of-job'),
    next: async (timeoutMs) => {
      if (events.length === 0 && end === null) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, timeoutMs);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      return events.shift() ?? { kind: end ?? 'timeout' };
    },
    forgetHeard: () => {
      events = [];
      return end === null;
    },
    // The kernel says yes to a piece before the printer has it, and drops it when the file is closed; that it takes one more shows that
    // the one before has arrived. What is lost then is this.
    end: () => put(harmless, 'of-all'),
    reset: close,
    destroy: close,
  };
}

/** False when the printer went away, or the line was given up. */
async function writeWhole(file: FileHandle, bytes: Uint8Array, isOpen: () => boolean): Promise<boolean> {
  for (let at = 0; at < bytes.length; ) {
    if (!isOpen()) return false;
    try {
      at += (await file.write(bytes, at, bytes.length - at)).bytesWritten;
    } catch (error) {
      if (codeOf(error) !== 'EAGAIN') return false;
      await sleep(fullPauseMs, undefined, { ref: false });
    }
  }
  return true;
}

/** Ends quietly where a printer can't be read; that it is gone shows when it is written to. */
async function listen(
  file: FileHandle,
  isOpen: () => boolean,
  heard: (bytes: Uint8Array) => void,
): Promise<void> {
  const buffer = Buffer.alloc(512);
  while (isOpen()) {
    try {
      const { bytesRead } = await file.read(buffer, 0, buffer.length);
      if (bytesRead > 0) heard(Uint8Array.from(buffer.subarray(0, bytesRead)));
      else await sleep(listenPauseMs, undefined, { ref: false });
    } catch (error) {
      if (codeOf(error) !== 'EAGAIN') return;
      await sleep(listenPauseMs, undefined, { ref: false });
    }
  }
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}
