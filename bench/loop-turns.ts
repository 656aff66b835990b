import { closeSync, openSync, readSync } from 'node:fs';

/** How long one turn held the event loop, ms. */
export type Turns = {
  readonly longest: number;
  /** 99.9 % of the turns took no longer. */
  readonly usual: number;
  /** The same without the time other programs had the processor; null where the system does not tell. */
  readonly own: { readonly longest: number; readonly usual: number } | null;
  /** Of the longest, processor time alone. */
  readonly processor: number | null;
};

/** Each turn is met by a timer, and contains the wait it was set for. */
const resolutionMs = 1;

/** Watches the event loop until it is asked for what it saw. */
export function watchTurns(): () => Turns {
  const scheduler = openScheduler();
  const walls: number[] = [];
  const owns: number[] = [];
  let processor = 0;
  let last = performance.now();
  let lastTimes = scheduler?.read() ?? { ran: 0, queued: 0 };
  const look = () => {
    const now = performance.now();
    const times = scheduler?.read() ?? lastTimes;
    const wall = Math.max(0, now - last - resolutionMs);
    walls.push(wall);
    owns.push(Math.max(0, wall - (times.queued - lastTimes.queued)));
    processor = Math.max(processor, times.ran - lastTimes.ran);
    last = now;
    lastTimes = times;
    timer = setTimeout(look, resolutionMs);
  };
  let timer = setTimeout(look, resolutionMs);
  return () => {
    clearTimeout(timer);
    scheduler?.close();
    return {
      ...spread(walls),
      own: scheduler === null ? null : spread(owns),
      processor: scheduler === null ? null : processor,
    };
  };
}

export function wordsOfTurns(turns: Turns): string {
  const of = ({ longest, usual }: { readonly longest: number; readonly usual: number }) =>
    `longest ${longest.toFixed(1)} ms, 99.9 % within ${usual.toFixed(1)} ms`;
  if (turns.own === null) return of(turns);
  return `${of(turns)}; without other programs' turns ${of(turns.own)}; processor alone at most ${(turns.processor ?? 0).toFixed(1)} ms`;
}

function spread(values: readonly number[]): { readonly longest: number; readonly usual: number } {
  const sorted = values.toSorted((a, b) => a - b);
  return { longest: sorted.at(-1) ?? 0, usual: sorted[Math.floor(sorted.length * 0.999)] ?? 0 };
}

/** What Linux tells of this thread: how long it ran and how long it was ready and had to wait for a processor, ms. */
function openScheduler() {
  try {
    const fd = openSync(`/proc/self/task/${process.pid}/schedstat`, 'r');
    const buffer = Buffer.alloc(100);
    return {
      read: () => {
        const [ran, queued] = buffer.toString('latin1', 0, readSync(fd, buffer, 0, 100, 0)).split(' ');
        return { ran: Number(ran) / 1e6, queued: Number(queued) / 1e6 };
      },
      close: () => closeSync(fd),
    };
  } catch {
    return null;
  }
}
