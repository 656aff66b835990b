import { describe, expect, it } from 'vitest';
import { randomShop } from '../support/random-shop/run.ts';
import { tempFolder } from '../support/temp-folder.ts';

/** Seeds that once found something. */
const kept: readonly number[] = [];

const seeds = [
  ...kept,
  ...Array.from({ length: Number(process.env['SEEDS'] ?? 200) }, (_, index) => index + 1),
];

describe('two tills of a shop that goes through everything', () => {
  it.each(seeds)(
    'have one order a sale, equal sums and equal stock in the end (seed %i)',
    async (seed) => {
      expect(await randomShop(seed, tempFolder()), `seed ${seed}`).toEqual([]);
    },
    30_000,
  );
});
