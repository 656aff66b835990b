import type { ApiBudget } from './api-budget.ts';
import { pause } from './wait.ts';

/**
 * For the few calls somebody stands and waits for, made with a token this till has no history with. They go at once: a pace that
 * has to be learnt beside others takes a new budget for the least of them. Only a 429 makes them wait, as long as it says.
 */
export function unpacedBudget(clock: () => number): ApiBudget {
  let closedUntil = Number.NEGATIVE_INFINITY;
  return {
    take: async (_priority, _resource, signal) => {
      for (let ms = closedUntil - clock(); ms > 0; ms = closedUntil - clock()) {
        await pause(ms, { signal });
        if (signal?.aborted === true) return null;
      }
      if (signal?.aborted === true) return null;
      return {
        answered: () => undefined,
        refused: (_header, retryAfterMs) => {
          closedUntil = Math.max(closedUntil, clock() + retryAfterMs);
        },
        lost: () => undefined,
      };
    },
    othersUse: () => 0,
    used: () => 0,
  };
}
