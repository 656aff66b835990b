import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { printFaults } from '../tests/support/print-faults/run.ts';

const runs = Number(process.env['QUAY_FAULT_RUNS'] ?? 10_000);
const first = Number(process.env['QUAY_FAULT_SEED'] ?? 1);
/** They mostly wait, each for its own short timers. */
const atOnce = 8;

/**
 * Ten thousand bad hours of a printer: lines cut, power lost, paper out, covers, noise, tills killed, two tills at one printer. Prints
 * every seed that found something; such a seed is kept in `tests/property/print-faults.test.ts`.
 */
export async function benchPrintingFaults(): Promise<void> {
  const shared = mkdtempSync(join(tmpdir(), 'quay-print-faults-'));
  const startedAt = performance.now();
  let next = first;
  let done = 0;
  let failed = 0;
  const report = () =>
    process.stdout.write(
      `${done} of ${runs} runs, ${failed} failed, ${Math.round((performance.now() - startedAt) / 1000)} s\n`,
    );
  const work = async (): Promise<void> => {
    while (next < first + runs) {
      const seed = next;
      next += 1;
      const own = join(shared, String(seed));
      mkdirSync(own);
      const faults = await printFaults(seed, { shared, own }).catch((error: unknown) => [String(error)]);
      rmSync(own, { recursive: true, force: true });
      done += 1;
      if (faults.length > 0) {
        failed += 1;
        process.stdout.write(`seed ${seed}\n${faults.map((fault) => `  ${fault}\n`).join('')}`);
      }
      if (done % 500 === 0) report();
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  rmSync(shared, { recursive: true, force: true });
  if (done % 500 !== 0) report();
  if (failed > 0) process.exitCode = 1;
}
