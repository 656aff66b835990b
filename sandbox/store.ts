import Database from 'better-sqlite3';
import { schema, schemaVersion } from './schema.ts';

export type Store = Database.Database;
export type Value = string | number | null;

/** Opens the shop's file, or a shop in memory. @throws when the file was written by another version of the sandbox. */
export function openShopStore(path: string | undefined): Store {
  const store = new Database(path ?? ':memory:');
  store.pragma('journal_mode = WAL');
  store.pragma('synchronous = FULL');
  store.pragma('foreign_keys = ON');
  const version = store.pragma('user_version', { simple: true });
  const isFresh = get<{ n: number }>(store, 'SELECT count(*) AS n FROM sqlite_schema')?.n === 0;
  if (!isFresh && version !== schemaVersion) {
    store.close();
    throw new Error(`${path} was written by another version of the sandbox; delete it to start afresh`);
  }
  store.exec(schema);
  store.pragma(`user_version = ${schemaVersion}`);
  return store;
}

const prepared = new WeakMap<Store, Map<string, Database.Statement<Value[]>>>();

/** Statements are compiled once a store; a page of products needs the same few over and over. */
function statement(store: Store, sql: string): Database.Statement<Value[]> {
  const known = prepared.get(store) ?? new Map<string, Database.Statement<Value[]>>();
  prepared.set(store, known);
  const found = known.get(sql) ?? store.prepare<Value[]>(sql);
  known.set(sql, found);
  return found;
}

/** Rows have the shape the caller's SQL gives them; STRICT tables keep that true. */
export function all<Row>(store: Store, sql: string, ...values: readonly Value[]): Row[] {
  return statement(store, sql).all(...values) as Row[];
}

export function get<Row>(store: Store, sql: string, ...values: readonly Value[]): Row | undefined {
  return statement(store, sql).get(...values) as Row | undefined;
}

/** Gives back how many rows changed. */
export function run(store: Store, sql: string, ...values: readonly Value[]): number {
  return statement(store, sql).run(...values).changes;
}

export function count(store: Store, from: string, ...values: readonly Value[]): number {
  return get<{ n: number }>(store, `SELECT count(*) AS n FROM ${from}`, ...values)?.n ?? 0;
}

export function readMeta(store: Store, key: string): string | undefined {
  return get<{ value: string }>(store, 'SELECT value FROM meta WHERE key = ?', key)?.value;
}

export function writeMeta(store: Store, key: string, value: string): void {
  run(
    store,
    'INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
    key,
    value,
  );
}

/** First ids of each kind, in the ranges real shops show. */
export const firstId = {
  product: 1_000_000_001,
  variant: 1_100_000_001,
  unit: 1_150_000_001,
  stock: 1_200_000_001,
  customer: 1_300_000_001,
  address: 1_400_000_001,
  shop_order: 1_600_000_001,
  payment_transaction: 1_700_000_001,
  refund: 1_750_000_001,
  metafield: 1_800_000_001,
  event: 1_900_000_001,
  adjustment: 1_950_000_001,
  transfer: 1_000_030_739,
  discount: 1_016_875_801,
} as const;

export type IdKind = keyof typeof firstId;

/** The next id of a kind. An id is never given twice, not even after its owner was deleted. */
export function nextId(store: Store, kind: IdKind): number {
  const row = get<{ last: number }>(
    store,
    'INSERT INTO sequence VALUES (?, ?) ON CONFLICT (kind) DO UPDATE SET last = last + 1 RETURNING last',
    kind,
    firstId[kind],
  );
  if (row === undefined) throw new Error('a sequence always answers');
  return row.last;
}

/** Tells the sequence that ids up to `last` are taken. */
export function takenUpTo(store: Store, kind: IdKind, last: number): void {
  run(
    store,
    'INSERT INTO sequence VALUES (?, ?) ON CONFLICT (kind) DO UPDATE SET last = excluded.last',
    kind,
    last,
  );
}
