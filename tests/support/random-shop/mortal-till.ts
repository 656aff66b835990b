import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { benchTill } from '../../../bench/bench-till.ts';
import { createSync } from '../../../main/cloud/sync.ts';
import type { SyncPace } from '../../../main/cloud/sync-options.ts';
import { migrate } from '../../../main/db/migrate.ts';
import { insertStaff } from '../../../main/db/repositories/staff.ts';
import { openStore, type Writer } from '../../../main/db/store.ts';
import type { Sync } from '../../../main/services/ports.ts';
import { writeBinding } from '../../../main/services/shop-settings.ts';
import type { Actor, Till } from '../../../main/services/till.ts';
import type { Sandbox } from '../../../sandbox/start.ts';
import { mortal } from '../mortal-writer.ts';

/** Short enough that thousands of runs end, in the order of the real ones. */
const fastPace: SyncPace = {
  firstLookMs: 4,
  secondLookMs: 12,
  settleLookMs: 4,
  pullEveryMs: 60_000,
  blipMs: 50,
  patienceMs: 0,
  stopMs: 50,
  timeoutMs: 1_000,
};

/** A till that can be killed between any two steps, come back from a copy of its store, and live by a clock that jumps. */
export type MortalTill = {
  readonly tillId: string;
  readonly writer: () => Writer;
  readonly now: () => number;
  /** Who stands at it, for what people do there. */
  readonly counter: () => { readonly till: Till; readonly actor: Actor };
  readonly round: (what: 'push' | 'pull' | 'both') => Promise<void>;
  /** Ends what runs where it is: nothing of it reaches the store any more. What was sent is sent. The next life may have patience. */
  readonly kill: (patienceMs?: number) => void;
  readonly backUp: () => void;
  /** Back to the last copy; false when there is none. */
  readonly restore: () => boolean;
  readonly jump: (ms: number) => void;
  readonly close: () => Promise<void>;
};

export function mortalTill(sandbox: Sandbox, folder: string, tillId: string): MortalTill {
  const path = join(folder, `${tillId}.db`);
  const copy = `${path}.copy`;
  writeFileSync(path, newStore(folder));
  let store = openStore(path);
  bind(store.writer, tillId);
  let hasCopy = false;
  let jumped = 0;
  const running = new Set<Promise<unknown>>();
  const now = () => Date.now() + jumped;
  const born = (patienceMs = 0) => {
    const life = mortal(store);
    const sync = createSync({
      store: life.writer,
      clock: now,
      newId: uuidv7,
      readToken: async () => sandbox.token,
      binding: () => ({
        baseUrl: sandbox.url,
        shopId: 1,
        tillId,
        locationId: sandbox.locations[0]?.id ?? 0,
      }),
      saveVatRates: () => undefined,
      notify: () => undefined,
      log: () => undefined,
      seed: 1,
      pace: { ...fastPace, patienceMs },
    });
    return { sync, kill: life.kill };
  };
  let life: { readonly sync: Sync; readonly kill: () => void } = born();
  const kill = (patienceMs?: number) => {
    life.kill();
    life = born(patienceMs);
  };
  return {
    tillId,
    writer: () => store.writer,
    now,
    counter: () => {
      const { till } = benchTill(store.writer, uuidv7, 'known');
      return {
        till: { ...till, clock: now },
        actor: { staffId: 'staff-1', name: 'Trần Thị Lan', role: 'cashier' },
      };
    },
    round: async (what) => {
      const run = life.sync.runOnce(what).catch(() => undefined);
      running.add(run);
      await run;
      running.delete(run);
    },
    kill,
    backUp: () => {
      store.connection.pragma('wal_checkpoint(TRUNCATE)');
      cpSync(path, copy);
      hasCopy = true;
    },
    restore: () => {
      if (!hasCopy) return false;
      life.kill();
      store.close();
      for (const suffix of ['-wal', '-shm']) rmSync(`${path}${suffix}`, { force: true });
      cpSync(copy, path);
      store = openStore(path);
      life = born();
      return true;
    },
    jump: (ms) => {
      jumped = ms;
    },
    close: async () => {
      await life.sync.stop();
      await Promise.all(running);
      store.close();
    },
  };
}

function bind(writer: Writer, tillId: string): void {
  writeBinding(writer, {
    tillId,
    shopId: 1,
    shopName: 'Tạp hóa Thử',
    baseUrl: 'http://127.0.0.1:1',
    locationId: 1,
    branchName: 'CN Lê Lợi',
    branchCode: 'LL',
    tillNumber: Number(tillId.slice(-1)),
    boundAt: 0,
  });
}

let newFile: Buffer | null = null;

/** The file of a till that has just been set up; made once, as hundreds of shops begin with it. */
function newStore(folder: string): Buffer {
  if (newFile !== null) return newFile;
  const path = join(folder, 'new.db');
  const store = openStore(path);
  migrate(store);
  insertStaff(store.writer, { id: 'staff-1', name: 'Trần Thị Lan', role: 'cashier', at: 0 });
  store.close();
  newFile = readFileSync(path);
  return newFile;
}
