import { describe, expect, it } from 'vitest';
import { randomShop } from '../support/random-shop/run.ts';
import { memoryFolder } from '../support/temp-folder.ts';

/** Seeds that once found something. */
const kept: readonly number[] = [1307, 1767, 1788, 2331, 2915, 3014];

const seeds = [...kept, ...Array.from({ length: 200 }, (_, index) => index + 1)];
const together = 5;
const batches = Array.from({ length: Math.ceil(seeds.length / together) }, (_, index) =>
  seeds.slice(index * together, (index + 1) * together),
);

describe('two tills of a shop that goes through everything', () => {
  it.each(batches.map((batch) => [batch.join(' '), batch] as const))(
    'have one order a sale, equal sums and equal stock in the end (seeds %s)',
    async (_name, batch) => {
      const found = await Promise.all(
        batch.map(async (seed) =>
          (await randomShop(seed, memoryFolder())).map((fault) => `seed ${seed}: ${fault}`),
        ),
      );
      expect(found.flat()).toEqual([]);
    },
    60_000,
  );
});
