import type { Migration } from './migration.ts';

/**
 * Printers of this machine, which were one setting before, and what happened to each print job. Shop settings travel to the shop's
 * other tills; a printer hangs on one machine, so it has a table of its own.
 */
export const severalPrinters: Migration = {
  version: 80,
  name: 'several printers',
  sql: `
    CREATE TABLE printer (
      id TEXT PRIMARY KEY,
      position INTEGER NOT NULL,
      name TEXT NOT NULL,
      connection_json TEXT NOT NULL,
      profile_json TEXT NOT NULL,
      roles_json TEXT NOT NULL,
      -- Takes over paper that this one refuses.
      fallback_id TEXT REFERENCES printer (id),
      -- Kept for the jobs it printed.
      retired_at INTEGER
    ) STRICT;

    INSERT INTO printer (id, position, name, connection_json, profile_json, roles_json, fallback_id, retired_at)
    SELECT
      'first', 1,
      CASE kind WHEN 'network' THEN 'Máy in ' || host ELSE 'Máy in ảo' END,
      CASE kind
        WHEN 'network' THEN json_object('kind', 'network', 'host', host, 'port', port)
        ELSE json_object('kind', 'virtual')
      END,
      json_object(
        'make', NULL, 'model', NULL, 'paper', paper, 'dots', CASE paper WHEN '58' THEN 384 ELSE 576 END, 'bandRows', 128,
        'cut', 'feed-partial', 'drawerPin', 2, 'drawerOpenIs', NULL, 'answers', 'unknown', 'confirms', 'fence'
      ),
      json_array('receipts', 'slips', 'second-copy', 'drawer'),
      NULL, NULL
    FROM (
      SELECT
        coalesce(json_extract(value_json, '$.printer.kind'), 'virtual') AS kind,
        coalesce(json_extract(value_json, '$.printer.host'), '') AS host,
        coalesce(json_extract(value_json, '$.printer.port'), 9100) AS port,
        coalesce(json_extract(value_json, '$.printer.paper'), '80') AS paper
      FROM (SELECT 1) LEFT JOIN setting ON key = 'shop.settings'
    );
    UPDATE setting SET value_json = json_remove(value_json, '$.printer') WHERE key = 'shop.settings';

    ALTER TABLE print_job ADD COLUMN role TEXT NOT NULL DEFAULT 'receipts';
    -- Chosen by a person; otherwise the role leads to one.
    ALTER TABLE print_job ADD COLUMN wanted_printer_id TEXT REFERENCES printer (id);
    -- Where it was last tried.
    ALTER TABLE print_job ADD COLUMN printer_id TEXT REFERENCES printer (id);
    -- The printer that refused it, where that one is a stand-in.
    ALTER TABLE print_job ADD COLUMN instead_of_id TEXT REFERENCES printer (id);
    ALTER TABLE print_job ADD COLUMN attempts INTEGER NOT NULL DEFAULT 0;
    -- The job whose paper this one repeats.
    ALTER TABLE print_job ADD COLUMN copy_of TEXT REFERENCES print_job (id);
    -- When it is not wanted any more.
    ALTER TABLE print_job ADD COLUMN expires_at INTEGER;
    -- When a person said that it is to be printed although it is old.
    ALTER TABLE print_job ADD COLUMN released_at INTEGER;
    UPDATE print_job SET role = 'slips' WHERE kind IN ('report', 'slip');
    UPDATE print_job SET role = 'drawer', expires_at = created_at + 15000 WHERE kind = 'drawer';
    UPDATE print_job SET printer_id = 'first' WHERE state <> 'queued';
    CREATE INDEX print_job_by_printer ON print_job (printer_id, state, changed_at);

    -- What happened to a job, in order. The same thing again is counted, not written again.
    CREATE TABLE print_job_event (
      job_id TEXT NOT NULL REFERENCES print_job (id),
      position INTEGER NOT NULL,
      state TEXT NOT NULL,
      reason TEXT,
      printer_id TEXT REFERENCES printer (id),
      staff_id TEXT REFERENCES staff (id),
      at INTEGER NOT NULL,
      last_at INTEGER NOT NULL,
      times INTEGER NOT NULL,
      PRIMARY KEY (job_id, position)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX print_job_event_by_printer ON print_job_event (printer_id, last_at);
    INSERT INTO print_job_event (job_id, position, state, reason, printer_id, staff_id, at, last_at, times)
    SELECT id, 1, state, reason, printer_id, NULL, changed_at, changed_at, 1 FROM print_job;
  `,
};
