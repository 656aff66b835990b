import { frozen } from './frozen.ts';
import type { Migration } from './migration.ts';

const outboxColumns = `id, sequence, kind, document_id, key, state, reason, reason_facts_json, tries, lookups, next_try_at, last_answer,
      cloud_id, settled, created_at, sent_at, cloud_sent_at, confirmed_at, confirmed_tick, set_aside_at, set_aside_by, set_aside_reason`;

/**
 * Goods come back: a document of its own that points to a sale, with its lines, the money given back, and stock that moves the other
 * way. A stock move belongs to a document now, whatever kind that is, and the outbox carries one kind more.
 */
export const returns: Migration = {
  version: 120,
  name: 'returns',
  sql: `
    CREATE TABLE goods_return (
      id TEXT PRIMARY KEY,
      number TEXT NOT NULL UNIQUE,
      sale_id TEXT NOT NULL REFERENCES sale (id),
      business_day TEXT NOT NULL,
      sequence INTEGER NOT NULL,
      shift_id TEXT REFERENCES shift (id),
      staff_id TEXT NOT NULL REFERENCES staff (id),
      -- Whose PIN let it pass, where it took one.
      approved_by TEXT REFERENCES staff (id),
      reason TEXT NOT NULL,
      goods INTEGER NOT NULL CHECK (goods >= 0),
      rounding INTEGER NOT NULL,
      payout INTEGER NOT NULL CHECK (payout >= 0),
      vat_total INTEGER NOT NULL,
      returned_at INTEGER NOT NULL,
      UNIQUE (business_day, sequence)
    ) STRICT;
    CREATE INDEX goods_return_by_sale ON goods_return (sale_id);
    CREATE INDEX goods_return_by_shift ON goods_return (shift_id);

    CREATE TABLE return_line (
      id TEXT PRIMARY KEY,
      return_id TEXT NOT NULL REFERENCES goods_return (id),
      position INTEGER NOT NULL,
      sale_line_id TEXT NOT NULL REFERENCES sale_line (id),
      quantity INTEGER NOT NULL CHECK (quantity > 0),
      goods INTEGER NOT NULL CHECK (goods >= 0),
      rounding INTEGER NOT NULL,
      vat INTEGER NOT NULL CHECK (vat >= 0),
      -- Fit to be sold again, or not.
      goes_to TEXT NOT NULL CHECK (goes_to IN ('shelf', 'damaged')),
      UNIQUE (return_id, position),
      UNIQUE (return_id, sale_line_id)
    ) STRICT;
    CREATE INDEX return_line_by_sale_line ON return_line (sale_line_id);

    CREATE TABLE refund (
      return_id TEXT NOT NULL REFERENCES goods_return (id),
      position INTEGER NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('cash', 'transfer', 'card')),
      amount INTEGER NOT NULL CHECK (amount > 0),
      reference TEXT NOT NULL,
      PRIMARY KEY (return_id, position)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE document_move (
      id INTEGER PRIMARY KEY,
      document_id TEXT NOT NULL,
      line_id TEXT NOT NULL UNIQUE,
      variant_id INTEGER NOT NULL,
      quantity INTEGER NOT NULL,
      moved_at INTEGER NOT NULL,
      counted_at INTEGER
    ) STRICT;
    INSERT INTO document_move SELECT id, sale_id, line_id, variant_id, quantity, moved_at, counted_at FROM stock_move;
    DROP TABLE stock_move;
    ALTER TABLE document_move RENAME TO stock_move;
    CREATE INDEX stock_move_uncounted ON stock_move (variant_id) WHERE counted_at IS NULL;
    CREATE INDEX stock_move_by_document ON stock_move (document_id);

    -- Amendments point to entries, which are away for a moment.
    PRAGMA defer_foreign_keys = ON;
    CREATE TEMP TABLE outbox_kept AS SELECT ${outboxColumns} FROM outbox;
    DROP TABLE outbox;
    CREATE TABLE outbox (
      id TEXT PRIMARY KEY,
      sequence INTEGER NOT NULL UNIQUE,
      kind TEXT NOT NULL CHECK (kind IN ('sale', 'return', 'customer', 'cancellation')),
      document_id TEXT NOT NULL UNIQUE,
      key TEXT NOT NULL UNIQUE,
      state TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'unknown', 'refused', 'set-aside', 'confirmed')),
      reason TEXT,
      reason_facts_json TEXT,
      tries INTEGER NOT NULL,
      lookups INTEGER NOT NULL,
      next_try_at INTEGER NOT NULL,
      last_answer TEXT,
      cloud_id INTEGER,
      settled INTEGER NOT NULL CHECK (settled IN (0, 1)),
      created_at INTEGER NOT NULL,
      sent_at INTEGER,
      cloud_sent_at INTEGER,
      confirmed_at INTEGER,
      confirmed_tick INTEGER,
      set_aside_at INTEGER,
      set_aside_by TEXT REFERENCES staff (id),
      set_aside_reason TEXT,
      stage TEXT GENERATED ALWAYS AS (
        CASE WHEN state IN ('queued', 'sending', 'unknown') THEN 'waiting' ELSE state END
      ) VIRTUAL
    ) STRICT;
    INSERT INTO outbox (${outboxColumns}) SELECT ${outboxColumns} FROM outbox_kept;
    DROP TABLE outbox_kept;
    CREATE INDEX outbox_open ON outbox (state, kind, sequence) WHERE state <> 'confirmed';
    CREATE INDEX outbox_due ON outbox (next_try_at) WHERE state IN ('queued', 'unknown');
    CREATE INDEX outbox_unsettled ON outbox (sequence) WHERE state = 'confirmed' AND settled = 0;
    CREATE INDEX outbox_by_cloud_id ON outbox (cloud_id) WHERE cloud_id IS NOT NULL;
    CREATE INDEX outbox_by_time ON outbox (created_at, sequence);
    CREATE INDEX outbox_by_stage ON outbox (stage, created_at, sequence);
    CREATE INDEX outbox_by_kind ON outbox (kind, created_at, sequence);
    CREATE INDEX outbox_by_stage_and_kind ON outbox (stage, kind, created_at, sequence);
    CREATE INDEX outbox_refused ON outbox (reason, sequence) WHERE state = 'refused';
    CREATE TRIGGER outbox_is_never_deleted BEFORE DELETE ON outbox BEGIN
      SELECT RAISE(ABORT, 'outbox entries are never deleted');
    END;
    CREATE TRIGGER outbox_tally_insert AFTER INSERT ON outbox BEGIN
      INSERT INTO outbox_tally VALUES (new.kind, new.state, 1) ON CONFLICT DO UPDATE SET entries = entries + 1;
    END;
    CREATE TRIGGER outbox_tally_move AFTER UPDATE OF state ON outbox WHEN old.state <> new.state BEGIN
      UPDATE outbox_tally SET entries = entries - 1 WHERE kind = old.kind AND state = old.state;
      INSERT INTO outbox_tally VALUES (new.kind, new.state, 1) ON CONFLICT DO UPDATE SET entries = entries + 1;
    END;
    CREATE TRIGGER outbox_text_insert AFTER INSERT ON outbox BEGIN
      INSERT INTO outbox_text (rowid, search_text)
      SELECT o.sequence, coalesce(r.number || ' ', '') || coalesce(s.number, '') || ' ' || coalesce(s.customer_phone, c.phone, '')
      FROM outbox o
      LEFT JOIN doubled_order d ON o.kind = 'cancellation' AND d.id = o.document_id
      LEFT JOIN goods_return r ON o.kind = 'return' AND r.id = o.document_id
      LEFT JOIN sale s ON s.id = coalesce(d.sale_id, r.sale_id, o.document_id)
      LEFT JOIN customer_change g ON o.kind = 'customer' AND g.id = o.document_id
      LEFT JOIN customer c ON c.id = g.customer_id
      WHERE o.sequence = new.sequence;
    END;

    ${frozen('goods_return')}
    ${frozen('return_line')}
    ${frozen('refund')}
  `,
};
