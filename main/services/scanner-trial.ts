import type { Till } from './till.ts';

/** A person tries a scanner for about this long; who walks away from it must not find the till deaf. */
const trialMs = 60_000;

/** By store, which every copy of a till shares. */
const trials = new WeakMap<Till['store'], number>();

/** From now on scans are shown on the page of scanners and sell nothing; each one gives more time. */
export function startTrial(till: Till): void {
  trials.set(till.store, till.clock() + trialMs);
  till.notify('scanners');
}

export function endTrial(till: Till): void {
  if (trials.delete(till.store)) till.notify('scanners');
}

/** Null while scans sell. */
export function testingUntil(till: Till): number | null {
  const until = trials.get(till.store) ?? 0;
  return till.clock() < until ? until : null;
}
