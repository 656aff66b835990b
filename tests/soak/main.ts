import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { memoryPlace } from '../support/memory-place.ts';
import { randomShop } from '../support/random-shop/run.ts';

/**
 * `npm run soak -- [--seeds 5000] [--from 1] [--at-once 4]`: as many random shops as one has patience for. Prints every seed that found
 * something; such a seed is kept in `tests/property/random-shop.test.ts` for ever. Exit code 1 when there was one.
 */
const count = z.coerce.number().int().min(1);
const options = z
  .object({ seeds: count.default(1000), from: count.default(1), 'at-once': count.max(16).default(4) })
  .parse(
    parseArgs({
      options: { seeds: { type: 'string' }, from: { type: 'string' }, 'at-once': { type: 'string' } },
    }).values,
  );

const end = options.from + options.seeds;
const startedAt = performance.now();
const failed: number[] = [];
let next = options.from;
let done = 0;

async function work(): Promise<void> {
  while (next < end) {
    const seed = next;
    next += 1;
    const folder = mkdtempSync(join(memoryPlace, 'quay-soak-'));
    const faults = await randomShop(seed, folder).catch((error: unknown) => [String(error)]);
    rmSync(folder, { recursive: true, force: true });
    done += 1;
    if (faults.length > 0) {
      failed.push(seed);
      process.stdout.write(`seed ${seed}\n${faults.map((fault) => `  ${fault}\n`).join('')}`);
    }
    if (done % 100 === 0) report();
  }
}

function report(): void {
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  process.stdout.write(`${done} of ${options.seeds} seeds, ${failed.length} failed, ${seconds} s\n`);
}

await Promise.all(Array.from({ length: options['at-once'] }, work));
report();
process.exitCode = failed.length > 0 ? 1 : 0;
