import type { Shop } from './context.ts';
import type { Value } from './store.ts';

export type Query = Readonly<Record<string, unknown>>;

/** A query value; blank ones are dropped, as the service does. */
export function given(query: Query, name: string): string | undefined {
  const value = query[name];
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

/** Rows and offset of a page, numbered from 1; `max` caps whatever limit was asked for. */
export function pageOf(query: Query, max = 50): { readonly limit: number; readonly offset: number } {
  const asked = Number(given(query, 'limit') ?? max);
  const limit = Number.isInteger(asked) && asked > 0 ? Math.min(asked, max) : max;
  const page = Number(given(query, 'page') ?? 1);
  return { limit, offset: (Number.isSafeInteger(page) && page > 0 ? page - 1 : 0) * limit };
}

/** Comma-separated ids, `max` at most; undefined when none was given. */
export function idList(query: Query, name: string, max: number): readonly number[] | undefined {
  return given(query, name)
    ?.split(',')
    .map((id) => Number(id.trim()))
    .filter((id) => Number.isSafeInteger(id))
    .slice(0, max);
}

/** Conditions gathered for a WHERE; values are always bound. */
export type Where = { readonly sql: string[]; readonly values: Value[] };

export function emptyWhere(): Where {
  return { sql: [], values: [] };
}

export function add(where: Where, sql: string, ...values: readonly Value[]): void {
  where.sql.push(sql);
  where.values.push(...values);
}

export function addIn(where: Where, column: string, ids: readonly number[] | undefined): void {
  if (ids !== undefined) add(where, `${column} IN (${ids.map(() => '?').join(', ')})`, ...ids);
}

/** `ids` and `since_id`, which nearly every list knows. */
export function addIdFilters(where: Where, query: Query, column = 'id'): void {
  addIn(where, column, idList(query, 'ids', 50));
  const since = Number(given(query, 'since_id'));
  if (Number.isSafeInteger(since)) add(where, `${column} > ?`, since);
}

/** Equality with each of the columns given in the query under its own name. */
export function addEquals(where: Where, query: Query, columns: readonly string[]): void {
  for (const column of columns) {
    const value = given(query, column);
    if (value !== undefined) add(where, `${column} = ?`, value);
  }
}

export function whereText(where: Where): string {
  return where.sql.length === 0 ? '' : `WHERE ${where.sql.join(' AND ')}`;
}

/** `created_at_min` and its kin: names as in the query, each with the column it stands for. */
export function addTimeFilters(
  shop: Shop,
  where: Where,
  query: Query,
  columns: Readonly<Record<string, string>>,
): void {
  for (const [name, column] of Object.entries(columns)) {
    for (const [suffix, comparison] of [
      ['_min', '>='],
      ['_max', '<='],
    ] as const) {
      const text = given(query, name + suffix);
      const instant = text === undefined ? undefined : instantOf(text, shop.faults.timeFilter);
      if (instant !== undefined) add(where, `${column} ${comparison} ?`, new Date(instant).toISOString());
    }
  }
}

const hourMs = 3_600_000;

/**
 * As `shop_local`, a time is read as the shop's own (UTC+7): a trailing Z is ignored, and a numeric offset is first turned into UTC and
 * then read as local time. As `utc`, what it says is taken at its word, and no zone means UTC. UTC ms; undefined when it is no time.
 */
export function instantOf(text: string, reading: 'utc' | 'shop_local'): number | undefined {
  // A plus sign that was not encoded arrives as a blank.
  const time = text.trim().replace(/ (\d\d:?\d\d)$/, '+$1');
  const hasZone = /Z$|[+-]\d\d:?\d\d$/.test(time) && time.includes(':');
  const isDay = /^\d{4}-\d\d-\d\d$/.test(time);
  const atUtc = Date.parse(hasZone || isDay ? time : `${time.replace(' ', 'T')}Z`);
  if (Number.isNaN(atUtc)) return undefined;
  return reading === 'utc' ? atUtc : atUtc - 7 * hourMs;
}

/** `fields=a,b` trims an answer; the id is always there. */
export function trimmed(row: Readonly<Record<string, unknown>>, query: Query): Record<string, unknown> {
  const fields = given(query, 'fields')
    ?.split(',')
    .map((field) => field.trim());
  if (fields === undefined) return row;
  return Object.fromEntries(Object.entries(row).filter(([name]) => name === 'id' || fields.includes(name)));
}

/** An id out of a path; what is no number is the id of nothing. */
export function idFrom(text: string | undefined): number {
  const id = Number(text);
  return Number.isSafeInteger(id) ? id : -1;
}
