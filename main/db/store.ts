import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { classifyStoreError, StoreFailure } from './store-failure.ts';

export type SqlValue = string | number | bigint | null | Uint8Array;
export type SqlParams = readonly SqlValue[] | Readonly<Record<string, SqlValue>>;

/** Can only look. Rows come back as the caller's row type, which the STRICT schema guarantees. */
export type Reader = {
  readonly get: <Row>(sql: string, params?: SqlParams) => Row | undefined;
  readonly all: <Row>(sql: string, params?: SqlParams) => readonly Row[];
};

/** Can change things. `inTransaction` is all or nothing and on disk when it returns; inside one it simply joins. */
export type Writer = Reader & {
  readonly run: (sql: string, params?: SqlParams) => { readonly changes: number };
  readonly inTransaction: <T>(work: () => T) => T;
  /**
   * The same without waiting for the disk, for what could be had or found out again (what was pulled, what the cloud answered): a
   * power cut may undo the newest of these, never half of one and never anything `inTransaction` came back from later.
   */
  readonly inLazyTransaction: <T>(work: () => T) => T;
  /** For long work, between two of its steps: whatever waits (keys, scans, the window) goes first, and the disk may catch up. */
  readonly breathe: () => Promise<void>;
};

/** Looks after the log that commits are written to before they reach the file itself. */
export type LogKeeper = {
  /** Something was committed. */
  readonly committed: () => void;
  /** Resolves when more may be written that can wait. */
  readonly room: () => Promise<void>;
};

export type Store = {
  readonly path: string;
  readonly writer: Writer;
  readonly close: () => void;
  /** Null: the log is emptied by whoever commits, a little at a time, as it is from the start. */
  readonly keepLog: (keeper: LogKeeper | null) => void;
  /** Raw connection for migrations, backup and checks; nothing else asks for it. */
  readonly connection: Database.Database;
};

/** Pages in the log at which a commit carries them over into the file; spread thin, so that none takes long. */
const usualCheckpoint = 200;
/** With a keeper: far more than it ever lets gather, in case it does not come to it. */
const lateCheckpoint = 16_000;

/** First SQLite without the WAL-reset corruption bug. */
const oldestSqlite = [3, 51, 3] as const;

/**
 * Opens (and creates) a database file with the settings a till needs on every open: WAL, `synchronous=FULL`, foreign keys.
 * FULL is not remembered by the file, so it is set each time; a paid sale must survive a pulled plug.
 * @throws StoreFailure
 */
export function openStore(path: string, options: { readonly readonly?: boolean } = {}): Store {
  try {
    if (options.readonly !== true) mkdirSync(dirname(path), { recursive: true });
    const isNew = !existsSync(path);
    const connection = new Database(path, { readonly: options.readonly === true });
    try {
      configure(connection, options.readonly === true, isNew);
      return storeOver(connection, path);
    } catch (error) {
      connection.close();
      throw error;
    }
  } catch (error) {
    throw classifyStoreError(error, path);
  }
}

function configure(connection: Database.Database, isReadonly: boolean, isNew: boolean): void {
  assertSqliteVersion(connection);
  connection.pragma('busy_timeout = 2000');
  if (!isReadonly) {
    if (isNew) connection.pragma('page_size = 4096');
    connection.pragma('journal_mode = WAL');
    connection.pragma('synchronous = FULL');
    connection.pragma(`wal_autocheckpoint = ${usualCheckpoint}`);
  }
  connection.pragma('foreign_keys = ON');
  connection.pragma('trusted_schema = OFF');
  connection.pragma('temp_store = MEMORY');
  connection.pragma('cache_size = -32000');
}

function assertSqliteVersion(connection: Database.Database): void {
  const version = String(connection.prepare('SELECT sqlite_version()').pluck().get());
  const parts = version.split('.').map(Number);
  for (const [index, minimum] of oldestSqlite.entries()) {
    const part = parts[index] ?? 0;
    if (part > minimum) return;
    if (part < minimum) throw new Error(`SQLite ${version} is older than ${oldestSqlite.join('.')}`);
  }
}

function storeOver(connection: Database.Database, path: string): Store {
  const statements = new Map<string, Database.Statement<unknown[]>>();
  const prepared = (sql: string): Database.Statement<unknown[]> => {
    const known = statements.get(sql);
    if (known !== undefined) return known;
    const statement = connection.prepare<unknown[]>(sql);
    statements.set(sql, statement);
    return statement;
  };
  const guarded = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw classifyStoreError(error, path);
    }
  };
  let keeper: LogKeeper | null = null;
  const committed = <T>(result: T): T => {
    keeper?.committed();
    return result;
  };
  const bound = (params: SqlParams): unknown[] => (Array.isArray(params) ? [...params] : [params]);
  const writer: Writer = {
    get: <Row>(sql: string, params: SqlParams = []) =>
      guarded(() => prepared(sql).get(...bound(params)) as Row | undefined),
    all: <Row>(sql: string, params: SqlParams = []) =>
      guarded(() => prepared(sql).all(...bound(params)) as Row[]),
    run: (sql, params = []) => {
      const { changes } = guarded(() => prepared(sql).run(...bound(params)));
      return connection.inTransaction ? { changes } : committed({ changes });
    },
    inTransaction: <T>(work: () => T): T => {
      if (connection.inTransaction) return work();
      return committed(guarded(() => connection.transaction(work).immediate()));
    },
    inLazyTransaction: <T>(work: () => T): T => {
      if (connection.inTransaction) return work();
      const result = guarded(() => {
        connection.pragma('synchronous = NORMAL');
        try {
          return connection.transaction(work).immediate();
        } finally {
          connection.pragma('synchronous = FULL');
        }
      });
      return committed(result);
    },
    breathe: async () => {
      await setImmediate();
      await keeper?.room();
    },
  };
  return {
    path,
    writer,
    connection,
    close: () => connection.close(),
    keepLog: (next) => {
      keeper = next;
      connection.pragma(`wal_autocheckpoint = ${next === null ? usualCheckpoint : lateCheckpoint}`);
    },
  };
}

export { StoreFailure };
