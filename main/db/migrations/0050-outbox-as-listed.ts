import type { Migration } from './migration.ts';

const searchText = `
      SELECT o.sequence, coalesce(s.number, '') || ' ' || coalesce(s.customer_phone, c.phone, '') FROM outbox o
      LEFT JOIN doubled_order d ON o.kind = 'cancellation' AND d.id = o.document_id
      LEFT JOIN sale s ON s.id = coalesce(d.sale_id, o.document_id)
      LEFT JOIN customer c ON o.kind = 'customer' AND c.id = o.document_id`;

/**
 * The list of what goes to the cloud stays quick however long it is: an index for each way it is filtered, and trigrams of receipt
 * number and phone for its search.
 */
export const outboxAsListed: Migration = {
  version: 50,
  name: 'outbox-as-listed',
  sql: `
    -- The states as people tell them apart.
    ALTER TABLE outbox ADD COLUMN stage TEXT GENERATED ALWAYS AS (
      CASE WHEN state IN ('queued', 'sending', 'unknown') THEN 'waiting' ELSE state END
    ) VIRTUAL;
    DROP INDEX outbox_by_time;
    CREATE INDEX outbox_by_time ON outbox (created_at, sequence);
    CREATE INDEX outbox_by_stage ON outbox (stage, created_at, sequence);
    CREATE INDEX outbox_by_kind ON outbox (kind, created_at, sequence);
    CREATE INDEX outbox_by_stage_and_kind ON outbox (stage, kind, created_at, sequence);
    CREATE INDEX outbox_refused ON outbox (reason, sequence) WHERE state = 'refused';

    -- rowid is the entry's sequence.
    CREATE VIRTUAL TABLE outbox_text USING fts5 (search_text, content = '', contentless_delete = 1, tokenize = 'trigram');
    INSERT INTO outbox_text (rowid, search_text) ${searchText};
    CREATE TRIGGER outbox_text_insert AFTER INSERT ON outbox BEGIN
      INSERT INTO outbox_text (rowid, search_text) ${searchText} WHERE o.sequence = new.sequence;
    END;
  `,
};
