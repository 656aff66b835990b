import type { Reader } from '../store.ts';

/** How the database is: its version, its size and how many rows each table has. */
export function schemaFacts(reader: Reader): unknown {
  const tables = reader
    .all<{ name: string }>(
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND sql NOT LIKE '%VIRTUAL%'
         AND name NOT LIKE '%\\_data' ESCAPE '\\' AND name NOT LIKE '%\\_idx' ESCAPE '\\' AND name NOT LIKE '%\\_docsize' ESCAPE '\\'
         AND name NOT LIKE '%\\_config' ESCAPE '\\' AND name NOT LIKE '%\\_content' ESCAPE '\\' ORDER BY name`,
    )
    .map(({ name }) => ({
      name,
      rows: reader.get<{ n: number }>(`SELECT count(*) AS n FROM "${name}"`)?.n ?? 0,
    }));
  const one = (column: string, pragma: string) =>
    reader.get<{ value: unknown }>(`SELECT ${column} AS value FROM ${pragma}`)?.value ?? null;
  return {
    sqlite: reader.get<{ value: string }>('SELECT sqlite_version() AS value')?.value,
    schema: one('user_version', 'pragma_user_version'),
    pageSize: one('page_size', 'pragma_page_size'),
    pages: one('page_count', 'pragma_page_count'),
    freePages: one('freelist_count', 'pragma_freelist_count'),
    journalMode: one('journal_mode', 'pragma_journal_mode'),
    synchronous: one('synchronous', 'pragma_synchronous'),
    tables,
  };
}

/** Where the database lies; empty for one in memory. */
export function databaseFile(reader: Reader): string {
  return (
    reader.get<{ file: string }>("SELECT file FROM pragma_database_list WHERE name = 'main'")?.file ?? ''
  );
}
