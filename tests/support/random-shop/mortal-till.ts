import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { createSync } from '../../../main/cloud/sync.ts';
import type { SyncPace } from '../../../main/cloud/sync-options.ts';
import { migrate } from '../../../main/db/migrate.ts';
import { insertStaff } from '../../../main/db/repositories/staff.ts';
import { openStore, type Writer } from '../../../main/db/store.ts';
import type { Sync } from '../../../main/services/ports.ts';
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
  readonly round: (what: 'push' | 'pull' | 'both', patienceMs?: number) => Promise<void>;
  /** Ends what runs where it is: nothing of it reaches the store any more. What was sent is sent. */
  readonly kill: () => void;
  readonly backUp: () => void;
  /** Back to the last copy; false when there is none. */
  readonly restore: () => boolean;
  readonly jump: (ms: number) => void;
  readonly close: () => Promise<void>;
};

export function mortalTill(sandbox: Sandbox, folder: string, tillId: string): MortalTill {
  const path = join(folder, `${tillId}.db`);
  const copy = `${path}.copy`;
  let store = openStore(path);
  migrate(store);
  insertStaff(store.writer, { id: 'staff-1', name: 'Trần Thị Lan', role: 'cashier', at: 0 });
  let hasCopy = false;
  let jumped = 0;
  let patience = 0;
  const running = new Set<Promise<unknown>>();
  const now = () => Date.now() + jumped;
  const born = () => {
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
      pace: {
        ...fastPace,
        get patienceMs() {
          return patience;
        },
      },
    });
    return { sync, kill: life.kill };
  };
  let life: { readonly sync: Sync; readonly kill: () => void } = born();
  const kill = () => {
    life.kill();
    life = born();
  };
  return {
    tillId,
    writer: () => store.writer,
    now,
    round: async (what, patienceMs = 0) => {
      patience = patienceMs;
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
