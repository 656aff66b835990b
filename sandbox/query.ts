import type { Shop } from './context.ts';

export type Query = Readonly<Record<string, unknown>>;

/** A query value; blank ones are dropped, as the service does. */
export function given(query: Query, name: string): string | undefined {
  const value = query[name];
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

/** Rows and offset of a page; `max` caps whatever limit was asked for. */
export function pageOf(query: Query, max = 50): { readonly limit: number; readonly offset: number } {
  const asked = Number(given(query, 'limit') ?? max);
  const limit = Number.isInteger(asked) && asked > 0 ? Math.min(asked, max) : max;
  const page = Number(given(query, 'page') ?? 1);
  return { limit, offset: (Number.isInteger(page) && page > 0 ? page - 1 : 0) * limit };
}

export function idList(query: Query, name: string, max: number): readonly number[] | undefined {
  const text = given(query, name);
  return text
    ?.split(',')
    .map(Number)
    .filter((id) => Number.isSafeInteger(id))
    .slice(0, max);
}

/** Conditions gathered for a WHERE; values are always bound. */
export type Where = { readonly sql: string[]; readonly values: (string | number)[] };

export function emptyWhere(): Where {
  return { sql: [], values: [] };
}

export function add(where: Where, sql: string, ...values: readonly (string | number)[]): void {
  where.sql.push(sql);
  where.values.push(...values);
}

export function whereText(where: Where): string {
  return where.sql.length === 0 ? '' : `WHERE ${where.sql.join(' AND ')}`;
}

/** `created_at_min` and its kin, for the columns named. */
export function addTimeFilters(shop: Shop, where: Where, query: Query, columns: readonly string[]): void {
  for (const column of columns) {
    for (const [suffix, comparison] of [
      ['_min', '>='],
      ['_max', '<='],
    ] as const) {
      const text = given(query, column + suffix);
      const instant = text === undefined ? Number.NaN : instantOf(shop, text);
      if (!Number.isNaN(instant)) add(where, `${column} ${comparison} ?`, new Date(instant).toISOString());
    }
  }
}

/**
 * With the quirk on, a time is read as the shop's own (UTC+7): a trailing Z is ignored, and a numeric offset is first turned into UTC
 * and then read as local time.
 */
function instantOf(shop: Shop, text: string): number {
  if (shop.faults.timeFilter === 'utc') return Date.parse(text);
  const hasOffset = /[+-]\d\d:?\d\d$/.test(text);
  const asUtc = Date.parse(hasOffset || text.endsWith('Z') ? text : `${text}Z`);
  return asUtc - 7 * 3_600_000;
}

/** `fields=a,b` trims an answer; the id is always there. */
export function trimmed<T extends { readonly id: number }>(row: T, query: Query): Partial<T> {
  const fields = given(query, 'fields')
    ?.split(',')
    .map((field) => field.trim());
  if (fields === undefined) return row;
  return Object.fromEntries(
    Object.entries(row).filter(([name]) => name === 'id' || fields.includes(name)),
  ) as Partial<T>;
}
