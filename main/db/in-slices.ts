import { setImmediate } from 'node:timers/promises';
import { inBulk } from './repositories/search-index.ts';
import type { Writer } from './store.ts';

/**
 * Well below the 8 ms nothing may hold the event loop for. Rows that are pulled bring words for the search with them, which come on
 * top, and so does a commit that waits for the disk.
 */
const [bulkSliceMs, durableSliceMs, readingSliceMs] = [0.75, 2, 1];

/**
 * Works through rows that could be had again in short slices, letting the event loop go between them. Each row is done whole inside
 * one transaction, and a slice is one commit, so that a slow disk is asked seldom. `last` belongs to the commit of the last slice:
 * what tells how far the work has got is never ahead of it.
 */
export async function inSlices<T>(
  store: Writer,
  rows: readonly T[],
  work: (row: T) => void,
  last: () => void = () => undefined,
): Promise<void> {
  let index = 0;
  do {
    inBulk(store, () => {
      index = slice(rows, index, work, bulkSliceMs);
      if (index >= rows.length) last();
    });
    await store.breathe();
  } while (index < rows.length);
}

/** The same for what only exists here: each slice is on disk before the next one begins. */
export async function inDurableSlices<T>(
  store: Writer,
  rows: readonly T[],
  work: (row: T) => void,
): Promise<void> {
  for (let index = 0; index < rows.length; ) {
    index = store.inTransaction(() => slice(rows, index, work, durableSliceMs));
    await store.breathe();
  }
}

/** The same for work that writes nothing: comparing, merging, putting in order. */
export async function unhurried<T>(items: Iterable<T>, each: (item: T) => void): Promise<void> {
  let until = performance.now() + readingSliceMs;
  for (const item of items) {
    each(item);
    if (performance.now() < until) continue;
    await setImmediate();
    until = performance.now() + readingSliceMs;
  }
}

/** One row at least, then as many as there is time for. Gives the first one that is left. */
function slice<T>(rows: readonly T[], from: number, work: (row: T) => void, ms: number): number {
  const until = performance.now() + ms;
  let index = from;
  while (index < rows.length) {
    work(rows[index] as T);
    index += 1;
    if (performance.now() >= until) break;
  }
  return index;
}
