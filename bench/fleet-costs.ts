import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '../main/db/migrate.ts';
import { insertStaff } from '../main/db/repositories/staff.ts';
import { openStore } from '../main/db/store.ts';
import { startSandbox } from '../sandbox/start.ts';
import { writeSale } from '../tests/support/write-sale.ts';
import { syncOver } from './sync.ts';

const variants = 1_200;
const queued = 100;

export type CallCosts = {
  readonly variants: number;
  readonly firstPull: number;
  /** A round of polling when nothing changed. */
  readonly quietRound: number;
  /** The first round after a sale: its goods are counted again. */
  readonly roundAfterSale: number;
  /** The first sale after a start, which looks back once for orders its store does not know. */
  readonly firstSale: number;
  /** A sale that is sent as soon as it is paid, its look at the money included. */
  readonly sale: number;
  /** A sale out of a queue of a hundred. */
  readonly queuedSale: number;
};

/** What a real till, with its own sync and store, asks of the real sandbox. */
export async function countCalls(): Promise<CallCosts> {
  const folder = mkdtempSync(join(tmpdir(), 'quay-bench-'));
  const sandbox = await startSandbox({ products: variants, seed: 7, bucket: 1_000_000, leak: 1_000_000 });
  const store = openStore(join(folder, 'quay.db'));
  const sync = syncOver(store, { ...sandbox, locations: [...sandbox.locations], stop: sandbox.close });
  let sequence = 0;
  const sell = () => {
    sequence += 1;
    writeSale(store.writer, { tillId: 'till', sequence, at: Date.now() });
  };
  const callsOf = async (work: () => Promise<{ readonly ok: boolean }>): Promise<number> => {
    sandbox.resetStats();
    const answer = await work();
    if (!answer.ok) throw new Error(`the sync came to ${JSON.stringify(answer)}`);
    return Object.values(sandbox.stats().calls).reduce((sum, count) => sum + count, 0);
  };
  try {
    migrate(store);
    insertStaff(store.writer, { id: 'staff-1', name: 'Bench', role: 'cashier', at: 0 });
    const firstPull = await callsOf(() => sync.firstPull(() => undefined));
    // The first round after it looks back eight hours once.
    await callsOf(() => sync.runOnce('pull'));
    const quietRound = await callsOf(() => sync.runOnce('pull'));
    sell();
    const firstSale = await callsOf(() => sync.runOnce('push'));
    sell();
    const sale = await callsOf(() => sync.runOnce('push'));
    const roundAfterSale = await callsOf(() => sync.runOnce('pull'));
    for (let count = 0; count < queued; count += 1) sell();
    const queuedSale = (await callsOf(() => sync.runOnce('push'))) / queued;
    return { variants, firstPull, quietRound, roundAfterSale, firstSale, sale, queuedSale };
  } finally {
    await sync.stop();
    store.close();
    await sandbox.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
