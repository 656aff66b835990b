import type { Migration } from './migration.ts';

/**
 * Customers made and changed at the till. `base_json` is what the cloud had while the till's own changes are still on their way, null
 * where the row is as the cloud has it. `merged_into` is who a row turned out to be: sales are immutable and go on naming the old row.
 */
export const customersBothWays: Migration = {
  version: 60,
  name: 'customers-both-ways',
  sql: `
    ALTER TABLE customer ADD COLUMN email TEXT NOT NULL DEFAULT '';
    ALTER TABLE customer ADD COLUMN note TEXT NOT NULL DEFAULT '';
    ALTER TABLE customer ADD COLUMN birthday TEXT NOT NULL DEFAULT '';
    ALTER TABLE customer ADD COLUMN gender TEXT NOT NULL DEFAULT '' CHECK (gender IN ('', 'male', 'female'));
    ALTER TABLE customer ADD COLUMN base_json TEXT;
    ALTER TABLE customer ADD COLUMN merged_into TEXT REFERENCES customer (id);
    -- People say the last digits of a phone.
    ALTER TABLE customer ADD COLUMN phone_reversed TEXT GENERATED ALWAYS AS (
      ${Array.from({ length: 20 }, (_, index) => `substr(phone, ${20 - index}, 1)`).join(' || ')}
    ) VIRTUAL;
    CREATE INDEX customer_by_last_digits ON customer (phone_reversed);
    CREATE INDEX customer_by_email ON customer (email) WHERE email <> '';
    CREATE INDEX customer_merged ON customer (merged_into) WHERE merged_into IS NOT NULL;
    -- A time the cloud never gives: the next look reads all fields of everybody.
    UPDATE customer SET updated_at = -1;
    UPDATE pull_progress SET next_page = 1, finished_at = NULL WHERE kind = 'customers';

    CREATE TABLE customer_change (
      id TEXT PRIMARY KEY,
      customer_id TEXT NOT NULL REFERENCES customer (id),
      kind TEXT NOT NULL CHECK (kind IN ('created', 'edited')),
      fields_json TEXT NOT NULL,
      -- Null where the till did it by itself, for instance to fill in what the cloud lacked.
      staff_id TEXT REFERENCES staff (id),
      made_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX customer_change_by_customer ON customer_change (customer_id);

    -- Every value a field had, from either side. One that does not stand was overruled at once by a later one of the till.
    CREATE TABLE customer_history (
      id INTEGER PRIMARY KEY,
      customer_id TEXT NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
      field TEXT NOT NULL,
      before TEXT NOT NULL,
      after TEXT NOT NULL,
      origin TEXT NOT NULL CHECK (origin IN ('till', 'cloud')),
      stands INTEGER NOT NULL CHECK (stands IN (0, 1)),
      staff_id TEXT REFERENCES staff (id),
      till_number INTEGER,
      changed_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX customer_history_by_customer ON customer_history (customer_id, field);

    -- An entry is about a document, and a customer's documents are their changes.
    DROP TRIGGER outbox_text_insert;
    CREATE TRIGGER outbox_text_insert AFTER INSERT ON outbox BEGIN
      INSERT INTO outbox_text (rowid, search_text)
      SELECT o.sequence, coalesce(s.number, '') || ' ' || coalesce(s.customer_phone, c.phone, '') FROM outbox o
      LEFT JOIN doubled_order d ON o.kind = 'cancellation' AND d.id = o.document_id
      LEFT JOIN sale s ON s.id = coalesce(d.sale_id, o.document_id)
      LEFT JOIN customer_change g ON o.kind = 'customer' AND g.id = o.document_id
      LEFT JOIN customer c ON c.id = g.customer_id
      WHERE o.sequence = new.sequence;
    END;

    DROP INDEX sale_by_customer;
    CREATE INDEX sale_by_customer ON sale (customer_id, completed_at) WHERE customer_id IS NOT NULL;

    CREATE TRIGGER customer_change_refuses_update BEFORE UPDATE ON customer_change BEGIN
      SELECT RAISE(ABORT, 'customer_change is immutable');
    END;
    CREATE TRIGGER customer_change_refuses_delete BEFORE DELETE ON customer_change BEGIN
      SELECT RAISE(ABORT, 'customer_change is immutable');
    END;
  `,
};
