import { once } from 'node:events';
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Store } from './store.ts';

export type Checkpoints = {
  /** Ends the thread, which carries over what it can first. The store is closed after it, as whoever closes last removes the log. */
  readonly stop: () => Promise<void>;
};

/** Pages of the log that are worth a visit to the disk. */
const duePages = 400;
/** From here on what can wait does, until everything was carried over and the log begins anew. */
const longPages = 4_000;
/** However slow the disk, nobody waits for ever for something that is only tidy. */
const longestWaitMs = 10_000;
/** One that is under way, one for what was written meanwhile, and one more. */
const mostVisits = 3;

/** Sources run as they are; the bundle has an entry of that name beside the one this file goes into. */
const workerFile = new URL(`checkpoint-worker${extname(import.meta.url)}`, import.meta.url);

/**
 * Has the log carried over into the file by a thread of its own. Which pages, the disk's waits and its order are SQLite's matter and
 * the same as ever; a kill in the middle of it leaves the log, and with it everything. Should there be no such thread, whoever commits
 * does it, as without a keeper.
 */
export function keepLogShort(
  store: Store,
  options: {
    readonly log: (event: string, details: Readonly<Record<string, unknown>>) => void;
    readonly workerFile?: URL;
  },
): Checkpoints {
  const look = store.connection.prepare<[], LogState>('PRAGMA wal_checkpoint(NOOP)');
  let worker: Worker | null = null;
  /** Whether it went well. */
  let visit: Promise<boolean> | null = null;
  let told = '';

  const begin = (): Promise<boolean> => {
    worker ??= start();
    const asked = worker;
    // A program that has nothing else to do may end, but not while somebody waits for this.
    asked.ref();
    asked.postMessage('checkpoint');
    visit = answerOf(asked).then((answer) => {
      visit = null;
      asked.unref();
      const isDone = answer === 'done';
      if (answer !== told) options.log(isDone ? 'checkpoints-in-thread' : 'checkpoint-failed', { answer });
      told = answer;
      return isDone;
    });
    return visit;
  };
  const start = (): Worker => {
    const started = new Worker(options.workerFile ?? workerFile, { workerData: store.path });
    started.unref();
    started.once('error', withoutThread);
    return started;
  };
  const withoutThread = (error: unknown) => {
    options.log('checkpoints-in-line', { why: error instanceof Error ? error.message : String(error) });
    store.keepLog(null);
  };
  const logState = (): LogState => {
    try {
      return look.get() ?? nothing;
    } catch {
      // Somebody is in the middle of reading. What was committed is committed; the next commit looks again.
      return nothing;
    }
  };
  const isDue = () => {
    const { log, checkpointed } = logState();
    return log - checkpointed >= duePages;
  };
  const isLong = () => {
    const { log, checkpointed } = logState();
    return log >= longPages && log > checkpointed;
  };

  store.keepLog({
    committed: () => {
      try {
        if (visit === null && isDue()) void begin();
      } catch (error) {
        withoutThread(error);
      }
    },
    room: async () => {
      for (let visits = 0; visits < mostVisits && isLong(); visits += 1) {
        if (!(await (visit ?? begin()))) return;
      }
    },
  });

  return {
    stop: async () => {
      store.keepLog(null);
      await visit;
      if (worker === null || worker.threadId < 0) return;
      worker.ref();
      worker.postMessage('close');
      await once(worker, 'exit');
    },
  };
}

/** As SQLite counts it: pages in the log, and those of them that are in the file too. */
type LogState = { readonly busy: number; readonly log: number; readonly checkpointed: number };

const nothing: LogState = { busy: 0, log: 0, checkpointed: 0 };

/** `done`, or why it was not. */
function answerOf(worker: Worker): Promise<string> {
  return new Promise((resolve) => {
    const end = (answer: string) => {
      clearTimeout(timer);
      worker.off('message', end);
      worker.off('exit', gone);
      resolve(answer);
    };
    const gone = () => end('the thread is gone');
    const timer = setTimeout(() => end('no answer yet'), longestWaitMs);
    timer.unref();
    worker.on('message', end);
    worker.once('exit', gone);
  });
}
