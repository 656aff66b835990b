import type { Amendment } from '../../../domain/sync/amendment.ts';
import type { Reader, Writer } from '../store.ts';

/** What repairs decided about an entry, oldest first. Only `addAmendment` writes here, so the JSON is an amendment's. */
export function amendmentsOf(reader: Reader, entryId: string): readonly Amendment[] {
  return reader
    .all<{ body_json: string }>('SELECT body_json FROM upload_amendment WHERE entry_id = ? ORDER BY id', [
      entryId,
    ])
    .map((row) => JSON.parse(row.body_json) as Amendment);
}

export function addAmendment(
  writer: Writer,
  entryId: string,
  amendment: Amendment,
  by: { readonly staffId: string | null; readonly at: number },
): void {
  writer.run('INSERT INTO upload_amendment (entry_id, body_json, staff_id, made_at) VALUES (?, ?, ?, ?)', [
    entryId,
    JSON.stringify(amendment),
    by.staffId,
    by.at,
  ]);
}
