import type { PullProgress } from '../db/repositories/pull-progress.ts';

/** How fast a first pull goes and how long it still takes, from what came down since it (re)started. */
export function pullRate(clock: () => number) {
  let startedAt = 0;
  let pulledBefore = 0;
  return {
    begin: (kinds: readonly PullProgress[]) => {
      startedAt = clock();
      pulledBefore = sum(kinds, (progress) => progress.pulled);
    },
    view: (kinds: readonly PullProgress[]) => {
      const seconds = (clock() - startedAt) / 1000;
      const pulled = sum(kinds, (progress) => progress.pulled) - pulledBefore;
      const rowsPerSecond = startedAt === 0 || seconds <= 0 ? 0 : Math.round(pulled / seconds);
      const left = sum(kinds, (progress) => Math.max((progress.total ?? 0) - progress.pulled, 0));
      const isKnown = rowsPerSecond > 0 && kinds.every((progress) => progress.total !== null);
      return { rowsPerSecond, secondsLeft: isKnown ? Math.ceil(left / rowsPerSecond) : null };
    },
  };
}

function sum(kinds: readonly PullProgress[], of: (progress: PullProgress) => number): number {
  return kinds.reduce((total, progress) => total + of(progress), 0);
}
