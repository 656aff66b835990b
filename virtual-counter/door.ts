import { createServer, type Server, type Socket } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import type { Clock } from './clock.ts';
import type { Model } from './models.ts';

export type Door = {
  readonly port: () => number;
  readonly open: () => Promise<void>;
  /** Nobody can call any more; who waits is turned away. */
  readonly shut: () => void;
  /** The one who was talked to is gone: the next one's turn. */
  readonly next: () => void;
  readonly calls: () => number;
  readonly waiting: () => number;
};

/** The network socket of a printer: one caller at a time, the others wait or are turned away. */
export function createDoor(parts: {
  readonly port: number;
  readonly host: string;
  readonly model: Model;
  readonly clock: Clock;
  readonly serve: (socket: Socket, number: number) => void;
  /** Somebody has to wait. */
  readonly waits: () => void;
}): Door {
  const { model, clock } = parts;
  let server: Server | null = null;
  let port = parts.port;
  let calls = 0;
  let isBusy = false;
  let restsUntil = Number.NEGATIVE_INFINITY;
  let queue: Socket[] = [];

  const begin = (socket: Socket): void => {
    isBusy = true;
    calls += 1;
    parts.serve(socket, calls);
  };
  const answer = (socket: Socket): void => {
    socket.on('error', () => undefined);
    const isResting = clock.now() < restsUntil;
    // Came in while the door was being shut.
    if (server === null) socket.resetAndDestroy();
    else if (!isBusy && !isResting) begin(socket);
    else if (isResting || model.second === 'refused') socket.resetAndDestroy();
    else {
      queue.push(socket);
      socket.once('close', () => {
        queue = queue.filter((one) => one !== socket);
      });
      parts.waits();
    }
  };
  return {
    port: () => port,
    open: async () => {
      if (server !== null) return;
      // Small, so that a printer that takes nothing is felt by who sends; nobody is read before it is their turn.
      const options = { allowHalfOpen: true, pauseOnConnect: true, noDelay: true, highWaterMark: 1024 };
      const opening = createServer(options, answer);
      server = opening;
      port =
        port === 0 ? await listenSomewhere(opening, parts.host) : await listen(opening, port, parts.host);
      // Shut again before it was open.
      if (server !== opening) opening.close();
    },
    shut: () => {
      server?.close();
      server = null;
      for (const socket of queue.splice(0)) socket.resetAndDestroy();
    },
    next: () => {
      isBusy = false;
      if (model.pauseMs > 0) restsUntil = clock.now() + model.pauseMs;
      const socket = queue.shift();
      if (socket !== undefined) begin(socket);
    },
    calls: () => calls,
    waiting: () => queue.length,
  };
}

/** Below the ports that systems hand out to callers: who switches a printer off wants its port back afterwards. */
const freePorts = { from: 20_000, to: 32_000 };

async function listenSomewhere(server: Server, host: string): Promise<number> {
  for (let attempt = 1; ; attempt += 1) {
    const port = freePorts.from + Math.floor(Math.random() * (freePorts.to - freePorts.from));
    try {
      return await listenOnce(server, port, host);
    } catch (error) {
      if (attempt === tries || !isTaken(error)) throw error;
    }
  }
}

const tries = 100;

/** After the power was off somebody else may hold the port for a moment. */
async function listen(server: Server, port: number, host: string): Promise<number> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await listenOnce(server, port, host);
    } catch (error) {
      if (attempt === tries || !isTaken(error)) throw error;
      await setTimeout(20);
    }
  }
}

function listenOnce(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve(port);
    });
  });
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
}
