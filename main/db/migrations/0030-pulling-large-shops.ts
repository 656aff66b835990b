import type { Migration } from './migration.ts';

/**
 * Search indexes that a large import does not hold up: while a row lies in `index_later`, changed rows are only noted and their words
 * are entered together. Merging an index is done in small steps of our own instead of now and then in one long one. Customers get
 * the mark of a sweep, and the time at which the cloud was found not to have them any more.
 */
export const pullingLargeShops: Migration = {
  version: 30,
  name: 'pulling-large-shops',
  sql: `
    CREATE TABLE index_later (id INTEGER PRIMARY KEY CHECK (id = 1)) STRICT;
    CREATE TABLE goods_to_index (id INTEGER PRIMARY KEY, was_indexed INTEGER NOT NULL CHECK (was_indexed IN (0, 1))) STRICT;
    CREATE TABLE customer_to_index (id INTEGER PRIMARY KEY, was_indexed INTEGER NOT NULL CHECK (was_indexed IN (0, 1))) STRICT;

    ${indexTriggers('goods', 'id', ['goods_trigram', 'goods_word'])}
    ${indexTriggers('customer', 'rowid', ['customer_trigram'])}
    ${mergedInSteps('goods_trigram')}
    ${mergedInSteps('goods_word')}
    ${mergedInSteps('customer_trigram')}

    ALTER TABLE customer ADD COLUMN sweep INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE customer ADD COLUMN deleted_in_cloud_at INTEGER;
    CREATE INDEX customer_by_sweep ON customer (sweep) WHERE cloud_id IS NOT NULL AND deleted_in_cloud_at IS NULL;
    CREATE INDEX product_by_sweep ON product (sweep);
    CREATE INDEX sale_by_customer ON sale (customer_id) WHERE customer_id IS NOT NULL;
    -- The next look reads all customers once, so that each has its mark before any is missed.
    UPDATE pull_progress SET next_page = 1, finished_at = NULL WHERE kind = 'customers';

    -- What the last pull of each kind came to; a sweep keeps its own time.
    ALTER TABLE pull_progress ADD COLUMN pulled_at INTEGER;
    UPDATE pull_progress SET pulled_at = (SELECT finished_at FROM pull_progress WHERE kind = 'stock');
  `,
};

function indexTriggers(table: string, rowId: string, indexes: readonly string[]): string {
  const remove = indexes.map((index) => `DELETE FROM ${index} WHERE rowid = old.${rowId};`).join('\n');
  const enter = indexes
    .map((index) => `INSERT INTO ${index} (rowid, search_text) VALUES (new.${rowId}, new.search_text);`)
    .join('\n');
  const note = (row: string, wasIndexed: 0 | 1) =>
    `INSERT OR IGNORE INTO ${table}_to_index VALUES (${row}.${rowId}, ${wasIndexed});`;
  const now = 'NOT EXISTS (SELECT 1 FROM index_later)';
  const later = 'EXISTS (SELECT 1 FROM index_later)';
  const changed = 'old.search_text <> new.search_text';
  return `
    DROP TRIGGER ${table}_index_insert;
    DROP TRIGGER ${table}_index_update;
    DROP TRIGGER ${table}_index_delete;
    CREATE TRIGGER ${table}_index_insert AFTER INSERT ON ${table} WHEN ${now} BEGIN ${enter} END;
    CREATE TRIGGER ${table}_index_update AFTER UPDATE OF search_text ON ${table} WHEN ${changed} AND ${now} BEGIN
      ${remove} ${enter}
    END;
    CREATE TRIGGER ${table}_index_delete AFTER DELETE ON ${table} WHEN ${now} BEGIN ${remove} END;
    CREATE TRIGGER ${table}_note_insert AFTER INSERT ON ${table} WHEN ${later} BEGIN ${note('new', 0)} END;
    CREATE TRIGGER ${table}_note_update AFTER UPDATE OF search_text ON ${table} WHEN ${changed} AND ${later} BEGIN
      ${note('old', 1)}
    END;
    CREATE TRIGGER ${table}_note_delete AFTER DELETE ON ${table} WHEN ${later} BEGIN ${note('old', 1)} END;`;
}

function mergedInSteps(index: string): string {
  const set = (name: string, value: number) =>
    `INSERT INTO ${index} (${index}, rank) VALUES ('${name}', ${value});`;
  return set('automerge', 0) + set('crisismerge', 1_000) + set('usermerge', 8);
}
