import { compareStamps, type Stamp } from './stamp.ts';

export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json | undefined };

/** One thing that is changed as a whole: a person, a setting. Nothing leaves a record: what is gone is an entry that says so. */
export type Entry = { readonly value: Json; readonly stamp: Stamp };

export type ShopRecord = ReadonlyMap<string, Entry>;

/**
 * What two tills know, together: entry by entry the later change. In whatever order and however often records are merged, the result
 * is the same.
 */
export function mergeRecords(a: ShopRecord, b: ShopRecord): ShopRecord {
  const merged = new Map(a);
  for (const [key, entry] of b) mergeEntry(merged, key, entry);
  return merged;
}

/** One step of a merge, for who takes it in steps. */
export function mergeEntry(into: Map<string, Entry>, key: string, entry: Entry): void {
  if (isNews(into, key, entry)) into.set(key, entry);
}

/** What `mine` knows and `theirs` does not. */
export function newsFor(theirs: ShopRecord, mine: ShopRecord): ShopRecord {
  return new Map([...mine].filter(([key, entry]) => isNews(theirs, key, entry)));
}

/** Whether nothing as late is known under that key. */
export function isNews(known: ShopRecord, key: string, entry: Entry): boolean {
  const other = known.get(key);
  return other === undefined || compareEntries(other, entry) < 0;
}

export function newestStamp(record: ShopRecord): Stamp | null {
  let newest: Stamp | null = null;
  for (const { stamp } of record.values())
    if (newest === null || compareStamps(newest, stamp) < 0) newest = stamp;
  return newest;
}

/** Stamps that are equal although the values differ are nobody's doing, but must not keep tills apart: then the text decides. */
function compareEntries(a: Entry, b: Entry): number {
  const byStamp = compareStamps(a.stamp, b.stamp);
  // Nearly always the same value, and then nearly always written alike.
  if (byStamp !== 0 || a.value === b.value || JSON.stringify(a.value) === JSON.stringify(b.value))
    return byStamp;
  const [left, right] = [sortedText(a.value), sortedText(b.value)];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The same text for the same value, in whatever order its fields came. */
function sortedText(value: Json): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    isObject(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner,
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
