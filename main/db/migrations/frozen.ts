/** Triggers that keep a table's rows as they were written. Released migrations say it too: what it returns never changes. */
export function frozen(table: string): string {
  return `
    CREATE TRIGGER ${table}_refuses_update BEFORE UPDATE ON ${table} BEGIN
      SELECT RAISE(ABORT, '${table} is immutable');
    END;
    CREATE TRIGGER ${table}_refuses_delete BEFORE DELETE ON ${table} BEGIN
      SELECT RAISE(ABORT, '${table} is immutable');
    END;`;
}
