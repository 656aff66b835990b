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
const records = new WeakMap<Writer, ShopRecord>();
/** How often something was written. */
const writes = new WeakMap<Writer, number>();

/** Well below the 8 ms nothing may hold the event loop for. */
const entriesAStep = 250;

/** The whole record as it is at one moment, read in steps: what is written between two of them begins the reading anew. */
export async function shopRecord(store: Writer): Promise<ShopRecord> {
  for (;;) {
    const known = records.get(store);
    if (known !== undefined) return known;
    const before = writes.get(store);
    const record = await readInSteps(store);
    if (writes.get(store) === before) records.set(store, record);
  }
}

async function readInSteps(store: Writer): Promise<ShopRecord> {
  const record = new Map<string, Entry>();
  for (let last: string | undefined = ''; last !== undefined; ) {
    const rows: readonly EntryRow[] = store.all<EntryRow>(
      'SELECT * FROM shop_entry WHERE key > ? ORDER BY key LIMIT ?',
      [last, entriesAStep],
    );
    for (const row of rows) record.set(row.key, entryOf(row));
    last = rows.at(-1)?.key;
    await store.breathe();
  }
  return record;
}

function forgetRecord(writer: Writer): void {
  records.delete(writer);
  writes.set(writer, (writes.get(writer) ?? 0) + 1);
}

export function shopEntry(reader: Reader, key: string): Entry | undefined {
  const row = reader.get<EntryRow>('SELECT * FROM shop_entry WHERE key = ?', [key]);
  return row === undefined ? undefined : entryOf(row);
}

export function writeShopEntry(writer: Writer, key: string, { value, stamp }: Entry): void {
  forgetRecord(writer);
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
  forgetRecord(writer);
  writer.run('DELETE FROM shop_entry WHERE substr(key, 1, length($keyStart)) = $keyStart', { keyStart });
}

function entryOf(row: EntryRow): Entry {
  return {
    value: JSON.parse(row.value_json) as Json,
    stamp: { at: row.changed_at, count: row.change_count, till: row.till_id },
  };
}
