import { setImmediate } from 'node:timers/promises';

export type VirtualTime = {
  /** Ms since the beginning. */
  readonly now: () => number;
  /** Resolves when virtual time has come so far, or at once when the signal fires. */
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** Lets time go by, from one due sleep to the next, until the work is done or the time is up. */
  readonly run: (work: Promise<unknown>, untilMs?: number) => Promise<void>;
};

type Sleeper = { readonly at: number; readonly order: number; readonly wake: () => void };

/** A clock that stands still while anybody works and jumps while everybody sleeps: hours of waiting in seconds, the same each time. */
export function virtualTime(): VirtualTime {
  let now = 0;
  let order = 0;
  const sleepers = binaryHeap<Sleeper>((a, b) => a.at - b.at || a.order - b.order);
  return {
    now: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted === true) return resolve();
        order += 1;
        let isDone = false;
        const wake = () => {
          if (isDone) return;
          isDone = true;
          signal?.removeEventListener('abort', wake);
          resolve();
        };
        signal?.addEventListener('abort', wake);
        sleepers.push({ at: now + Math.max(0, ms), order, wake });
      }),
    run: async (work, untilMs = Number.POSITIVE_INFINITY) => {
      let isDone = false;
      const end = () => {
        isDone = true;
      };
      work.then(end, end);
      await setImmediate();
      while (!isDone) {
        const next = sleepers.pop();
        if (next === undefined) throw new Error('everybody waits, and nothing will ever wake them');
        if (next.at > untilMs) {
          sleepers.push(next);
          break;
        }
        now = Math.max(now, next.at);
        next.wake();
        await setImmediate();
      }
      if (isDone) await work;
    },
  };
}

function binaryHeap<T>(compare: (a: T, b: T) => number) {
  const items: T[] = [];
  const swap = (a: number, b: number) => {
    [items[a], items[b]] = [items[b] as T, items[a] as T];
  };
  const isBefore = (a: number, b: number) => compare(items[a] as T, items[b] as T) < 0;
  return {
    push: (item: T) => {
      items.push(item);
      for (let at = items.length - 1; at > 0; ) {
        const parent = (at - 1) >> 1;
        if (!isBefore(at, parent)) break;
        swap(at, parent);
        at = parent;
      }
    },
    pop: (): T | undefined => {
      if (items.length === 0) return undefined;
      swap(0, items.length - 1);
      const item = items.pop();
      for (let at = 0; ; ) {
        let least = at;
        for (const child of [2 * at + 1, 2 * at + 2])
          if (child < items.length && isBefore(child, least)) least = child;
        if (least === at) return item;
        swap(at, least);
        at = least;
      }
    },
  };
}
