import { setImmediate } from 'node:timers/promises';
import type { Writer } from './store.ts';

/** Well below the 8 ms nothing may hold the event loop for, as the commit comes on top. */
const sliceMs = 2;

/**
 * Works through rows in short slices, letting the event loop go between them. Each row is done whole inside one transaction, and a
 * slice is one commit, so that a slow disk is asked seldom.
 */
export async function inSlices<T>(store: Writer, rows: readonly T[], work: (row: T) => void): Promise<void> {
  let index = 0;
  while (index < rows.length) {
    store.inTransaction(() => {
      const until = performance.now() + sliceMs;
      do {
        work(rows[index] as T);
        index += 1;
      } while (index < rows.length && performance.now() < until);
    });
    await setImmediate();
  }
}
