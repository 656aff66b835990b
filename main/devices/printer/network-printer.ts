import { connect, type Socket } from 'node:net';
import { fence, statusRequest } from './escpos-commands.ts';
import type { BlockReason, PrinterTransport, SendOutcome } from './transport.ts';

export type NetworkPrinterOptions = {
  readonly host: string;
  readonly port: number;
  readonly connectTimeoutMs?: number;
  /** How long an asked printer may take to say how it is; cheap ones never do. */
  readonly statusTimeoutMs?: number;
  /** How long the paper may take after the last byte. */
  readonly printTimeoutMs?: number;
};

/**
 * A printer behind TCP 9100. One connection a job: ask how it is, send, ask for a sign that all was worked through, half-close and wait
 * for the other end. A write that succeeded proves nothing, the kernel takes megabytes for a printer that reads none.
 */
export function networkPrinter(options: NetworkPrinterOptions): PrinterTransport {
  const { connectTimeoutMs = 3_000, statusTimeoutMs = 500, printTimeoutMs = 30_000 } = options;
  return {
    send: async ({ bytes }, onFirstByte) => {
      const socket = await dial(options.host, options.port, connectTimeoutMs);
      if (socket === null) return { kind: 'blocked', reason: 'unreachable' };
      const line = listen(socket);
      try {
        const status = await preflight(line, socket, statusTimeoutMs);
        if (status.blocked !== null) return { kind: 'blocked', reason: status.blocked };
        onFirstByte();
        socket.write(bytes);
        return await awaitPaper(line, socket, status.answers, printTimeoutMs);
      } finally {
        socket.destroy();
      }
    },
  };
}

type Line = {
  /** Next byte from the printer; null after the time or when the line is gone. */
  readonly nextByte: (timeoutMs: number) => Promise<number | null>;
  /** Resolves when the other end closed, true when it did so in good order. */
  readonly closed: Promise<boolean>;
};

function dial(host: string, port: number, timeoutMs: number): Promise<Socket | null> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    socket.setNoDelay(true);
    const timer = setTimeout(() => settle(null), timeoutMs);
    const settle = (result: Socket | null) => {
      clearTimeout(timer);
      if (result === null) socket.destroy();
      resolve(result);
    };
    socket.once('connect', () => settle(socket));
    socket.on('error', () => settle(null));
  });
}

/** Keeps reading: a socket that is not read cannot be closed in order, and answers would be lost. */
function listen(socket: Socket): Line {
  const bytes: number[] = [];
  let wake: (() => void) | null = null;
  let isGone = false;
  socket.on('data', (data) => {
    bytes.push(...data);
    wake?.();
  });
  const closed = new Promise<boolean>((resolve) => {
    let failed = false;
    socket.on('error', () => {
      failed = true;
    });
    socket.once('close', () => {
      isGone = true;
      wake?.();
      resolve(!failed);
    });
  });
  const nextByte = async (timeoutMs: number): Promise<number | null> => {
    if (bytes.length === 0 && !isGone) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, timeoutMs);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      wake = null;
    }
    return bytes.shift() ?? null;
  };
  return { nextByte, closed };
}

/** DLE EOT answers: bits 0=0, 1=1, 4=1, 7=0; what else is set says what is wrong (Epson, DLE EOT 1, 2 and 4). */
const complaints: readonly { readonly request: 1 | 2 | 4; readonly mask: number; readonly reason: BlockReason }[] = [
  { request: 2, mask: 0x04, reason: 'cover-open' },
  { request: 4, mask: 0x60, reason: 'paper-out' },
  { request: 2, mask: 0x20, reason: 'paper-out' },
  { request: 2, mask: 0x40, reason: 'error' },
  { request: 1, mask: 0x08, reason: 'offline' },
];

async function preflight(
  line: Line,
  socket: Socket,
  timeoutMs: number,
): Promise<{ readonly blocked: BlockReason | null; readonly answers: boolean }> {
  const answers = new Map<number, number>();
  for (const request of [1, 2, 4] as const) {
    socket.write(Buffer.from(statusRequest(request)));
    const byte = await line.nextByte(timeoutMs);
    // A printer that keeps silent once is not asked again: many clones cannot answer.
    if (byte === null) break;
    if ((byte & 0x93) === 0x12) answers.set(request, byte);
  }
  const complaint = complaints.find(({ request, mask }) => ((answers.get(request) ?? 0) & mask) !== 0);
  return { blocked: complaint?.reason ?? null, answers: answers.size > 0 };
}

/** Printers that answer confirm by the fence; silent ones by reading everything and closing their end. */
async function awaitPaper(line: Line, socket: Socket, answers: boolean, timeoutMs: number): Promise<SendOutcome> {
  if (answers) {
    socket.write(Buffer.from(fence));
    const byte = await line.nextByte(timeoutMs);
    if (byte !== null && (byte & 0x90) === 0) {
      socket.end();
      return { kind: 'printed' };
    }
    return { kind: 'unknown', reason: byte === null ? 'no-answer' : 'connection-lost' };
  }
  socket.end();
  const timer = new Promise<'late'>((resolve) => setTimeout(() => resolve('late'), timeoutMs).unref());
  const end = await Promise.race([line.closed, timer]);
  if (end === 'late') return { kind: 'unknown', reason: 'no-answer' };
  return end ? { kind: 'printed' } : { kind: 'unknown', reason: 'connection-lost' };
}
