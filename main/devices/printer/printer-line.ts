import { connect, type Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { createReplyReader, type PrinterReply } from './printer-replies.ts';

export type LineEvent =
  | PrinterReply
  /** The job is out of the program's hands; the printer may have none of it yet. */
  | { readonly kind: 'handed-over' }
  /** Nothing came in that time; the other end closed in order; the line broke. */
  | { readonly kind: 'timeout' | 'closed' | 'broken' };

/** An open connection to a printer. It is read all the time: a socket nobody reads can't be closed in order, and answers would be lost. */
export type PrinterLine = {
  readonly write: (bytes: Uint8Array | readonly number[]) => void;
  /** Writes a job, and says when it is out of the program's hands. */
  readonly handOver: (...parts: readonly (Uint8Array | readonly number[])[]) => void;
  readonly next: (timeoutMs: number) => Promise<LineEvent>;
  /** Forgets what was heard and not looked at. False when the line is gone. */
  readonly forgetHeard: () => boolean;
  /** Half-closes: what was written still goes out, and answers are still heard. */
  readonly end: () => void;
  /** Hangs up at once: a printer that stands still would keep a line that ends in order until it has worked off the questions. */
  readonly reset: () => void;
  readonly destroy: () => void;
};

/** A printer that lost its power says nothing; the network is asked whether anybody is there. */
const keepAliveMs = 10_000;

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
    socket.once('connect', () => settle(socket.setKeepAlive(true, keepAliveMs)));
  });
}

function lineOver(socket: Socket): PrinterLine {
  let events: LineEvent[] = [];
  const readReplies = createReplyReader();
  let end: 'closed' | 'broken' | null = null;
  let wake: () => void = () => undefined;
  const happened = (...found: readonly LineEvent[]) => {
    events.push(...found);
    wake();
  };
  const finish = (how: 'closed' | 'broken') => {
    end ??= how;
    wake();
  };
  socket.on('data', (data) => happened(...readReplies(data)));
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
      if (socket.writable) socket.write(Uint8Array.from(bytes));
    },
    handOver: (...parts) => {
      if (!socket.writable) return;
      socket.write(Buffer.concat(parts.map((part) => Uint8Array.from(part))), (error) => {
        if (!error) happened({ kind: 'handed-over' });
      });
    },
    next: async (timeoutMs) => {
      if (events.length === 0 && end === null) await waitFor(timeoutMs);
      // In a program that was held up the timer rings before the network is looked at: what lies there is no silence.
      if (events.length === 0 && end === null) await setImmediate();
      return events.shift() ?? { kind: end ?? 'timeout' };
    },
    forgetHeard: () => {
      events = [];
      return end === null && socket.writable;
    },
    end: () => {
      socket.end();
    },
    reset: () => {
      socket.resetAndDestroy();
    },
    destroy: () => {
      socket.destroy();
    },
  };
}
