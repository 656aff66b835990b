import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { onTestFinished } from 'vitest';
import type { Sale } from '../../domain/sale/sale.ts';
import { createSync } from '../../main/cloud/sync.ts';
import type { SyncOptions, SyncPace } from '../../main/cloud/sync-options.ts';
import { migrate } from '../../main/db/migrate.ts';
import { insertStaff } from '../../main/db/repositories/staff.ts';
import { openStore, type Store } from '../../main/db/store.ts';
import type { Sync } from '../../main/services/ports.ts';
import type { SandboxInput } from '../../sandbox/options.ts';
import { type Sandbox, startSandbox } from '../../sandbox/start.ts';
import { tempFolder } from './temp-folder.ts';
import { type SaleOrder, writeSale } from './write-sale.ts';

/** Waits short enough for a test, in the same proportions as the real ones. */
export const quickPace: SyncPace = {
  firstLookMs: 30,
  secondLookMs: 60,
  settleLookMs: 40,
  pullEveryMs: 60_000,
  blipMs: 100,
  patienceMs: 15_000,
  stopMs: 300,
  timeoutMs: 2_000,
};

/** A shop cloud with a bucket that no test fills, closed when the test is over. */
export async function shopCloud(input: SandboxInput = {}): Promise<Sandbox> {
  const sandbox = await startSandbox({
    products: 60,
    customers: 20,
    'settle-ms': 20,
    bucket: 10_000,
    leak: 10_000,
    ...input,
  });
  onTestFinished(() => sandbox.close());
  return sandbox;
}

export type SyncedTill = {
  readonly tillId: string;
  readonly store: Store;
  readonly sync: Sync;
  readonly events: string[];
  readonly logged: { readonly event: string; readonly details: Readonly<Record<string, unknown>> }[];
  /** Another sync over the same store, as after a restart. */
  readonly restart: (over?: Partial<SyncOptions>) => Sync;
  readonly sell: (order?: Partial<SaleOrder>) => Sale;
};

/** A bound till over a real database file whose sales are written the way the payment writes them. */
export function syncedTill(
  sandbox: Pick<Sandbox, 'url' | 'token' | 'locations'>,
  over: Partial<SyncOptions> & { readonly tillId?: string } = {},
): SyncedTill {
  const store = openStore(join(tempFolder(), 'quay.db'));
  migrate(store);
  const tillId = over.tillId ?? 'till-1';
  insertStaff(store.writer, { id: 'staff-1', name: 'Trần Thị Lan', role: 'cashier', at: Date.now() });
  const events: string[] = [];
  const logged: SyncedTill['logged'] = [];
  const syncs: Sync[] = [];
  const restart = (more: Partial<SyncOptions> = {}): Sync => {
    const sync = createSync({
      store: store.writer,
      clock: Date.now,
      newId: uuidv7,
      readToken: async () => sandbox.token,
      binding: () => ({ baseUrl: sandbox.url, shopId: 1, tillId, locationId: sandbox.locations[0]?.id ?? 0 }),
      saveVatRates: () => undefined,
      notify: (event) => events.push(event),
      log: (event, details) => logged.push({ event, details }),
      seed: 1,
      pace: quickPace,
      ...over,
      ...more,
    });
    syncs.push(sync);
    return sync;
  };
  const sync = restart();
  onTestFinished(async () => {
    await Promise.all(syncs.map((one) => one.stop()));
    store.close();
  });
  let sequence = 0;
  return {
    tillId,
    store,
    sync,
    events,
    logged,
    restart,
    sell: (order = {}) => {
      sequence += 1;
      return writeSale(store.writer, { tillId, sequence, at: (over.clock ?? Date.now)() }, order);
    },
  };
}

export { cloudGet, cloudOrders } from './cloud-get.ts';
export { demoGoods, type SaleOrder } from './write-sale.ts';

export function outboxStates(store: Store): readonly string[] {
  return store.writer
    .all<{ state: string }>('SELECT state FROM outbox ORDER BY sequence')
    .map((row) => row.state);
}
