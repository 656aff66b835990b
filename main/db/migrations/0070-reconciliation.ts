import type { Migration } from './migration.ts';

/** What was found when a business day was held against the cloud, and what became of each difference. */
export const reconciliation: Migration = {
  version: 70,
  name: 'reconciliation',
  sql: `
    -- An order whose sale this store does not know still belongs to a business day.
    ALTER TABLE cloud_order ADD COLUMN receipt_number TEXT NOT NULL DEFAULT '';
    ALTER TABLE cloud_order ADD COLUMN business_day TEXT NOT NULL DEFAULT '';
    UPDATE cloud_order SET business_day = date((made_at + 25200000) / 1000, 'unixepoch');
    CREATE INDEX cloud_order_by_day ON cloud_order (business_day);

    CREATE INDEX doubled_order_by_sale ON doubled_order (sale_id);

    -- The last comparison of each day.
    CREATE TABLE reconciled_day (
      business_day TEXT PRIMARY KEY,
      run INTEGER NOT NULL,
      ran_at INTEGER NOT NULL,
      -- Whether the day was over by then.
      day_ended INTEGER NOT NULL CHECK (day_ended IN (0, 1)),
      found_by TEXT NOT NULL CHECK (found_by IN ('walk', 'memory')),
      -- Something was on its way then, or has been sent on its way since: the day is looked at again.
      waits INTEGER NOT NULL CHECK (waits IN (0, 1)),
      classes_json TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;

    -- What did not simply match in a run. Those of an older run, or of one that was cut off, are swept away by the next.
    CREATE TABLE reconciled_item (
      business_day TEXT NOT NULL,
      run INTEGER NOT NULL,
      position INTEGER NOT NULL,
      class TEXT NOT NULL,
      sale_id TEXT REFERENCES sale (id),
      order_id INTEGER,
      number TEXT NOT NULL,
      till_amount INTEGER NOT NULL,
      cloud_amount INTEGER NOT NULL,
      PRIMARY KEY (business_day, run, position)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE difference (
      id TEXT PRIMARY KEY,
      business_day TEXT NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('missing', 'doubled', 'amount-differs', 'cancelled-there', 'only-in-cloud')),
      sale_id TEXT REFERENCES sale (id),
      order_id INTEGER,
      number TEXT NOT NULL,
      till_amount INTEGER NOT NULL,
      cloud_amount INTEGER NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('open', 'accepted', 'resolved')),
      found_at INTEGER NOT NULL,
      accepted_at INTEGER,
      accepted_by TEXT REFERENCES staff (id),
      reason TEXT,
      resolved_at INTEGER
    ) STRICT;
    CREATE INDEX difference_by_day ON difference (business_day);
    CREATE INDEX difference_unresolved ON difference (found_at) WHERE state <> 'resolved';
    CREATE TRIGGER difference_is_never_deleted BEFORE DELETE ON difference BEGIN
      SELECT RAISE(ABORT, 'differences are never deleted');
    END;
  `,
};
