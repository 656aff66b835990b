import Database from 'better-sqlite3';

export type Store = Database.Database;

/** Rows hold what the API answers; `body_json` the fields nobody filters by. Ids are handed out from the ranges real shops show. */
const schema = `
  CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS location (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, type TEXT NOT NULL, is_primary INTEGER NOT NULL, is_unavailable INTEGER NOT NULL,
    address1 TEXT NOT NULL, phone TEXT NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS user (
    id INTEGER PRIMARY KEY, last_name TEXT NOT NULL, first_name TEXT NOT NULL, email TEXT NOT NULL, account_owner INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS product (
    id INTEGER PRIMARY KEY, title TEXT NOT NULL, product_type TEXT NOT NULL, vendor TEXT NOT NULL, tags TEXT NOT NULL,
    published_scope TEXT, options_json TEXT NOT NULL, created_at TEXT NOT NULL, updated_at TEXT NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS product_updated ON product (updated_at);
  CREATE TABLE IF NOT EXISTS variant (
    id INTEGER PRIMARY KEY, product_id INTEGER NOT NULL REFERENCES product (id) ON DELETE CASCADE, position INTEGER NOT NULL,
    title TEXT NOT NULL, sku TEXT, barcode TEXT, price REAL NOT NULL, taxable INTEGER NOT NULL, options_json TEXT NOT NULL,
    units_json TEXT NOT NULL, tracked INTEGER NOT NULL, grams INTEGER NOT NULL, updated_at TEXT NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS variant_of_product ON variant (product_id);
  CREATE INDEX IF NOT EXISTS variant_sku ON variant (sku);
  CREATE INDEX IF NOT EXISTS variant_barcode ON variant (barcode);
  CREATE TABLE IF NOT EXISTS stock (
    id INTEGER PRIMARY KEY, location_id INTEGER NOT NULL, variant_id INTEGER NOT NULL, on_hand INTEGER NOT NULL,
    committed INTEGER NOT NULL, updated_at TEXT NOT NULL, UNIQUE (variant_id, location_id)
  ) STRICT;
  CREATE TABLE IF NOT EXISTS customer (
    id INTEGER PRIMARY KEY, last_name TEXT NOT NULL, first_name TEXT NOT NULL, email TEXT, phone TEXT, note TEXT NOT NULL,
    tags TEXT NOT NULL, created_at TEXT NOT NULL, updated_at TEXT NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX IF NOT EXISTS customer_phone ON customer (phone) WHERE phone IS NOT NULL;
  CREATE UNIQUE INDEX IF NOT EXISTS customer_email ON customer (email) WHERE email IS NOT NULL;
  CREATE INDEX IF NOT EXISTS customer_updated ON customer (updated_at);
  CREATE TABLE IF NOT EXISTS shop_order (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, location_id INTEGER NOT NULL, customer_id INTEGER NOT NULL,
    financial_status TEXT NOT NULL, fulfillment_status TEXT NOT NULL, closed_status TEXT NOT NULL, cancelled_status TEXT NOT NULL,
    total_price INTEGER NOT NULL, tags TEXT NOT NULL, note TEXT NOT NULL, body_json TEXT NOT NULL, visible_at INTEGER NOT NULL,
    created_at TEXT NOT NULL, updated_at TEXT NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS order_created ON shop_order (created_at);
  CREATE INDEX IF NOT EXISTS order_updated ON shop_order (updated_at);
  CREATE TABLE IF NOT EXISTS payment_transaction (
    id INTEGER PRIMARY KEY, order_id INTEGER NOT NULL REFERENCES shop_order (id), parent_id INTEGER, kind TEXT NOT NULL,
    amount INTEGER NOT NULL, gateway TEXT NOT NULL, created_at TEXT NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS transaction_of_order ON payment_transaction (order_id);
  CREATE TABLE IF NOT EXISTS metafield (
    id INTEGER PRIMARY KEY, owner_resource TEXT NOT NULL, owner_id INTEGER NOT NULL, namespace TEXT NOT NULL, key TEXT NOT NULL,
    value TEXT NOT NULL, value_type TEXT NOT NULL, created_at TEXT NOT NULL, updated_at TEXT NOT NULL,
    UNIQUE (owner_resource, owner_id, namespace, key)
  ) STRICT;
  CREATE TABLE IF NOT EXISTS event (
    id INTEGER PRIMARY KEY, subject_type TEXT NOT NULL, subject_id INTEGER NOT NULL, verb TEXT NOT NULL, created_at TEXT NOT NULL
  ) STRICT;
`;

export function openShopStore(path: string | undefined): Store {
  const store = new Database(path ?? ':memory:');
  store.pragma('journal_mode = WAL');
  store.pragma('foreign_keys = ON');
  store.exec(schema);
  return store;
}

export function readMeta(store: Store, key: string): string | undefined {
  return store.prepare<[string], { value: string }>('SELECT value FROM meta WHERE key = ?').get(key)?.value;
}

export function writeMeta(store: Store, key: string, value: string): void {
  store
    .prepare('INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value')
    .run(key, value);
}

/** The next id above everything in a table, never below its range's start. */
export function nextId(store: Store, table: IdTable): number {
  const row = store.prepare<[], { id: number | null }>(`SELECT max(id) AS id FROM ${table}`).get();
  return Math.max(row?.id ?? 0, idStart[table]) + 1;
}

const idStart = {
  shop_order: 1_600_000_000,
  payment_transaction: 1_700_000_000,
  customer: 1_300_000_000,
  metafield: 1_800_000_000,
  event: 1_900_000_000,
  product: 1_000_000_000,
} as const;

export type IdTable = keyof typeof idStart;

export function nowIso(): string {
  return new Date().toISOString();
}
