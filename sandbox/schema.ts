/** Raised with every change below: a file of another version is refused, never guessed at. */
export const schemaVersion = 6;

/** Rows hold what the API filters by; `…_json` the rest. Times are ISO text as the API answers them. */
export const schema = `
  CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS sequence (kind TEXT PRIMARY KEY, last INTEGER NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS location (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, type TEXT NOT NULL, is_primary INTEGER NOT NULL, is_unavailable INTEGER NOT NULL,
    address1 TEXT NOT NULL, phone TEXT NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS user (
    id INTEGER PRIMARY KEY, last_name TEXT NOT NULL, first_name TEXT NOT NULL, email TEXT NOT NULL, phone TEXT NOT NULL,
    account_owner INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS product (
    id INTEGER PRIMARY KEY, title TEXT NOT NULL, product_type TEXT NOT NULL, vendor TEXT NOT NULL, tags TEXT NOT NULL,
    published_scope TEXT, not_allow_promotion INTEGER NOT NULL, options_json TEXT NOT NULL, created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS product_updated ON product (updated_at);
  CREATE INDEX IF NOT EXISTS product_of_type ON product (product_type);
  CREATE TABLE IF NOT EXISTS collection (id INTEGER PRIMARY KEY, title TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS variant (
    id INTEGER PRIMARY KEY, product_id INTEGER NOT NULL REFERENCES product (id) ON DELETE CASCADE, position INTEGER NOT NULL,
    title TEXT NOT NULL, sku TEXT, barcode TEXT, price REAL NOT NULL, taxable INTEGER NOT NULL, options_json TEXT NOT NULL,
    units_json TEXT NOT NULL, tracked INTEGER NOT NULL, policy TEXT NOT NULL, grams INTEGER NOT NULL, created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS variant_of_product ON variant (product_id);
  CREATE INDEX IF NOT EXISTS variant_sku ON variant (sku);
  CREATE INDEX IF NOT EXISTS variant_barcode ON variant (barcode);
  CREATE TABLE IF NOT EXISTS stock (
    id INTEGER PRIMARY KEY, location_id INTEGER NOT NULL, variant_id INTEGER NOT NULL REFERENCES variant (id) ON DELETE CASCADE,
    on_hand INTEGER NOT NULL, committed INTEGER NOT NULL, incoming INTEGER NOT NULL, updated_at TEXT NOT NULL,
    UNIQUE (variant_id, location_id)
  ) STRICT;
  CREATE INDEX IF NOT EXISTS stock_updated ON stock (updated_at);
  CREATE TABLE IF NOT EXISTS adjustment (
    id INTEGER PRIMARY KEY, location_id INTEGER NOT NULL, type TEXT NOT NULL, body_json TEXT NOT NULL, created_at TEXT NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS transfer (
    id INTEGER PRIMARY KEY, from_id INTEGER NOT NULL, to_id INTEGER NOT NULL, body_json TEXT NOT NULL, received_at TEXT,
    created_at TEXT NOT NULL, updated_at TEXT NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS discount (
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL, title TEXT NOT NULL, folded TEXT NOT NULL, is_enabled INTEGER NOT NULL,
    times_used INTEGER NOT NULL, body_json TEXT NOT NULL, created_at TEXT NOT NULL, updated_at TEXT NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS discount_folded ON discount (folded);
  CREATE TABLE IF NOT EXISTS customer (
    id INTEGER PRIMARY KEY, last_name TEXT NOT NULL, first_name TEXT NOT NULL, email TEXT, phone TEXT, note TEXT NOT NULL,
    tags TEXT NOT NULL, gender INTEGER, birthday TEXT, accepts_marketing INTEGER NOT NULL, created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL, orders_count INTEGER NOT NULL DEFAULT 0, total_spent REAL NOT NULL DEFAULT 0, last_order_id INTEGER,
    last_order_name TEXT, last_order_at TEXT
  ) STRICT;
  CREATE INDEX IF NOT EXISTS customer_last_order ON customer (last_order_at);
  CREATE INDEX IF NOT EXISTS customer_phone ON customer (phone) WHERE phone IS NOT NULL;
  CREATE INDEX IF NOT EXISTS customer_email ON customer (email) WHERE email IS NOT NULL;
  CREATE INDEX IF NOT EXISTS customer_updated ON customer (updated_at);
  CREATE TABLE IF NOT EXISTS address (
    id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customer (id) ON DELETE CASCADE, is_default INTEGER NOT NULL,
    body_json TEXT NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS address_of_customer ON address (customer_id);
  CREATE TABLE IF NOT EXISTS shop_order (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, location_id INTEGER NOT NULL, customer_id INTEGER NOT NULL,
    financial_status TEXT NOT NULL, fulfillment_status TEXT NOT NULL, closed_at TEXT, cancelled_at TEXT, confirmed_at TEXT,
    total_price REAL NOT NULL, tags TEXT NOT NULL, note TEXT NOT NULL, body_json TEXT NOT NULL, visible_at INTEGER NOT NULL,
    created_at TEXT NOT NULL, updated_at TEXT NOT NULL
  ) STRICT;
  -- They hold all a list filters by, so that counting and skipping pages never reads the orders themselves.
  CREATE INDEX IF NOT EXISTS order_created ON shop_order (
    created_at, visible_at, closed_at, cancelled_at, financial_status, fulfillment_status, updated_at
  );
  CREATE INDEX IF NOT EXISTS order_updated ON shop_order (
    updated_at, visible_at, closed_at, cancelled_at, financial_status, fulfillment_status, created_at
  );
  CREATE INDEX IF NOT EXISTS order_name ON shop_order (name);
  CREATE TABLE IF NOT EXISTS due_settlement (
    order_id INTEGER PRIMARY KEY REFERENCES shop_order (id), payments_json TEXT NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS order_on_way (order_id INTEGER PRIMARY KEY REFERENCES shop_order (id)) STRICT;
  CREATE TABLE IF NOT EXISTS payment_transaction (
    id INTEGER PRIMARY KEY, order_id INTEGER NOT NULL REFERENCES shop_order (id), parent_id INTEGER, kind TEXT NOT NULL,
    amount REAL NOT NULL, gateway TEXT NOT NULL, user_id INTEGER, created_at TEXT NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS transaction_of_order ON payment_transaction (order_id);
  CREATE TABLE IF NOT EXISTS refund (
    id INTEGER PRIMARY KEY, order_id INTEGER NOT NULL REFERENCES shop_order (id), body_json TEXT NOT NULL, created_at TEXT NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS refund_of_order ON refund (order_id);
  CREATE TABLE IF NOT EXISTS metafield (
    id INTEGER PRIMARY KEY, owner_resource TEXT NOT NULL, owner_id INTEGER NOT NULL, namespace TEXT NOT NULL, key TEXT NOT NULL,
    value TEXT NOT NULL, value_type TEXT NOT NULL, description TEXT, created_at TEXT NOT NULL, updated_at TEXT NOT NULL,
    UNIQUE (owner_resource, owner_id, namespace, key)
  ) STRICT;
  CREATE TABLE IF NOT EXISTS event (
    id INTEGER PRIMARY KEY, subject_type TEXT NOT NULL, subject_id INTEGER NOT NULL, verb TEXT NOT NULL, created_at TEXT NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS event_subject ON event (subject_type, subject_id);
  CREATE INDEX IF NOT EXISTS event_created ON event (created_at);
`;
