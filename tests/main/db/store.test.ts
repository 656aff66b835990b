import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lockInstance } from '../../../main/db/instance-lock.ts';
import { migrate, newestVersion, versionOf } from '../../../main/db/migrate.ts';
import { migrations } from '../../../main/db/migrations/index.ts';
import { listStaff } from '../../../main/db/repositories/staff.ts';
import { openStore } from '../../../main/db/store.ts';
import { StoreFailure, type StoreFailureKind } from '../../../main/db/store-failure.ts';
import { tempFolder } from '../../support/temp-folder.ts';

function failureKind(work: () => unknown): StoreFailureKind | 'none' {
  try {
    work();
    return 'none';
  } catch (error) {
    if (error instanceof StoreFailure) return error.kind;
    throw error;
  }
}

describe('opening a store', () => {
  it('is durable on every open, not only on the first', () => {
    const path = join(tempFolder(), 'quay.db');
    openStore(path).close();
    const store = openStore(path);
    const pragma = (name: string) => store.connection.pragma(name, { simple: true });
    expect([pragma('journal_mode'), pragma('synchronous'), pragma('foreign_keys')]).toEqual(['wal', 2, 1]);
    store.close();
  });

  it('waits for the disk again after a lazy transaction, done or undone, which joins a durable one around it', () => {
    const store = openStore(join(tempFolder(), 'quay.db'));
    migrate(store);
    const { writer } = store;
    const synchronous = () => store.connection.pragma('synchronous', { simple: true });
    const count = () => writer.get<{ n: number }>('SELECT count(*) AS n FROM counter')?.n;
    const add = (name: string) => writer.run('INSERT INTO counter VALUES (?, 1)', [name]);
    writer.inLazyTransaction(() => {
      expect(synchronous()).toBe(1);
      add('a');
    });
    expect(synchronous()).toBe(2);
    expect(() =>
      writer.inLazyTransaction(() => {
        add('b');
        throw new Error('no');
      }),
    ).toThrow('no');
    expect([synchronous(), count()]).toEqual([2, 1]);
    writer.inTransaction(() => {
      writer.inLazyTransaction(() => add('c'));
      expect(synchronous()).toBe(2);
    });
    expect([synchronous(), count()]).toEqual([2, 2]);
    store.close();
  });

  it('keeps floats out of integer columns', () => {
    const store = openStore(join(tempFolder(), 'quay.db'));
    migrate(store);
    expect(() => store.writer.run("INSERT INTO counter VALUES ('x', 1.5)")).toThrow(/store failure/);
    store.close();
  });

  it.runIf(process.getuid?.() !== 0)('says so when the folder cannot be written', () => {
    const folder = tempFolder();
    chmodSync(folder, 0o500);
    expect(failureKind(() => openStore(join(folder, 'quay.db')))).toBe('read-only');
  });

  it('says so when the place of the folder is taken by a file', () => {
    const folder = tempFolder();
    writeFileSync(join(folder, 'file'), '');
    expect(failureKind(() => openStore(join(folder, 'file', 'quay.db')))).toBe('read-only');
  });

  it('says so when the file is no database', () => {
    const path = join(tempFolder(), 'quay.db');
    writeFileSync(path, 'this is a shopping list, not a database\n'.repeat(200));
    expect(failureKind(() => openStore(path))).toBe('corrupt');
  });

  it('tells a full disk, and keeps what was there before', () => {
    const path = join(tempFolder(), 'quay.db');
    const store = openStore(path);
    migrate(store);
    store.writer.run("INSERT INTO setting VALUES ('kept', '1')");
    // A limit on the pages of the file fails the same way a full disk does.
    const pages = Number(store.connection.pragma('page_count', { simple: true }));
    store.connection.pragma(`max_page_count = ${pages}`);
    const fill = () =>
      store.writer.inTransaction(() => {
        for (let row = 0; row < 5_000; row += 1) {
          store.writer.run('INSERT INTO setting VALUES (?, ?)', [`k${row}`, JSON.stringify('x'.repeat(500))]);
        }
      });
    expect(failureKind(fill)).toBe('full');
    expect(store.writer.all('SELECT key FROM setting')).toEqual([{ key: 'kept' }]);
    store.close();
  });
});

