import { insertStaff } from '../main/db/repositories/staff.ts';
import type { Writer } from '../main/db/store.ts';
import { memoryKeyStore, noRecovery } from '../main/secrets/memory-key-store.ts';
import { failure } from '../main/services/answer.ts';
import { writeBinding } from '../main/services/shop-settings.ts';
import type { Actor, Till } from '../main/services/till.ts';
import { standingPrinter } from '../tests/support/standing-printer.ts';

const idlePull = {
  running: false,
  sellable: true,
  done: true,
  kinds: [],
  rowsPerSecond: 0,
  secondsLeft: null,
  failure: null,
};

/** A bound till over a given store whose devices and cloud stand still, so that only the store is timed. */
export function benchTill(
  store: Writer,
  newId: () => string,
  shop: 'new' | 'known' = 'new',
): { readonly till: Till; readonly actor: Actor } {
  if (shop === 'new') openBenchShop(store);
  const till: Till = {
    store,
    clock: Date.now,
    newId,
    keyStore: memoryKeyStore(),
    keyRecovery: noRecovery,
    printUnstored: async () => 'no-printer',
    openCloud: () => {
      throw new Error('no cloud in a bench');
    },
    sync: {
      start: () => undefined,
      stop: async () => undefined,
      wake: () => undefined,
      firstPull: async () => failure('CLOUD_UNREACHABLE'),
      pullProgress: () => idlePull,
      runOnce: async () => failure('CLOUD_UNREACHABLE'),
      connection: () => ({
        state: 'offline',
        since: 0,
        missingScopes: [],
        waiting: 0,
        refused: 0,
        lastPullAt: null,
        pricesAt: null,
      }),
      health: () => ({ budgetUsed: 0, callsLastMinute: 0, throttledAt: null, clockDriftMs: null }),
      tokenChanged: () => undefined,
      reconcile: async () => failure('CLOUD_UNREACHABLE'),
      reconcileProgress: () => null,
    },
    ...standingPrinter,
    pepper: () => Buffer.alloc(32),
    formerPepper: () => null,
    shopData: { share: async () => failure('CLOUD_UNREACHABLE'), soon: () => undefined },
    disk: { read: async () => null, last: () => null },
    scanners: {
      start: () => undefined,
      stop: async () => undefined,
      trouble: () => null,
      connected: () => [],
      lookNow: async () => undefined,
      lookOften: () => undefined,
    },
    notify: () => undefined,
  };
  return { till, actor: { staffId: 'staff', name: 'Bench', role: 'owner' } };
}

function openBenchShop(store: Writer): void {
  writeBinding(store, {
    tillId: 'till',
    shopId: 1,
    shopName: 'Bench',
    baseUrl: 'http://127.0.0.1:1',
    locationId: 1,
    branchName: 'Bench',
    branchCode: 'B',
    tillNumber: 1,
    boundAt: 0,
  });
  insertStaff(store, { id: 'staff', name: 'Bench', role: 'owner', at: 0 });
}
