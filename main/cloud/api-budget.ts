import { pause } from './wait.ts';

/** Who may use how much of the shop's call limit, in percent: sales always find room, however much is being pulled. */
const share = { sale: 97, money: 90, stock: 80, catalogue: 72 } as const;

export type CallPriority = keyof typeof share;

export type ApiBudget = {
  /** Waits until a call of this priority fits. False when the signal ended the wait. */
  readonly take: (priority: CallPriority, signal?: AbortSignal) => Promise<boolean>;
  /** How full the shop's bucket is, 0 to 1: what all of its tills use together. */
  readonly used: () => number;
  /** Learns from `X-Haravan-Api-Call-Limit` (`32/80`), which counts the calls of every till of the shop. */
  readonly learn: (header: string | null) => void;
  /** The bucket was full: nobody calls before this time is over. */
  readonly throttled: (retryAfterMs: number) => void;
};

/** Haravan's documented bucket of 80 leaks 4 a second; a larger one is taken to leak in proportion. */
const secondsToEmpty = 20;
const longestWaitMs = 2_000;

/**
 * Keeps under the shop's leaky bucket: 80 calls, 4 leak away a second, shared by tills that cannot see one another. The level is
 * what the last answer said, less what leaked since, plus what is on its way.
 */
export function createApiBudget(options: {
  /** Monotonic ms. */
  readonly clock: () => number;
  /** 0…1000, seeded. */
  readonly spread: () => number;
}): ApiBudget {
  let size = 80;
  let level = 0;
  let knownAt = options.clock();
  let closedUntil = Number.NEGATIVE_INFINITY;

  const leak = () => {
    const now = options.clock();
    level = Math.max(0, level - ((now - knownAt) / 1000) * (size / secondsToEmpty));
    knownAt = now;
  };
  const waitMs = (priority: CallPriority): number => {
    leak();
    const over = level + 1 - (size * share[priority]) / 100;
    const untilLeaked = over > 0 ? (over / (size / secondsToEmpty)) * 1000 : 0;
    return Math.max(untilLeaked, closedUntil - options.clock());
  };

  return {
    take: async (priority, signal) => {
      for (let wait = waitMs(priority); wait > 0; wait = waitMs(priority)) {
        // Looks again now and then: an answer may have told of more room, and the order of waiting is by priority.
        await pause(Math.min(longestWaitMs, wait) + options.spread() / 20, { signal });
        if (signal?.aborted === true) return false;
      }
      if (signal?.aborted === true) return false;
      level += 1;
      return true;
    },
    used: () => {
      leak();
      return Math.min(1, level / size);
    },
    learn: (header) => {
      const match = /^(\d+)\s*\/\s*(\d+)$/.exec(header?.trim() ?? '');
      if (match === null || Number(match[2]) < 1) return;
      size = Number(match[2]);
      level = Number(match[1]);
      knownAt = options.clock();
    },
    throttled: (retryAfterMs) => {
      leak();
      level = size;
      closedUntil = options.clock() + retryAfterMs * (1 + options.spread() / 4000);
    },
  };
}
