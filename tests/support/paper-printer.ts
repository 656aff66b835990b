import { createServer, type Server, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { type PaperStep, readStep } from './paper-commands.ts';

/** How this printer behaves. Everything is answered unless told otherwise. */
export type PaperPrinterTraits = {
  /** A silent clone answers nothing at all; `fence-only` lacks the process id, `status-only` the fence too, `few` knows only status 1 and 4. */
  readonly answers: 'all' | 'fence-only' | 'status-only' | 'few' | 'none';
  /** Bytes worked off per millisecond; Infinity prints at once. While slow, it holds 4 KB and then stops reading. */
  readonly bytesPerMs: number;
  /** Sends an unasked status block at each connect, as printers with ASB switched on do. */
  readonly chatty: boolean;
  /** Rows of paper left on the roll. */
  readonly paperRows: number;
  /** Cuts the line once it has taken this many bytes: by power loss (reset) or in good order (end). */
  readonly breaksAfterBytes: number | null;
};

export type PaperPrinter = {
  readonly port: number;
  /** One list of steps for each cut receipt, then what lies uncut. */
  readonly receipts: () => readonly (readonly PaperStep[])[];
  readonly drawerPulses: () => number;
  readonly bytesTaken: () => number;
  readonly connections: () => number;
  /** DLE commands that did not stand alone but inside a picture: a real printer would act on them. */
  readonly strayRealTime: () => number;
  readonly openCover: (isOpen: boolean) => void;
  readonly jamCutter: () => void;
  readonly loadPaper: (rows: number) => void;
  /** Resolves when `condition` holds; asked after everything that happens in the printer. */
  readonly until: (condition: (printer: PaperPrinter) => boolean) => Promise<void>;
};

const bufferLimit = 4096;
const dle = 0x10;

const defaults: PaperPrinterTraits = {
  answers: 'all',
  bytesPerMs: Number.POSITIVE_INFINITY,
  chatty: false,
  paperRows: Number.POSITIVE_INFINITY,
  breaksAfterBytes: null,
};

/**
 * A receipt printer behind TCP that shares no code with the till: its own reading of the commands, real-time status that jumps the
 * queue, paper that runs out, a cover, a lost line. A byte it does not know closes the line with an error and fails `receipts()`.
 */
export async function startPaperPrinter(over: Partial<PaperPrinterTraits> = {}): Promise<PaperPrinter> {
  const traits = { ...defaults, ...over };
  const state = {
    coverOpen: false,
    cutterJammed: false,
    paperRows: traits.paperRows,
    taken: 0,
    connections: 0,
    stray: 0,
    pulses: 0,
    done: [] as PaperStep[][],
    current: [] as PaperStep[],
    failure: null as Error | null,
  };
  const sockets = new Set<Socket>();
  const watchers = new Set<() => void>();
  const kicks = new Set<() => void>();
  const happened = () => {
    for (const watch of [...watchers]) watch();
  };

  const serve = (socket: Socket): void => {
    state.connections += 1;
    sockets.add(socket);
    let buffer = Buffer.alloc(0);
    let tail = Buffer.alloc(0);
    let timer: NodeJS.Timeout | undefined;
    let hasEnded = false;
    const answer = (...bytes: number[]) => {
      if (!socket.destroyed && socket.writable) socket.write(Buffer.from(bytes));
    };
    if (traits.chatty) answer(0x14, 0x00, 0x00, 0x0f);

    const isStopped = () => state.coverOpen || state.cutterJammed || state.paperRows <= 0 || socket.destroyed;
    const work = (): void => {
      timer = undefined;
      let budget = Number.isFinite(traits.bytesPerMs)
        ? Math.max(1, traits.bytesPerMs * 5)
        : Number.POSITIVE_INFINITY;
      while (!isStopped() && budget > 0) {
        const read = attempt(() => readStep(buffer));
        if (read === null || state.failure !== null) break;
        buffer = buffer.subarray(read.length);
        budget -= read.length;
        perform(read.step);
      }
      if (socket.isPaused() && buffer.length < bufferLimit) socket.resume();
      if (buffer.length > 0 && !isStopped() && budget <= 0) timer ??= setTimeout(work, 5);
      // Closing comes after the work: the peer learns by it that everything was taken.
      if (hasEnded && buffer.length === 0 && !socket.destroyed) socket.end();
      happened();
    };
    const attempt = (read: () => ReturnType<typeof readStep>) => {
      try {
        return read();
      } catch (error) {
        state.failure = error instanceof Error ? error : new Error(String(error));
        socket.destroy();
        return null;
      }
    };
    const perform = (step: PaperStep): void => {
      state.current.push(step);
      if (step.kind === 'drawer') state.pulses += 1;
      if (step.kind === 'picture') state.paperRows -= step.rows;
      if (step.kind === 'fence' && (traits.answers === 'all' || traits.answers === 'fence-only'))
        answer(0x00);
      if (step.kind === 'process-id' && traits.answers === 'all') answer(0x37, 0x22, ...step.id, 0x00);
      if (step.kind === 'cut') state.done.push(state.current.splice(0));
    };
    const status = (kind: number): void => {
      if (traits.answers === 'none' || (traits.answers === 'few' && kind !== 1 && kind !== 4)) return;
      const isOut = state.paperRows <= 0;
      const jam = state.cutterJammed;
      if (kind === 1) answer(0x12 | (state.coverOpen || isOut || jam ? 0x08 : 0));
      else if (kind === 2)
        answer(0x12 | (state.coverOpen ? 0x04 : 0) | (isOut ? 0x20 : 0) | (jam ? 0x40 : 0));
      else if (kind === 3) answer(0x12 | (jam ? 0x08 : 0));
      else if (kind === 4) answer(isOut ? 0x72 : 0x12);
      else answer(0x12);
    };

    const kick = () => {
      timer ??= setTimeout(work, 0);
    };
    kicks.add(kick);
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearTimeout(timer);
      sockets.delete(socket);
      kicks.delete(kick);
      happened();
    });
    socket.on('end', () => {
      hasEnded = true;
      kick();
    });
    socket.on('data', (data: Buffer) => {
      state.taken += data.length;
      if (traits.breaksAfterBytes !== null && state.taken >= traits.breaksAfterBytes) {
        socket.resetAndDestroy();
        return;
      }
      // Real-time commands are seen as they arrive, whatever they stand in; what is left of a picture counts as stray.
      const seen = Buffer.concat([tail, data]);
      for (let at = 0; at + 2 < seen.length; at += 1) {
        if (seen[at] !== dle) continue;
        const [command, kind] = [seen[at + 1] ?? 0, seen[at + 2] ?? 0];
        if (command === 0x04 && kind >= 1 && kind <= 4) status(kind);
        else if (command === 0x05 || command === 0x14) state.stray += 1;
      }
      tail = Buffer.from(seen.subarray(Math.max(seen.length - 2, 0)));
      buffer = Buffer.concat([buffer, data]);
      if (Number.isFinite(traits.bytesPerMs) && buffer.length > bufferLimit) socket.pause();
      kick();
    });
  };

  const server: Server = createServer({ allowHalfOpen: true }, serve);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  });

  const printer: PaperPrinter = {
    port: address.port,
    receipts: () => {
      if (state.failure !== null) throw state.failure;
      return state.current.length > 0 ? [...state.done, [...state.current]] : [...state.done];
    },
    drawerPulses: () => state.pulses,
    bytesTaken: () => state.taken,
    connections: () => state.connections,
    strayRealTime: () => state.stray,
    openCover: (isOpen) => {
      state.coverOpen = isOpen;
      for (const kick of kicks) kick();
    },
    jamCutter: () => {
      state.cutterJammed = true;
    },
    loadPaper: (rows) => {
      state.paperRows = rows;
      for (const kick of kicks) kick();
    },
    until: (condition) =>
      new Promise((resolve) => {
        const watch = () => {
          if (!condition(printer)) return;
          watchers.delete(watch);
          resolve();
        };
        watchers.add(watch);
        watch();
      }),
  };
  return printer;
}
