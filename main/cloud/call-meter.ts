import { type ApiBudget, createApiBudget } from './api-budget.ts';

const minute = 60;

export type CallMeter = {
  readonly called: () => void;
  readonly throttled: () => void;
  readonly read: () => {
    /** Calls of the last 60 seconds. */
    readonly lastMinute: number;
    /** Monotonic ms; null while it never happened. */
    readonly throttledAt: number | null;
  };
};

/** Counts this till's own calls, one number a second, so that it costs the same however many there are. */
export function createCallMeter(clock: () => number): CallMeter {
  const counts = Array.from({ length: minute }, () => ({ second: -1, calls: 0 }));
  let throttledAt: number | null = null;
  const second = () => Math.floor(clock() / 1000);
  return {
    called: () => {
      const now = second();
      const slot = counts[now % minute];
      if (slot === undefined) return;
      if (slot.second !== now) slot.calls = 0;
      slot.second = now;
      slot.calls += 1;
    },
    throttled: () => {
      throttledAt = clock();
    },
    read: () => {
      const from = second() - minute;
      return {
        lastMinute: counts.reduce((sum, slot) => (slot.second > from ? sum + slot.calls : sum), 0),
        throttledAt,
      };
    },
  };
}

/** One budget for everything a till asks its shop's cloud, with its calls counted. */
export type CountedBudget = { readonly budget: ApiBudget; readonly calls: CallMeter['read'] };

export function createCountedBudget(spread: () => number): CountedBudget {
  const clock = () => performance.now();
  const meter = createCallMeter(clock);
  return { budget: metered(createApiBudget({ clock, spread }), meter), calls: meter.read };
}

/** The same budget, with its calls counted. */
function metered(budget: ApiBudget, meter: CallMeter): ApiBudget {
  return {
    ...budget,
    take: async (priority, resource, signal) => {
      const permit = await budget.take(priority, resource, signal);
      if (permit === null) return null;
      meter.called();
      return {
        ...permit,
        refused: (header, retryAfterMs) => {
          meter.throttled();
          permit.refused(header, retryAfterMs);
        },
      };
    },
  };
}
