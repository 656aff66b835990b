import { copyFileSync } from 'node:fs';
import { migrations } from './migrations/index.ts';
import { type Store, StoreFailure } from './store.ts';

export const newestVersion = migrations.at(-1)?.version ?? 0;

/**
 * Brings a database to the newest version: numbered steps, forward only, each in its own transaction. A copy of the file is made
 * before the first step on a database that already holds something.
 * @throws StoreFailure `newer` when the file was written by a later program; it is left untouched.
 */
export function migrate(store: Store, upTo: number = newestVersion): void {
  refuseNewer(store);
  const current = versionOf(store);
  const due = migrations.filter((step) => step.version > current && step.version <= upTo);
  if (due.length === 0) return;
  if (current > 0) {
    store.connection.pragma('wal_checkpoint(TRUNCATE)');
    copyFileSync(store.path, `${store.path}.before-${due[0]?.version}`);
  }
  for (const step of due) {
    store.writer.inTransaction(() => {
      store.connection.exec(step.sql);
      store.connection.pragma(`user_version = ${step.version}`);
    });
  }
}

/** @throws StoreFailure `newer` when a later program wrote the file: what this one reads in it may mean something else. */
export function refuseNewer(store: Store): void {
  const found = versionOf(store);
  if (found > newestVersion) throw new StoreFailure('newer', store.path, { found, known: newestVersion });
}

export function versionOf(store: Store): number {
  return Number(store.connection.pragma('user_version', { simple: true }));
}
