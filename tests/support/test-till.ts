import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { EventName } from '../../contracts/events.ts';
import { migrate } from '../../main/db/migrate.ts';
import { insertStaff } from '../../main/db/repositories/staff.ts';
import { openStore, type Store, type Writer } from '../../main/db/store.ts';
import { memoryKeyStore, noRecovery } from '../../main/secrets/memory-key-store.ts';
import { failure, success } from '../../main/services/answer.ts';
import type { ScannerLink, Sync } from '../../main/services/ports.ts';
import { writeBinding } from '../../main/services/shop-settings.ts';
import type { Actor, Till } from '../../main/services/till.ts';
import { standingPrinter } from './standing-printer.ts';
import { tempFolder } from './temp-folder.ts';

export type TestTill = {
  readonly till: Till;
  readonly store: Store;
  readonly owner: Actor;
  readonly cashier: Actor;
  readonly advance: (ms: number) => void;
  readonly setClock: (at: number) => void;
  readonly events: EventName[];
};

/** A Wednesday morning in the shop. */
export const testNow = Date.UTC(2026, 10, 25, 2, 0, 0);

/** A bound till over a real database file; clock and ids are held by the test, sync and printer stand still. */
export function testTill(
  options: { readonly bound?: boolean; readonly staffed?: boolean; readonly path?: string } = {},
): TestTill {
  const store = openStore(options.path ?? join(tempFolder(), 'quay.db'));
  onTestFinished(() => store.close());
  // No test of a use case pulls the plug; those that do kill whole programs, which open the store as it is.
  store.connection.pragma('synchronous = OFF');
  migrate(store);
  let now = testNow;
  let lastId = 0;
  const events: EventName[] = [];
  const till = standingTill(store.writer, {
    clock: () => now,
    newId: () => {
      lastId += 1;
      return `00000000-0000-7000-8000-${lastId.toString().padStart(12, '0')}`;
    },
    notify: (event) => events.push(event),
  });
  if (options.bound !== false) bind(store.writer);
  const owner = { staffId: 'owner-1', name: 'Nguyễn Thị Chủ', role: 'owner' } as const;
  const cashier = { staffId: 'cashier-1', name: 'Trần Văn Thu', role: 'cashier' } as const;
  if (options.staffed !== false) for (const actor of [owner, cashier]) enter(store.writer, actor);
  return {
    till,
    store,
    owner,
    cashier,
    events,
    advance: (ms) => {
      now += ms;
    },
    setClock: (at) => {
      now = at;
    },
  };
}

/** A till over that store whose sync, printer and cloud stand still. */
export function standingTill(store: Writer, over: Pick<Till, 'clock' | 'newId' | 'notify'>): Till {
  return {
    store,
    keyStore: memoryKeyStore(),
    keyRecovery: noRecovery,
    printUnstored: async () => 'no-printer',
    openCloud: () => {
      throw new Error('this test has no cloud');
    },
    sync: idleSync,
    ...standingPrinter,
    pepper: () => Buffer.alloc(32, 7),
    formerPepper: () => null,
    shopData: { share: async () => success(null), soon: () => undefined },
    disk: { read: async () => null, last: () => null },
    scanners: noScanners,
    ...over,
  };
}

export function bind(writer: Writer, tillId = 'till-1', tillNumber = 1): void {
  writeBinding(writer, {
    tillId,
    shopId: 1,
    shopName: 'Tạp hóa Thử',
    baseUrl: 'http://127.0.0.1:1',
    locationId: 11,
    branchName: 'CN Lê Lợi',
    branchCode: 'LL',
    tillNumber,
    boundAt: testNow,
  });
}

function enter(writer: Writer, { staffId, name, role }: Actor): void {
  insertStaff(writer, { id: staffId, name, role, at: testNow });
}

const idlePull = {
  running: false,
  sellable: true,
  done: true,
  kinds: [],
  rowsPerSecond: 0,
  secondsLeft: null,
  failure: null,
};
const noReport = {
  sent: 0,
  confirmed: 0,
  refused: 0,
  waiting: 0,
  pulled: { products: 0, stock: 0, customers: 0 },
};

const idleSync: Sync = {
  start: () => undefined,
  stop: async () => undefined,
  wake: () => undefined,
  firstPull: async () => success(idlePull),
  pullProgress: () => idlePull,
  runOnce: async () => success(noReport),
  connection: () => ({
    state: 'offline',
    since: testNow,
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
};

const noScanners: ScannerLink = {
  start: () => undefined,
  stop: async () => undefined,
  trouble: () => null,
  connected: () => [],
  lookNow: async () => undefined,
  lookOften: () => undefined,
};
