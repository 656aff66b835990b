import { frozen } from './frozen.ts';
import type { Migration } from './migration.ts';

/**
 * Units: amounts in đồng, quantities in thousandths, rates in basis points, `_at` UTC milliseconds. Text ids are made on the till,
 * integer ids belong to the cloud. `unit_id` 0 is the base unit of a variant.
 */
export const createSchema: Migration = {
  version: 10,
  name: 'create-schema',
  sql: `
    CREATE TABLE setting (
      key TEXT PRIMARY KEY,
      value_json TEXT NOT NULL
    ) STRICT;

    CREATE TABLE counter (
      name TEXT PRIMARY KEY,
      value INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE staff (
      id TEXT PRIMARY KEY,
      cloud_user_id INTEGER UNIQUE,
      name TEXT NOT NULL,
      role TEXT NOT NULL CHECK (role IN ('owner', 'manager', 'cashier')),
      is_account_owner INTEGER NOT NULL CHECK (is_account_owner IN (0, 1)),
      pin_digest TEXT UNIQUE,
      created_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE sign_in_guard (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      failures INTEGER NOT NULL,
      blocked_until_at INTEGER NOT NULL
    ) STRICT;
    INSERT INTO sign_in_guard VALUES (1, 0, 0);

    -- Catalogue: one row for each thing that can be sold, a variant in a unit.
    CREATE TABLE product (
      id INTEGER PRIMARY KEY,
      cloud_updated_at TEXT NOT NULL,
      sweep INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE goods (
      id INTEGER PRIMARY KEY,
      product_id INTEGER NOT NULL REFERENCES product (id) ON DELETE CASCADE,
      variant_id INTEGER NOT NULL,
      unit_id INTEGER NOT NULL,
      name TEXT NOT NULL,
      variant_name TEXT NOT NULL,
      unit_name TEXT NOT NULL,
      sku TEXT NOT NULL,
      barcode TEXT NOT NULL,
      price INTEGER NOT NULL CHECK (price >= 0),
      taxable INTEGER NOT NULL CHECK (taxable IN (0, 1)),
      product_type TEXT NOT NULL,
      weighed INTEGER NOT NULL CHECK (weighed IN (0, 1)),
      tracks_stock INTEGER NOT NULL CHECK (tracks_stock IN (0, 1)),
      stock_per_unit INTEGER NOT NULL CHECK (stock_per_unit > 0),
      image_url TEXT,
      search_text TEXT NOT NULL,
      UNIQUE (variant_id, unit_id)
    ) STRICT;
    CREATE INDEX goods_by_product ON goods (product_id);
    CREATE INDEX goods_in_list_order ON goods (search_text, id);

    CREATE TABLE goods_code (
      code TEXT NOT NULL,
      goods_id INTEGER NOT NULL REFERENCES goods (id) ON DELETE CASCADE,
      PRIMARY KEY (code, goods_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX goods_code_by_goods ON goods_code (goods_id);

    -- Folded text: trigrams find inside words, words find the first letters. Both are kept by triggers.
    CREATE VIRTUAL TABLE goods_trigram USING fts5 (
      search_text, content = '', contentless_delete = 1, tokenize = 'trigram', detail = 'full'
    );
    CREATE VIRTUAL TABLE goods_word USING fts5 (
      search_text, content = '', contentless_delete = 1, tokenize = 'unicode61', prefix = '1 2', detail = 'none'
    );
    CREATE TRIGGER goods_index_insert AFTER INSERT ON goods BEGIN
      INSERT INTO goods_trigram (rowid, search_text) VALUES (new.id, new.search_text);
      INSERT INTO goods_word (rowid, search_text) VALUES (new.id, new.search_text);
    END;
    CREATE TRIGGER goods_index_update AFTER UPDATE OF search_text ON goods WHEN old.search_text <> new.search_text BEGIN
      DELETE FROM goods_trigram WHERE rowid = old.id;
      DELETE FROM goods_word WHERE rowid = old.id;
      INSERT INTO goods_trigram (rowid, search_text) VALUES (new.id, new.search_text);
      INSERT INTO goods_word (rowid, search_text) VALUES (new.id, new.search_text);
    END;
    CREATE TRIGGER goods_index_delete AFTER DELETE ON goods BEGIN
      DELETE FROM goods_trigram WHERE rowid = old.id;
      DELETE FROM goods_word WHERE rowid = old.id;
    END;

    -- The cloud's figures for this branch, as of pulled_at.
    CREATE TABLE stock (
      variant_id INTEGER PRIMARY KEY,
      available INTEGER NOT NULL,
      pulled_at INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE customer (
      id TEXT PRIMARY KEY,
      cloud_id INTEGER UNIQUE,
      name TEXT NOT NULL,
      phone TEXT NOT NULL,
      search_text TEXT NOT NULL,
      updated_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX customer_by_phone ON customer (phone);
    CREATE VIRTUAL TABLE customer_trigram USING fts5 (
      search_text, content = '', contentless_delete = 1, tokenize = 'trigram'
    );
    CREATE TRIGGER customer_index_insert AFTER INSERT ON customer BEGIN
      INSERT INTO customer_trigram (rowid, search_text) VALUES (new.rowid, new.search_text);
    END;
    CREATE TRIGGER customer_index_update AFTER UPDATE OF search_text ON customer WHEN old.search_text <> new.search_text BEGIN
      DELETE FROM customer_trigram WHERE rowid = old.rowid;
      INSERT INTO customer_trigram (rowid, search_text) VALUES (new.rowid, new.search_text);
    END;
    CREATE TRIGGER customer_index_delete AFTER DELETE ON customer BEGIN
      DELETE FROM customer_trigram WHERE rowid = old.rowid;
    END;

    CREATE TABLE pull_progress (
      kind TEXT PRIMARY KEY CHECK (kind IN ('products', 'stock', 'customers')),
      first_pull_done INTEGER NOT NULL CHECK (first_pull_done IN (0, 1)),
      next_page INTEGER NOT NULL,
      pulled INTEGER NOT NULL,
      total INTEGER,
      watermark TEXT,
      sweep INTEGER NOT NULL,
      finished_at INTEGER
    ) STRICT;

    -- Carts: drafts, saved on every action. Steps are what undo goes back to.
    CREATE TABLE cart (
      id TEXT PRIMARY KEY,
      label TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('open', 'held')),
      body_json TEXT NOT NULL,
      version INTEGER NOT NULL,
      touched_line_id TEXT,
      staff_id TEXT REFERENCES staff (id),
      created_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE cart_step (
      cart_id TEXT NOT NULL REFERENCES cart (id) ON DELETE CASCADE,
      version INTEGER NOT NULL,
      body_json TEXT NOT NULL,
      PRIMARY KEY (cart_id, version)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE shift (
      id TEXT PRIMARY KEY,
      number TEXT NOT NULL UNIQUE,
      state TEXT NOT NULL CHECK (state IN ('open', 'closed')),
      business_day TEXT NOT NULL,
      float_amount INTEGER NOT NULL,
      opened_at INTEGER NOT NULL,
      opened_by TEXT NOT NULL REFERENCES staff (id),
      closed_at INTEGER,
      closed_by TEXT REFERENCES staff (id),
      expected_cash INTEGER,
      counted_cash INTEGER,
      count_json TEXT,
      note TEXT NOT NULL,
      handed_over_to TEXT REFERENCES staff (id)
    ) STRICT;
    CREATE UNIQUE INDEX shift_only_one_open ON shift (state) WHERE state = 'open';

    CREATE TABLE cash_movement (
      id TEXT PRIMARY KEY,
      shift_id TEXT NOT NULL REFERENCES shift (id),
      kind TEXT NOT NULL CHECK (kind IN ('in', 'out')),
      amount INTEGER NOT NULL CHECK (amount > 0),
      reason TEXT NOT NULL,
      staff_id TEXT NOT NULL REFERENCES staff (id),
      moved_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX cash_movement_by_shift ON cash_movement (shift_id);

    CREATE TABLE sale (
      id TEXT PRIMARY KEY,
      number TEXT NOT NULL UNIQUE,
      cart_id TEXT NOT NULL UNIQUE,
      business_day TEXT NOT NULL,
      sequence INTEGER NOT NULL,
      shift_id TEXT REFERENCES shift (id),
      staff_id TEXT NOT NULL REFERENCES staff (id),
      customer_id TEXT,
      customer_name TEXT,
      customer_phone TEXT,
      subtotal INTEGER NOT NULL,
      line_discounts INTEGER NOT NULL,
      order_discount INTEGER NOT NULL,
      total INTEGER NOT NULL,
      rounding INTEGER NOT NULL,
      payable INTEGER NOT NULL,
      vat_total INTEGER NOT NULL,
      tendered INTEGER NOT NULL,
      change INTEGER NOT NULL,
      note TEXT NOT NULL,
      completed_at INTEGER NOT NULL,
      UNIQUE (business_day, sequence)
    ) STRICT;
    CREATE INDEX sale_by_time ON sale (completed_at);
    CREATE INDEX sale_by_shift ON sale (shift_id);

    CREATE TABLE sale_line (
      id TEXT PRIMARY KEY,
      sale_id TEXT NOT NULL REFERENCES sale (id),
      position INTEGER NOT NULL,
      product_id INTEGER NOT NULL,
      variant_id INTEGER NOT NULL,
      unit_id INTEGER NOT NULL,
      sku TEXT NOT NULL,
      code TEXT NOT NULL,
      name TEXT NOT NULL,
      variant_name TEXT NOT NULL,
      unit_name TEXT NOT NULL,
      unit_price INTEGER NOT NULL,
      quantity INTEGER NOT NULL CHECK (quantity > 0),
      weighed INTEGER NOT NULL CHECK (weighed IN (0, 1)),
      tracks_stock INTEGER NOT NULL CHECK (tracks_stock IN (0, 1)),
      stock_per_unit INTEGER NOT NULL,
      discount_json TEXT,
      gross INTEGER NOT NULL,
      line_discount INTEGER NOT NULL,
      net INTEGER NOT NULL,
      order_discount INTEGER NOT NULL,
      final INTEGER NOT NULL,
      vat_rate_bp INTEGER,
      vat_net INTEGER NOT NULL,
      vat INTEGER NOT NULL,
      note TEXT NOT NULL,
      UNIQUE (sale_id, position)
    ) STRICT;

    CREATE TABLE payment (
      sale_id TEXT NOT NULL REFERENCES sale (id),
      position INTEGER NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('cash', 'transfer', 'card')),
      tendered INTEGER NOT NULL,
      change INTEGER NOT NULL,
      amount INTEGER NOT NULL,
      reference TEXT NOT NULL,
      PRIMARY KEY (sale_id, position)
    ) STRICT, WITHOUT ROWID;

    -- Goods that left; counted_at is set once the cloud's figure contains the move.
    CREATE TABLE stock_move (
      id INTEGER PRIMARY KEY,
      sale_id TEXT NOT NULL REFERENCES sale (id),
      line_id TEXT NOT NULL UNIQUE,
      variant_id INTEGER NOT NULL,
      quantity INTEGER NOT NULL,
      moved_at INTEGER NOT NULL,
      counted_at INTEGER
    ) STRICT;
    CREATE INDEX stock_move_uncounted ON stock_move (variant_id) WHERE counted_at IS NULL;
    CREATE INDEX stock_move_by_sale ON stock_move (sale_id);

    CREATE TABLE journal (
      sequence INTEGER PRIMARY KEY,
      at INTEGER NOT NULL,
      kind TEXT NOT NULL,
      staff_id TEXT,
      subject_id TEXT,
      facts_json TEXT NOT NULL,
      previous_hash TEXT NOT NULL,
      hash TEXT NOT NULL UNIQUE
    ) STRICT;
    CREATE INDEX journal_by_time ON journal (at);
    CREATE INDEX journal_by_subject ON journal (subject_id, kind);

    CREATE TABLE outbox (
      id TEXT PRIMARY KEY,
      sequence INTEGER NOT NULL UNIQUE,
      kind TEXT NOT NULL CHECK (kind IN ('sale')),
      document_id TEXT NOT NULL UNIQUE,
      key TEXT NOT NULL UNIQUE,
      state TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'unknown', 'refused', 'confirmed')),
      tries INTEGER NOT NULL,
      lookups INTEGER NOT NULL,
      next_try_at INTEGER NOT NULL,
      last_answer TEXT,
      cloud_id INTEGER,
      settled INTEGER NOT NULL CHECK (settled IN (0, 1)),
      created_at INTEGER NOT NULL,
      sent_at INTEGER,
      confirmed_at INTEGER
    ) STRICT;
    CREATE INDEX outbox_open ON outbox (state, sequence) WHERE state <> 'confirmed';
    CREATE INDEX outbox_unsettled ON outbox (sequence) WHERE state = 'confirmed' AND settled = 0;

    CREATE TABLE print_job (
      id TEXT PRIMARY KEY,
      sequence INTEGER NOT NULL UNIQUE,
      kind TEXT NOT NULL CHECK (kind IN ('receipt', 'copy', 'report', 'slip', 'drawer', 'test')),
      subject_id TEXT NOT NULL,
      copy_number INTEGER NOT NULL,
      title TEXT NOT NULL,
      document_json TEXT NOT NULL,
      state TEXT NOT NULL,
      reason TEXT,
      created_at INTEGER NOT NULL,
      changed_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX print_job_by_state ON print_job (state, sequence);
    CREATE INDEX print_job_by_subject ON print_job (subject_id);

    -- What is done stays as it was done.
    ${frozen('sale')}
    ${frozen('sale_line')}
    ${frozen('payment')}
    ${frozen('cash_movement')}
    ${frozen('journal')}
    CREATE TRIGGER outbox_is_never_deleted BEFORE DELETE ON outbox BEGIN
      SELECT RAISE(ABORT, 'outbox entries are never deleted');
    END;
  `,
};
