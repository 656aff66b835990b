import { writeSync } from 'node:fs';
import { keepLogShort } from '../../main/db/checkpoints.ts';
import { openStore } from '../../main/db/store.ts';

/**
 * Writes rows to the database it is given until it is killed, and says the number of each one once it is durable. Rows are large and
 * some are written over, so that the log is nearly always being carried over.
 */
const store = openStore(process.argv[2] ?? '');
store.writer.run('CREATE TABLE IF NOT EXISTS note (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT');
keepLogShort(store, { log: () => undefined });
const last = store.writer.get<{ id: number | null }>('SELECT max(id) AS id FROM note')?.id ?? 0;
for (let id = last + 1; ; id += 1) {
  const text = `${id} `.repeat(60_000);
  store.writer.inLazyTransaction(() => {
    for (const earlier of [id - 7, id - 3]) {
      const length = store.writer.get<{ n: number }>('SELECT length(text) AS n FROM note WHERE id = ?', [
        earlier,
      ]);
      if (length !== undefined)
        store.writer.run('UPDATE note SET text = ? WHERE id = ?', [`${earlier} `.repeat(50_000), earlier]);
    }
  });
  store.writer.inTransaction(() => store.writer.run('INSERT INTO note (id, text) VALUES (?, ?)', [id, text]));
  writeSync(1, `${id}\n`);
  await store.writer.breathe();
}
