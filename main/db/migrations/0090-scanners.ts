import type { Migration } from './migration.ts';

/**
 * Brand scanners this till has read. `key` is vendor, product and serial number, which many leave empty. `name` is the shop's own, `''`
 * where it gave none; `prefix` and `suffix` are what the scanner puts around every code and the till takes off.
 */
export const scanners: Migration = {
  version: 90,
  name: 'scanners',
  sql: `
    CREATE TABLE scanner (
      key TEXT PRIMARY KEY,
      vendor_id INTEGER NOT NULL,
      product_id INTEGER NOT NULL,
      serial TEXT NOT NULL,
      product_name TEXT NOT NULL,
      name TEXT NOT NULL DEFAULT '',
      prefix TEXT NOT NULL DEFAULT '',
      suffix TEXT NOT NULL DEFAULT '',
      is_enabled INTEGER NOT NULL DEFAULT 1 CHECK (is_enabled IN (0, 1)),
      first_seen_at INTEGER NOT NULL,
      last_seen_at INTEGER NOT NULL,
      scan_count INTEGER NOT NULL DEFAULT 0
    ) STRICT;
  `,
};
