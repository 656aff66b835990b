import type { Migration } from './migration.ts';

/**
 * What the tills of a shop share: entries with the time of their last change. `former_pin_digest` is a PIN from before this till shared a
 * pepper with the others; `pin_clashed` marks a PIN that was taken back because somebody else had it first.
 */
export const shopData: Migration = {
  version: 40,
  name: 'shop-data',
  sql: `
    CREATE TABLE shop_entry (
      key TEXT PRIMARY KEY,
      value_json TEXT NOT NULL,
      changed_at INTEGER NOT NULL,
      change_count INTEGER NOT NULL,
      till_id TEXT NOT NULL
    ) STRICT;
    CREATE INDEX shop_entry_by_time ON shop_entry (changed_at, change_count, till_id);

    ALTER TABLE staff ADD COLUMN former_pin_digest TEXT;
    ALTER TABLE staff ADD COLUMN pin_clashed INTEGER NOT NULL DEFAULT 0 CHECK (pin_clashed IN (0, 1));
    CREATE UNIQUE INDEX staff_former_pin ON staff (former_pin_digest) WHERE former_pin_digest IS NOT NULL;
  `,
};
