import fc from 'fast-check';
import { anyChain, anyChainAtTwoTills, unevenness } from '../tests/support/return-chains.ts';

/** Chains of random returns of random sales, half of them at two tills; each must end with nothing left over. */
export function benchReturns(): void {
  const chains = Number(process.env['QUAY_CHAINS'] ?? 100_000);
  const seed = Number(process.env['QUAY_CHAIN_SEED'] ?? Date.now() % 2 ** 31);
  process.stdout.write(`${chains} chains, seed ${seed}\n`);
  let returns = 0;
  const startedAt = performance.now();
  fc.assert(
    fc.property(anyChain, ({ sale, steps }) => {
      returns += steps.length;
      return unevenness(sale, steps) === null;
    }),
    { numRuns: Math.ceil(chains / 2), seed },
  );
  fc.assert(
    fc.property(anyChainAtTwoTills, ({ sale, returned }) => {
      returns += returned.length;
      return unevenness(sale, returned) === null;
    }),
    { numRuns: Math.floor(chains / 2), seed },
  );
  const seconds = (performance.now() - startedAt) / 1000;
  process.stdout.write(`${returns} returns, nothing left over, ${seconds.toFixed(1)} s\n`);
}