describe('a transaction', () => {
  it('leaves nothing behind when it fails half-way', () => {
    const store = openStore(join(tempFolder(), 'quay.db'));
    migrate(store);
    expect(() =>
      store.writer.inTransaction(() => {
        store.writer.run("INSERT INTO setting VALUES ('a', '1')");
        throw new Error('power');
      }),
    ).toThrow('power');
    expect(store.writer.all('SELECT * FROM setting')).toEqual([]);
    store.close();
  });
});

describe('migrations', () => {
  it('are numbered upwards, in tens', () => {
    const versions = migrations.map((step) => step.version);
    expect(versions).toEqual([...new Set(versions)].sort((a, b) => a - b));
    expect(versions.filter((version) => version % 10 !== 0)).toEqual([]);
  });

  it('bring an empty file to the newest version', () => {
    const store = openStore(join(tempFolder(), 'quay.db'));
    migrate(store);
    expect(versionOf(store)).toBe(newestVersion);
    store.close();
  });

  it('keep people and their PINs when the shop’s shared data comes', () => {
    const store = openStore(join(tempFolder(), 'quay.db'));
    migrate(store, 20);
    store.writer.run(
      "INSERT INTO staff VALUES ('s1', 5, 'Lan', 'manager', 0, 'd1', 1, 1), ('s2', NULL, 'Tú', 'cashier', 0, NULL, 1, 1)",
    );
    migrate(store);
    expect(listStaff(store.writer)).toEqual([
      expect.objectContaining({ id: 's1', pin_digest: 'd1', former_pin_digest: null, pin_clashed: 0 }),
      expect.objectContaining({ id: 's2', pin_digest: null, former_pin_digest: null, pin_clashed: 0 }),
    ]);
    store.close();
  });

  it('refuse a file from a newer program and do not touch it', () => {
    const path = join(tempFolder(), 'quay.db');
    const store = openStore(path);
    migrate(store);
    store.connection.pragma(`user_version = ${newestVersion + 10}`);
    store.connection.pragma('wal_checkpoint(TRUNCATE)');
    const before = readFileSync(path);
    expect(failureKind(() => migrate(store))).toBe('newer');
    store.connection.pragma('wal_checkpoint(TRUNCATE)');
    expect(readFileSync(path).equals(before)).toBe(true);
    store.close();
  });
});

describe('what is done', () => {
  const frozen = ['sale', 'sale_line', 'payment', 'cash_movement', 'journal'];
  it.each(frozen)('%s refuses UPDATE and DELETE', (table) => {
    const store = openStore(join(tempFolder(), 'quay.db'));
    migrate(store);
    const triggers = store.writer
      .all<{ name: string }>("SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = ?", [
        table,
      ])
      .map((row) => row.name);
    expect(triggers).toEqual(expect.arrayContaining([`${table}_refuses_update`, `${table}_refuses_delete`]));
    store.close();
  });
});

describe('the instance lock', () => {
  it('lets one program in, and the next one when that has ended', () => {
    const folder = join(tempFolder(), 'profile');
    const first = lockInstance(folder);
    expect(first).not.toBeNull();
    expect(lockInstance(folder)).toBeNull();
    first?.release();
    const second = lockInstance(folder);
    expect(second).not.toBeNull();
    second?.release();
  });

  it('does not mistake another folder for its own', () => {
    const folder = tempFolder();
    mkdirSync(join(folder, 'a'));
    const a = lockInstance(join(folder, 'a'));
    const b = lockInstance(join(folder, 'b'));
    expect(a !== null && b !== null).toBe(true);
    a?.release();
    b?.release();
    expect(existsSync(join(folder, 'b', 'instance.lock'))).toBe(true);
  });
});
