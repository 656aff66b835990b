import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { createSync } from '../main/cloud/sync.ts';
import { keepLogShort } from '../main/db/checkpoints.ts';
import { migrate } from '../main/db/migrate.ts';
import { insertStaff } from '../main/db/repositories/staff.ts';
import { openStore, type Store } from '../main/db/store.ts';
import type { Sync } from '../main/services/ports.ts';
import { type CloudProcess, startCloudProcess } from './cloud-process.ts';
import { queueSales } from './long-queue.ts';
import { type Turns, watchTurns, wordsOfTurns } from './loop-turns.ts';

const sales = 2_000;
/** Haravan's bucket of 80, leaking ten times as fast as its 4 a second, so that the bench ends. */
const bucket = { size: 80, leak: 40 };

type Drain = {
  readonly seconds: number;
  readonly calls: number;
  readonly throttled: number;
  readonly turns: Turns;
  readonly rssGrowthMb: number;
};

/** Draining a queue: how much of the shop's call limit it uses, how many calls a sale costs, and what it costs this machine. */
export async function benchSync(): Promise<void> {
  const unlimited = await drain(['--bucket', '1000000', '--leak', '1000000']);
  const limited = await drain(['--bucket', String(bucket.size), '--leak', String(bucket.leak)]);
  // From an empty bucket: what it holds at once, and the rest as it leaks.
  const idealSeconds = (limited.calls - bucket.size) / bucket.leak;
  const say = (line: string) => process.stdout.write(`${line}\n`);
  say(`Draining ${sales.toLocaleString('en')} queued sales`);
  say(`  calls a sale: ${(limited.calls / sales).toFixed(3)} (1 is the least: one order each)`);
  say(
    `  share of the API budget: ${((100 * idealSeconds) / limited.seconds).toFixed(1)} % (${limited.calls} calls in ${limited.seconds.toFixed(1)} s; the limit allows that in ${idealSeconds.toFixed(1)} s), ${limited.throttled} times 429`,
  );
  say(
    `  without a limit: ${((unlimited.seconds * 1000) / sales).toFixed(2)} ms a sale, the cloud's own work included`,
  );
  say(
    `  time the event loop was held in one turn: ${wordsOfTurns(unlimited.turns)}; memory grew by ${unlimited.rssGrowthMb.toFixed(0)} MB`,
  );
}

async function drain(flags: readonly string[]): Promise<Drain> {
  const folder = mkdtempSync(join(tmpdir(), 'quay-bench-'));
  const cloud = await startCloudProcess(['--products', '300', '--seed', '7', ...flags]);
  const store = openStore(join(folder, 'quay.db'));
  const sync = syncOver(store, cloud);
  const checkpoints = keepLogShort(store, { log: () => undefined });
  try {
    migrate(store);
    insertStaff(store.writer, { id: 'staff-1', name: 'Bench', role: 'cashier', at: 0 });
    queueSales(store, { count: sales, days: 1, goods: 200 });
    await fetch(`${cloud.url}/_control/stats`, { method: 'DELETE' });
    const rss = process.memoryUsage().rss;
    const turns = watchTurns();
    const startedAt = performance.now();
    const report = await sync.runOnce('push');
    const seconds = (performance.now() - startedAt) / 1000;
    const held = turns();
    if (!report.ok || report.value.waiting > 0) throw new Error(`not drained: ${JSON.stringify(report)}`);
    const stats = (await (await fetch(`${cloud.url}/_control/stats`)).json()) as {
      calls: Record<string, number>;
      throttled: number;
    };
    return {
      seconds,
      calls: Object.values(stats.calls).reduce((sum, count) => sum + count, 0),
      throttled: stats.throttled,
      turns: held,
      rssGrowthMb: (process.memoryUsage().rss - rss) / 2 ** 20,
    };
  } finally {
    await sync.stop();
    await checkpoints.stop();
    store.close();
    await cloud.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The till's own sync with its real waits; only its patience is long enough to see the end. */
export function syncOver(store: Store, cloud: CloudProcess): Sync {
  return createSync({
    store: store.writer,
    clock: Date.now,
    newId: uuidv7,
    readToken: async () => cloud.token,
    binding: () => ({
      baseUrl: cloud.url,
      shopId: 1,
      tillId: 'till',
      locationId: cloud.locations[0]?.id ?? 0,
    }),
    saveVatRates: () => undefined,
    notify: () => undefined,
    log: () => undefined,
    seed: 1,
    pace: { patienceMs: 3_600_000 },
  });
}
