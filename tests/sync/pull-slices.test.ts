import { describe, expect, it } from 'vitest';
import { inDurableSlices, inSlices, unhurried } from '../../main/db/in-slices.ts';
import { shopCloud, syncedTill } from '../support/synced-till.ts';

/** Counts the turns of the event loop until told that the work is over. */
function countTurns(): () => number {
  let turns = 0;
  let isOver = false;
  const waiting = () => {
    turns += 1;
    if (!isOver) setImmediate(waiting);
  };
  setImmediate(waiting);
  return () => {
    isOver = true;
    return turns;
  };
}

function workFor(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until) Math.sqrt(until);
}

const rows = Array.from({ length: 12 }, (_, index) => index);

describe('working through rows', () => {
  it('lets whoever waits have a turn between slices, and does every row once', async () => {
    const sandbox = await shopCloud({ products: 1 });
    const { writer } = syncedTill(sandbox).store;
    const turns = countTurns();
    const done: number[] = [];
    await inSlices(writer, rows, (row) => {
      done.push(row);
      workFor(2);
    });
    expect(done).toEqual(rows);
    expect(turns()).toBeGreaterThanOrEqual(5);
  });

  it('does so too for what is durable slice by slice, and for work that writes nothing', async () => {
    const sandbox = await shopCloud({ products: 1 });
    const { writer } = syncedTill(sandbox).store;
    for (const go of [
      (work: (row: number) => void) => inDurableSlices(writer, rows, work),
      (work: (row: number) => void) => unhurried(rows, work),
    ]) {
      const turns = countTurns();
      const done: number[] = [];
      await go((row) => {
        done.push(row);
        workFor(2);
      });
      expect(done).toEqual(rows);
      expect(turns()).toBeGreaterThanOrEqual(5);
    }
  });
});
