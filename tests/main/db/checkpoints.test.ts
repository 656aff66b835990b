import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { keepLogShort } from '../../../main/db/checkpoints.ts';
import { openStore, type Store } from '../../../main/db/store.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const pageBytes = 4_096;

function newStore(): Store {
  const store = openStore(join(tempFolder(), 'quay.db'));
  store.writer.run('CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT');
  return store;
}

function keptStore(workerFile?: URL) {
  const store = newStore();
  const told: string[] = [];
  const checkpoints = keepLogShort(store, {
    log: (event) => told.push(event),
    ...(workerFile === undefined ? {} : { workerFile }),
  });
  return { store, told, checkpoints };
}

/** About a page each. */
const write = ({ writer }: Store, notes: number) =>
  writer.inLazyTransaction(() => {
    for (let note = 0; note < notes; note += 1)
      writer.run('INSERT INTO note (text) VALUES (?)', ['x'.repeat(3_500)]);
  });

const logOf = (store: Store) =>
  (
    store.connection.pragma('wal_checkpoint(NOOP)') as readonly { log: number; checkpointed: number }[]
  )[0] ?? {
    log: -1,
    checkpointed: -1,
  };
const logPages = ({ path }: Store) => Math.ceil(statSync(`${path}-wal`).size / pageBytes);
const isInFile = (store: Store) => logOf(store).checkpointed === logOf(store).log;
const notes = ({ writer }: Store) => writer.get<{ n: number }>('SELECT count(*) AS n FROM note')?.n;

describe('the log of a store, kept short by a thread of its own', () => {
  it('is left alone while it is short, and carried over without a commit waiting for it once it is not', async () => {
    const { store, told, checkpoints } = keptStore();
    write(store, 200);
    expect(logOf(store)).toMatchObject({ checkpointed: 0 });
    write(store, 300);
    expect(logOf(store)).toMatchObject({ checkpointed: 0 });
    await expect.poll(() => isInFile(store), { timeout: 10_000 }).toBe(true);
    expect(told).toEqual(['checkpoints-in-thread']);
    // From the beginning again, instead of behind what is in the file.
    write(store, 1);
    expect(logOf(store).log).toBeLessThan(20);
    await checkpoints.stop();
    store.close();
  });

  it('stays bounded however much is written in one go, when what can wait does', async () => {
    const { store, checkpoints } = keptStore();
    let most = 0;
    for (let slice = 0; slice < 400; slice += 1) {
      write(store, 60);
      most = Math.max(most, logPages(store));
      await store.writer.breathe();
    }
    expect(notes(store)).toBe(24_000);
    // 24,000 pages and more were written.
    expect(most).toBeLessThan(6_000);
    await checkpoints.stop();
    store.close();
  });

  it('is gone with the store, everything in the file', async () => {
    const { store, checkpoints } = keptStore();
    write(store, 1_000);
    await checkpoints.stop();
    expect(isInFile(store)).toBe(true);
    store.close();
    for (const suffix of ['-wal', '-shm']) expect(existsSync(`${store.path}${suffix}`), suffix).toBe(false);
    const again = openStore(store.path);
    expect(notes(again)).toBe(1_000);
    again.close();
  });

  it('is kept by whoever commits where the thread cannot start, and nobody waits for it', async () => {
    const { store, told, checkpoints } = keptStore(pathToFileURL(join(tempFolder(), 'nowhere.js')));
    write(store, 5_000);
    await store.writer.breathe();
    await expect.poll(() => told).toContain('checkpoints-in-line');
    write(store, 1);
    expect(isInFile(store)).toBe(true);
    write(store, 1);
    expect(logOf(store).log).toBeLessThan(20);
    await checkpoints.stop();
    store.close();
  });

  it('can wait: a reader that keeps the log from being emptied holds up nobody', async () => {
    const { store, checkpoints } = keptStore();
    write(store, 10);
    const reader = openStore(store.path, { readonly: true });
    reader.connection.exec('BEGIN');
    expect(notes(reader)).toBe(10);
    for (let slice = 0; slice < 100; slice += 1) {
      write(store, 60);
      await store.writer.breathe();
    }
    expect(notes(store)).toBe(6_010);
    expect(notes(reader)).toBe(10);
    reader.connection.exec('COMMIT');
    reader.close();
    await checkpoints.stop();
    store.close();
  });

  it('needs no thread for a day in which little is written', async () => {
    const { store, told, checkpoints } = keptStore();
    write(store, 20);
    await checkpoints.stop();
    expect(told).toEqual([]);
    store.close();
    expect(existsSync(`${store.path}-wal`)).toBe(false);
  });
});
