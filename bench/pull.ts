import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { createApiBudget } from '../main/cloud/api-budget.ts';
import { type HaravanClient, haravanClient } from '../main/cloud/haravan/client.ts';
import { type PullOptions, pullEverything } from '../main/cloud/pull.ts';
import { yieldToLoop } from '../main/cloud/wait.ts';
import { keepLogShort } from '../main/db/checkpoints.ts';
import { migrate } from '../main/db/migrate.ts';
import { openStore, type SqlValue, type Store } from '../main/db/store.ts';
import { type CloudProcess, startCloudProcess } from './cloud-process.ts';
import { type Turns, watchTurns, wordsOfTurns } from './loop-turns.ts';

const customers = 20_000;

type Cost = {
  readonly rows: number;
  /** Time the event loop was at work. */
  readonly busyMs: number;
  readonly turns: Turns;
};

/** The first pull of a large shop: what it costs this machine, how long it holds it, and what it takes of the shop's call limit. */
export async function benchPull(variants = 100_000): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'quay-bench-'));
  const cloud = await startCloudProcess([
    '--products',
    String(variants),
    '--customers',
    String(customers),
    '--seed',
    '7',
  ]);
  const store = openStore(join(folder, 'quay.db'));
  try {
    migrate(store);
    const checkpoints = keepLogShort(store, { log: () => undefined });
    const before = process.memoryUsage().rss;
    let peak = before;
    const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 50);
    const { client, calls } = countedClient(cloud);
    // Whoever is set up has spoken to the cloud before; the first call of a program loads what calls take.
    await client.get('/com/shop.json', {}, z.unknown());
    const started = performance.now();
    const pulled = await costOf(async () => {
      const result = await pullEverything(pullWork(store, client, cloud));
      if (result.kind !== 'ok') throw new Error(`the pull ended with ${JSON.stringify(result)}`);
      return countRows(store);
    });
    const wallMs = performance.now() - started;
    clearInterval(watch);
    await checkpoints.stop();
    const rows = plainTables(store);
    const plain = await costOf(() => insertPlainly(rows, join(folder, 'plain.db')));
    print(pulled, plain, {
      variants,
      wallMs,
      rssGrowth: peak - before,
      calls: calls() - 1,
      least: leastCalls(store),
    });
  } finally {
    store.close();
    await cloud.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function countedClient(cloud: CloudProcess): {
  readonly client: HaravanClient;
  readonly calls: () => number;
} {
  let calls = 0;
  const budget = createApiBudget({ clock: () => performance.now(), spread: () => 0 });
  const counted = (client: HaravanClient): HaravanClient => ({
    get: (path, query, shape) => {
      calls += 1;
      return client.get(path, query, shape);
    },
    send: client.send,
    as: (priority, signal) => counted(client.as(priority, signal)),
  });
  return {
    client: counted(haravanClient({ baseUrl: cloud.url, token: cloud.token, budget })),
    calls: () => calls,
  };
}

function pullWork(store: Store, client: HaravanClient, cloud: CloudProcess): PullOptions {
  return {
    store: store.writer,
    client,
    tillId: 'bench',
    locationId: cloud.locations[0]?.id ?? 0,
    clock: Date.now,
    newId: uuidv7,
    serverOffsetMs: () => 0,
    signal: new AbortController().signal,
    log: () => undefined,
    pageSizes: new Map(),
    progressed: () => undefined,
    saveVatRates: () => undefined,
    shareShopData: undefined,
    pricesIn: () => undefined,
  };
}

async function costOf(work: () => Promise<number>): Promise<Cost> {
  const turns = watchTurns();
  const before = performance.eventLoopUtilization();
  const rows = await work();
  const busyMs = performance.eventLoopUtilization(before).active;
  return { rows, busyMs, turns: turns() };
}

const tables = ['goods', 'stock', 'customer'] as const;

function countRows(store: Store): number {
  return tables.reduce(
    (sum, table) => sum + (store.writer.get<{ n: number }>(`SELECT count(*) AS n FROM ${table}`)?.n ?? 0),
    0,
  );
}

type PlainTable = { readonly name: string; readonly columns: string; readonly rows: readonly SqlValue[][] };

function plainTables(store: Store): readonly PlainTable[] {
  return tables.map((name) => {
    const read = store.connection.prepare<[], SqlValue[]>(`SELECT * FROM ${name}`).raw();
    return {
      name,
      columns: read
        .columns()
        .map((column) => column.name)
        .join(', '),
      rows: read.all(),
    };
  });
}

/** The same rows into tables without indexes or checks, fifty a commit, on the same disk with the same settings. */
async function insertPlainly(from: readonly PlainTable[], path: string): Promise<number> {
  const plain = openStore(path);
  for (const { name, columns, rows } of from) {
    plain.connection.exec(`CREATE TABLE ${name} (${columns})`);
    const insert = `INSERT INTO ${name} VALUES (${columns.replaceAll(/\w+/g, '?')})`;
    for (let start = 0; start < rows.length; start += 50) {
      plain.writer.inTransaction(() => {
        for (const row of rows.slice(start, start + 50)) plain.writer.run(insert, row);
      });
      await yieldToLoop();
    }
  }
  plain.close();
  return from.reduce((sum, { rows }) => sum + rows.length, 0);
}

/** Full pages of fifty products and customers, and stock 250 rows a call. */
function leastCalls(store: Store): number {
  const n = (sql: string) => store.writer.get<{ n: number }>(sql)?.n ?? 0;
  return (
    Math.ceil(n('SELECT count(*) AS n FROM product') / 50) +
    Math.ceil(n('SELECT count(DISTINCT variant_id) AS n FROM goods WHERE tracks_stock = 1') / 250) +
    Math.ceil(n('SELECT count(*) AS n FROM customer') / 50)
  );
}

function print(
  pulled: Cost,
  plain: Cost,
  facts: {
    readonly variants: number;
    readonly wallMs: number;
    readonly rssGrowth: number;
    readonly calls: number;
    readonly least: number;
  },
): void {
  const perRow = (cost: Cost) => (cost.busyMs * 1000) / cost.rows;
  process.stdout.write(
    [
      `First pull of ${facts.variants.toLocaleString('en')} variants: ${pulled.rows.toLocaleString('en')} rows in ${(facts.wallMs / 1000).toFixed(1)} s`,
      'Local cost of a row beside a plain insert of the same row',
      `  plain insert: ${perRow(plain).toFixed(1)} µs`,
      `  pull: ${perRow(pulled).toFixed(1)} µs`,
      `  ratio ${(perRow(pulled) / perRow(plain)).toFixed(1)} over ${pulled.rows} rows`,
      'Time the event loop was held in one turn',
      `  plain insert, fifty rows a commit: ${wordsOfTurns(plain.turns)}`,
      `  pull: ${wordsOfTurns(pulled.turns)}`,
      `Memory: ${(facts.rssGrowth / 1e6).toFixed(0)} MB more at its peak`,
      `Calls: ${facts.calls} beside ${facts.least} that are the fewest possible, ratio ${(facts.calls / facts.least).toFixed(2)}`,
      '',
    ].join('\n'),
  );
}
