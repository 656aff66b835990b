/** When something was last changed, by a hybrid logical clock: the wall clock's ms, a count within it, and the till. */
export type Stamp = { readonly at: number; readonly count: number; readonly till: string };

/** A total order; negative when `a` is the earlier one. */
export function compareStamps(a: Stamp, b: Stamp): number {
  if (a.at !== b.at) return a.at - b.at;
  if (a.count !== b.count) return a.count - b.count;
  return a.till < b.till ? -1 : a.till > b.till ? 1 : 0;
}

/** The stamp of a change made now: later than everything seen so far, whatever the clocks say. */
export function nextStamp(newest: Stamp | null, now: number, till: string): Stamp {
  if (newest === null || now > newest.at) return { at: now, count: 0, till };
  return { at: newest.at, count: newest.count + 1, till };
}
