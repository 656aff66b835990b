import { connect, type Socket } from 'node:net';
import { createReplyReader, type PrinterReply } from './printer-replies.ts';

/** An open connection to a printer. It is read all the time: a socket nobody reads can't be closed in order, and answers would be lost. */
export type PrinterLine = {
  readonly write: (bytes: Uint8Array) => void;
  /** The next reply, or what came instead: nothing in that time, the other end closed in order, the line broke. */
  readonly next: (
    timeoutMs: number,
  ) => Promise<PrinterReply | { readonly kind: 'timeout' | 'closed' | 'broken' }>;
  /** Half-closes: what was written still goes out, and answers are still heard. */
  readonly end: () => void;
  readonly destroy: () => void;
};

/** Null when nobody answers there in time. */
export async function openLine(
  host: string,
  port: number,
  timeoutMs: number,
  signal: AbortSignal | undefined,
): Promise<PrinterLine | null> {
  const socket = await dial(host, port, timeoutMs, signal);
  return socket === null ? null : lineOver(socket);
}

function dial(
  host: string,
  port: number,
  timeoutMs: number,
  signal: AbortSignal | undefined,
): Promise<Socket | null> {
  return new Promise((resolve) => {
    // Without half-open the socket would close itself when the printer does, before the last answers are read.
    const socket = connect({ host, port, allowHalfOpen: true, noDelay: true, ...(signal && { signal }) });
    const settle = (result: Socket | null) => {
      clearTimeout(timer);
      socket.off('error', fail);
      if (result === null) socket.on('error', () => undefined).destroy();
      resolve(result);
    };
    const fail = () => settle(null);
    const timer = setTimeout(fail, timeoutMs);
    socket.once('error', fail);
    socket.once('connect', () => settle(socket));
  });
}

function lineOver(socket: Socket): PrinterLine {
  const replies: PrinterReply[] = [];
  const readReplies = createReplyReader();
  let end: 'closed' | 'broken' | null = null;
  let wake: () => void = () => undefined;
  const finish = (how: 'closed' | 'broken') => {
    end ??= how;
    wake();
  };
  socket.on('data', (data) => {
    replies.push(...readReplies(data));
    wake();
  });
  // Reading stops with the other end's FIN; whether it took all of ours only shows when the socket closes without an error.
  socket.on('end', () => socket.end());
  socket.on('error', () => finish('broken'));
  socket.on('close', () => finish(socket.readableEnded ? 'closed' : 'broken'));

  const waitFor = (timeoutMs: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, timeoutMs);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  return {
    write: (bytes) => {
      socket.write(bytes);
    },
    next: async (timeoutMs) => {
      if (replies.length === 0 && end === null) await waitFor(timeoutMs);
      return replies.shift() ?? { kind: end ?? 'timeout' };
    },
    end: () => {
      socket.end();
    },
    destroy: () => {
      socket.destroy();
    },
  };
}
