import { describe, expect, it } from 'vitest';
import { printFaults } from '../support/print-faults/run.ts';
import { tempFolder } from '../support/temp-folder.ts';

/** Seeds that once found something. */
const kept: readonly number[] = [326, 462];

const seeds = [...kept, ...Array.from({ length: 100 }, (_, index) => index + 1)];
const together = 10;
const batches = Array.from({ length: Math.ceil(seeds.length / together) }, (_, index) =>
  seeds.slice(index * together, (index + 1) * together),
);

describe('tills at a printer in a bad hour', () => {
  it.each(batches.map((batch) => [batch.join(' '), batch] as const))(
    'print each receipt once, ask about it, or mark it as a copy (seeds %s)',
    async (_name, batch) => {
      const shared = tempFolder();
      const found = await Promise.all(
        batch.map(async (seed) =>
          (await printFaults(seed, { shared, own: tempFolder() })).map((fault) => `seed ${seed}: ${fault}`),
        ),
      );
      expect(found.flat()).toEqual([]);
    },
    60_000,
  );
});
