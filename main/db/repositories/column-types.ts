import type { Reader } from '../store.ts';

/** Every integer column of the shop's own tables. Names come from the schema itself, never from outside. */
export function moneyColumns(reader: Reader): readonly { readonly table: string; readonly column: string }[] {
  return reader.all(
    `SELECT t.name AS "table", c.name AS "column"
     FROM pragma_table_list t, pragma_table_xinfo(t.name) c
     WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND c.type = 'INTEGER'
     ORDER BY t.name, c.cid`,
  );
}

/** Storage types in an integer column that are neither integer nor null. */
export function wrongTypes(reader: Reader, table: string, column: string): readonly string[] {
  const [safeTable, safeColumn] = [table, column].map((name) => `"${name.replaceAll('"', '""')}"`);
  return reader
    .all<{ type: string }>(
      `SELECT DISTINCT typeof(${safeColumn}) AS type FROM ${safeTable} WHERE typeof(${safeColumn}) NOT IN ('integer', 'null')`,
    )
    .map((row) => row.type);
}
