import type { Reader, Writer } from '../store.ts';

type Index = { readonly table: string; readonly key: string; readonly indexes: readonly string[] };

const indexed: readonly Index[] = [
  { table: 'goods', key: 'id', indexes: ['goods_trigram', 'goods_word'] },
  { table: 'customer', key: 'rowid', indexes: ['customer_trigram'] },
];

/**
 * One transaction for many rows that could be had again, so it does not wait for the disk. Their words go into the search indexes
 * together at its end: entered row by row, as triggers do it otherwise, each row would become a piece of the index of its own, and
 * joining those pieces again is most of the work.
 */
export function inBulk<T>(writer: Writer, work: () => T): T {
  return writer.inLazyTransaction(() => {
    writer.run('INSERT INTO index_later VALUES (1)');
    const result = work();
    for (const index of indexed) enterNoted(writer, index);
    writer.run('DELETE FROM index_later');
    return result;
  });
}

type NotedRow = {
  readonly id: number;
  readonly was_indexed: 0 | 1;
  readonly search_text: string | null;
};

function enterNoted(writer: Writer, { table, key, indexes }: Index): void {
  const noted = writer.all<NotedRow>(
    `SELECT n.id, n.was_indexed, r.search_text FROM ${table}_to_index n LEFT JOIN ${table} r ON r.${key} = n.id`,
  );
  if (noted.length === 0) return;
  for (const index of indexes) {
    for (const { id, was_indexed } of noted)
      if (was_indexed === 1) writer.run(`DELETE FROM ${index} WHERE rowid = ?`, [id]);
    for (const { id, search_text } of noted)
      if (search_text !== null)
        writer.run(`INSERT INTO ${index} (rowid, search_text) VALUES (?, ?)`, [id, search_text]);
  }
  writer.run(`DELETE FROM ${table}_to_index`);
}

export const searchIndexes = indexed.flatMap(({ indexes }) => indexes);

/** Pages of an index one step may write: a millisecond or two. */
const pagesAStep = 16;

/** Joins pieces of a search index, one short step. True when it is not done yet. */
export function mergeSearchIndex(writer: Writer, index: string): boolean {
  return writer.inLazyTransaction(() => {
    const before = changesSoFar(writer);
    writer.run(`INSERT INTO ${index} (${index}, rank) VALUES ('merge', ?)`, [pagesAStep]);
    // The step itself counts as one change; anything above is work that was done.
    return changesSoFar(writer) - before > 1;
  });
}

function changesSoFar(reader: Reader): number {
  return reader.get<{ n: number }>('SELECT total_changes() AS n')?.n ?? 0;
}
