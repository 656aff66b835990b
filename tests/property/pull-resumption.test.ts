import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Writer } from '../../main/db/store.ts';
import { startSandbox } from '../../sandbox/start.ts';
import { changeCloud, pulledRows } from '../support/pulled-shop.ts';
import { syncedTill } from '../support/synced-till.ts';

const seed = Number(process.env['QUAY_SEED'] ?? Date.now() % 1_000_000);

/** Lets so many commits through; then the power is out, and nothing is written any more. */
function dyingStore(writer: Writer, commits: number): Writer {
  let left = commits;
  let depth = 0;
  const commit = () => {
    if (depth === 0 && left <= 0) throw new Error('the power is out');
    if (depth === 0) left -= 1;
  };
  const inside = <T>(work: () => T): T => {
    commit();
    depth += 1;
    try {
      return work();
    } finally {
      depth -= 1;
    }
  };
  return {
    ...writer,
    run: (sql, params) => {
      commit();
      return writer.run(sql, params);
    },
    inTransaction: (work) => inside(() => writer.inTransaction(work)),
    inLazyTransaction: (work) => inside(() => writer.inLazyTransaction(work)),
  };
}

const power = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 6 });

describe(`a first pull killed between any two commits (seed ${seed})`, () => {
  it.each(['utc', 'shop_local'] as const)(
    'ends with the same rows as one that was never disturbed, times read as %s',
    { timeout: 120_000 },
    async (reading) => {
      const sandbox = await startSandbox({
        products: 260,
        customers: 130,
        bucket: 10_000,
        leak: 10_000,
        'time-filter': reading,
      });
      onTestFinished(() => sandbox.close());
      let deleted = 10;
      await fc.assert(
        fc.asyncProperty(power, fc.boolean(), async (lives, deletes) => {
          const till = syncedTill(sandbox);
          const { writer } = till.store;
          for (const commits of lives) {
            const sync = till.restart({ store: dyingStore(writer, commits) });
            await sync.firstPull(() => undefined);
            await sync.stop();
            if (deletes)
              await changeCloud(sandbox, 'DELETE', `/com/products/${1_000_000_000 + deleted++}.json`);
          }
          const last = till.restart();
          await last.firstPull(() => undefined);
          await last.runOnce('pull');
          const whole = syncedTill(sandbox);
          await whole.sync.firstPull(() => undefined);
          expect(pulledRows(writer)).toEqual(pulledRows(whole.store.writer));
        }),
        // Deleting goes on for all runs together, within the products that every shop of the sandbox begins with.
        { seed, numRuns: 6, endOnFailure: true },
      );
    },
  );
});
