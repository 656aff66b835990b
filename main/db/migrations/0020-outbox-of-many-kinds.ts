import { frozen } from './frozen.ts';
import type { Migration } from './migration.ts';

/**
 * The outbox carries more than sales, knows why something was refused, and lets a manager set it aside. What a repair decided is an
 * amendment beside the entry; the document stays as it was made.
 */
export const outboxOfManyKinds: Migration = {
  version: 20,
  name: 'outbox-of-many-kinds',
  sql: `
    DROP TRIGGER outbox_is_never_deleted;
    CREATE TABLE outbox_next (
      id TEXT PRIMARY KEY,
      sequence INTEGER NOT NULL UNIQUE,
      kind TEXT NOT NULL CHECK (kind IN ('sale', 'customer', 'cancellation')),
      document_id TEXT NOT NULL UNIQUE,
      key TEXT NOT NULL UNIQUE,
      state TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'unknown', 'refused', 'set-aside', 'confirmed')),
      -- Why it was refused, in our own terms; the cloud's words are in last_answer.
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
      -- When it was sent by the cloud's own clock, which no clock of a till can bend.
      cloud_sent_at INTEGER,
      confirmed_at INTEGER,
      -- Its place in the row of confirmations and questions for stock: what came first does not depend on a clock.
      confirmed_tick INTEGER,
      set_aside_at INTEGER,
      set_aside_by TEXT REFERENCES staff (id),
      set_aside_reason TEXT
    ) STRICT;
    INSERT INTO outbox_next (id, sequence, kind, document_id, key, state, reason, tries, lookups, next_try_at, last_answer, cloud_id,
      settled, created_at, sent_at, confirmed_at, confirmed_tick)
    SELECT id, sequence, kind, document_id, key, state, CASE state WHEN 'refused' THEN 'not-understood' END, tries, lookups, next_try_at,
      last_answer, cloud_id, settled, created_at, sent_at, confirmed_at, CASE state WHEN 'confirmed' THEN 0 END
    FROM outbox;
    DROP TABLE outbox;
    ALTER TABLE outbox_next RENAME TO outbox;
    CREATE INDEX outbox_open ON outbox (state, kind, sequence) WHERE state <> 'confirmed';
    CREATE INDEX outbox_due ON outbox (next_try_at) WHERE state IN ('queued', 'unknown');
    CREATE INDEX outbox_unsettled ON outbox (sequence) WHERE state = 'confirmed' AND settled = 0;
    CREATE INDEX outbox_by_time ON outbox (created_at);
    CREATE INDEX outbox_by_cloud_id ON outbox (cloud_id) WHERE cloud_id IS NOT NULL;
    CREATE TRIGGER outbox_is_never_deleted BEFORE DELETE ON outbox BEGIN
      SELECT RAISE(ABORT, 'outbox entries are never deleted');
    END;

    -- How many entries are in which state, so that nobody counts a long queue after every sale.
    CREATE TABLE outbox_tally (
      kind TEXT NOT NULL,
      state TEXT NOT NULL,
      entries INTEGER NOT NULL,
      PRIMARY KEY (kind, state)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO outbox_tally SELECT kind, state, count(*) FROM outbox GROUP BY kind, state;
    CREATE TRIGGER outbox_tally_insert AFTER INSERT ON outbox BEGIN
      INSERT INTO outbox_tally VALUES (new.kind, new.state, 1) ON CONFLICT DO UPDATE SET entries = entries + 1;
    END;
    CREATE TRIGGER outbox_tally_move AFTER UPDATE OF state ON outbox WHEN old.state <> new.state BEGIN
      UPDATE outbox_tally SET entries = entries - 1 WHERE kind = old.kind AND state = old.state;
      INSERT INTO outbox_tally VALUES (new.kind, new.state, 1) ON CONFLICT DO UPDATE SET entries = entries + 1;
    END;

    CREATE TABLE upload_amendment (
      id INTEGER PRIMARY KEY,
      entry_id TEXT NOT NULL REFERENCES outbox (id),
      body_json TEXT NOT NULL,
      staff_id TEXT REFERENCES staff (id),
      made_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX upload_amendment_by_entry ON upload_amendment (entry_id);

    -- A second order under one key: the older is the sale's, this one is cancelled.
    CREATE TABLE doubled_order (
      id TEXT PRIMARY KEY,
      sale_id TEXT NOT NULL REFERENCES sale (id),
      kept_order_id INTEGER NOT NULL,
      extra_order_id INTEGER NOT NULL UNIQUE,
      amount INTEGER NOT NULL,
      found_at INTEGER NOT NULL
    ) STRICT;

    -- Orders of the cloud under keys of this till, as last seen.
    CREATE TABLE cloud_order (
      id INTEGER PRIMARY KEY,
      key TEXT NOT NULL,
      name TEXT NOT NULL,
      total INTEGER NOT NULL,
      financial_status TEXT NOT NULL,
      cancelled INTEGER NOT NULL CHECK (cancelled IN (0, 1)),
      made_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL,
      seen_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX cloud_order_by_key ON cloud_order (key);
    CREATE INDEX cloud_order_by_time ON cloud_order (made_at);

    ${frozen('upload_amendment')}
    ${frozen('doubled_order')}
  `,
};
