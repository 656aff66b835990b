import { type Entry, type Json, newestStamp, type ShopRecord } from '../../../domain/shop-data/record.ts';
import type { Stamp } from '../../../domain/shop-data/stamp.ts';
import type { Reader, Writer } from '../store.ts';

type EntryRow = {
  readonly key: string;
  readonly value_json: string;
  readonly changed_at: number;
  readonly change_count: number;
  readonly till_id: string;
};

/** The record as it was last read, until something is written: a large shop's takes a while to read. */
const records = new WeakMap<Reader, ShopRecord>();

export function shopRecord(reader: Reader): ShopRecord {
  const known = records.get(reader);
  if (known !== undefined) return known;
  const record = new Map(
    reader.all<EntryRow>('SELECT * FROM shop_entry').map((row) => [row.key, entryOf(row)]),
  );
  records.set(reader, record);
  return record;
}

export function shopEntry(reader: Reader, key: string): Entry | undefined {
  const row = reader.get<EntryRow>('SELECT * FROM shop_entry WHERE key = ?', [key]);
  return row === undefined ? undefined : entryOf(row);
}

export function writeShopEntry(writer: Writer, key: string, { value, stamp }: Entry): void {
  records.delete(writer);
  writer.run(
    `INSERT INTO shop_entry (key, value_json, changed_at, change_count, till_id) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (key) DO UPDATE SET value_json = excluded.value_json, changed_at = excluded.changed_at,
       change_count = excluded.change_count, till_id = excluded.till_id`,
    [key, JSON.stringify(value), stamp.at, stamp.count, stamp.till],
  );
}

/** The latest change this till knows of, its own included. */
export function newestChange(reader: Reader): Stamp | null {
  const row = reader.get<EntryRow>(
    'SELECT * FROM shop_entry ORDER BY changed_at DESC, change_count DESC, till_id DESC LIMIT 1',
  );
  return row === undefined ? null : newestStamp(new Map([[row.key, entryOf(row)]]));
}

export function countShopEntries(reader: Reader): number {
  return reader.get<{ n: number }>('SELECT count(*) AS n FROM shop_entry')?.n ?? 0;
}

export function forgetShopEntries(writer: Writer, keyStart: string): void {
  records.delete(writer);
  writer.run('DELETE FROM shop_entry WHERE substr(key, 1, length($keyStart)) = $keyStart', { keyStart });
}

function entryOf(row: EntryRow): Entry {
  return {
    value: JSON.parse(row.value_json) as Json,
    stamp: { at: row.changed_at, count: row.change_count, till: row.till_id },
  };
}
