import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '../main/db/migrate.ts';
import { insertStaff } from '../main/db/repositories/staff.ts';
import { openStore, type Store } from '../main/db/store.ts';
import { syncPage } from '../main/services/list-sync.ts';
import { repairAll } from '../main/services/repair-sync.ts';
import { everyEntry } from '../tests/support/sync-query.ts';
import { demoGoods, writeSale } from '../tests/support/write-sale.ts';
import { benchTill } from './bench-till.ts';
import { summarise, type Timing } from './measure.ts';

const entries = 50_000;
const refused = 2_000;
const runs = 30;

/** Fifty thousand documents on the sync page: how long a page takes, and the longest the till's other work waits for it. */
export async function benchSyncPage(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'quay-bench-'));
  const store = openStore(join(folder, 'quay.db'));
  try {
    migrate(store);
    const { till, actor } = benchTill(store.writer, () => crypto.randomUUID());
    fill(store);
    const number =
      store.writer.get<{ number: string }>('SELECT number FROM sale LIMIT 1 OFFSET 25000')?.number ?? '';
    const queries = {
      'all, first page': everyEntry,
      'all, page 400': { ...everyEntry, limit: 100, offset: 40_000 },
      waiting: { ...everyEntry, stage: 'waiting' },
      'refused sales': { ...everyEntry, stage: 'refused', kind: 'sale' },
      'seven days': { ...everyEntry, from: Date.now() - 7 * 86_400_000, to: Date.now() },
      'a whole receipt number': { ...everyEntry, text: number },
      'a phone': { ...everyEntry, text: '0901 025 000' },
      'what every number has in common': { ...everyEntry, text: number.slice(0, 5) },
      'a common text among the refused': { ...everyEntry, text: number.slice(0, 5), stage: 'refused' },
    } as const;
    for (const [name, query] of Object.entries(queries)) {
      const times: number[] = [];
      const holds: number[] = [];
      for (let run = 0; run < runs; run += 1) {
        const start = performance.now();
        holds.push(await longestHold(() => syncPage(store.writer, { ...query, limit: 100 })));
        times.push(performance.now() - start);
      }
      print(summarise(name, times), summarise('', holds));
    }
    const start = performance.now();
    const hold = await longestHold(() => repairAll(till, actor, 'name-taken'));
    print(summarise(`repairing ${refused} at once`, [performance.now() - start]), summarise('', [hold]));
  } finally {
    store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function print({ name, medianMs, p95Ms }: Timing, hold: Timing): void {
  process.stdout.write(
    `${name}: ${medianMs.toFixed(2)} ms (p95 ${p95Ms.toFixed(2)}), longest hold of the event loop ${hold.medianMs.toFixed(2)} ms (p95 ${hold.p95Ms.toFixed(2)})\n`,
  );
}

/** The longest time between two turns of the event loop while something runs. */
async function longestHold(work: () => Promise<unknown>): Promise<number> {
  let longest = 0;
  let last = performance.now();
  let isDone = false;
  const beat = () => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
    if (!isDone) setImmediate(beat);
  };
  setImmediate(beat);
  await work();
  isDone = true;
  return Math.max(longest, performance.now() - last);
}

function fill(store: Store): void {
  store.connection.pragma('synchronous = OFF');
  insertStaff(store.writer, { id: 'staff-1', name: 'Bench', role: 'cashier', at: 0 });
  const began = Date.now() - 30 * 86_400_000;
  for (let first = 0; first < entries; first += 500) {
    store.writer.inTransaction(() => {
      for (let index = first; index < first + 500; index += 1) {
        writeSale(
          store.writer,
          { tillId: 'till', sequence: index + 1, at: began + index * 50_000 },
          {
            lines: [{ goods: demoGoods(1, 42_000), quantity: 1000 }],
            customer: {
              id: `c-${index}`,
              name: 'Nguyễn Văn An',
              phone: `090${(1_000_000 + index).toString()}`,
            },
          },
        );
      }
    });
  }
  store.writer.run(
    "UPDATE outbox SET state = 'confirmed', cloud_id = sequence, settled = 1 WHERE sequence % 2 = 0",
  );
  store.writer.run(
    `UPDATE outbox SET state = 'refused', reason = 'name-taken', reason_facts_json = '{}' WHERE sequence % 2 = 1 AND sequence <= ${2 * refused}`,
  );
  store.connection.pragma('synchronous = FULL');
}
