import { describe, expect, it } from 'vitest';
import { inSlices } from '../../main/db/in-slices.ts';
import { shopCloud, syncedTill } from '../support/synced-till.ts';

describe('working through rows', () => {
  it('lets whoever waits have a turn between slices, and does every row once', async () => {
    const sandbox = await shopCloud({ products: 1 });
    const { writer } = syncedTill(sandbox).store;
    let turns = 0;
    let isOver = false;
    const waiting = () => {
      turns += 1;
      if (!isOver) setImmediate(waiting);
    };
    setImmediate(waiting);
    const done: number[] = [];
    const rows = Array.from({ length: 12 }, (_, index) => index);
    await inSlices(writer, rows, (row) => {
      done.push(row);
      const until = performance.now() + 2;
      while (performance.now() < until) Math.sqrt(row);
    });
    isOver = true;
    expect(done).toEqual(rows);
    // Twelve rows of 2 ms and slices of 3 ms make six slices.
    expect(turns).toBeGreaterThanOrEqual(5);
  });
});
