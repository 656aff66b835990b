import type { InputOf } from '../../../contracts/procedures.ts';
import type { DocumentKind, OutboxStage } from '../../../domain/sync/outbox.ts';
import { businessDay, startOfBusinessDay } from '../../../domain/time.ts';

export const dateSpans = ['today', 'week', 'all', 'day'] as const;
export type DateSpan = (typeof dateSpans)[number];

/** One list of the page: what differs, or documents of one stage or all. */
export type SyncTab = 'differences' | OutboxStage | 'all';

/** What the list shows. `day` is yyyy-mm-dd and counts only for the span of that name. */
export type SyncFilter = {
  readonly text: string;
  readonly stage: OutboxStage | null;
  readonly kind: DocumentKind | null;
  readonly span: DateSpan;
  readonly day: string;
};

/** No filter at all, as main takes it. */
export const everything = { text: '', stage: null, kind: null, from: null, to: null } as const;

const dayMs = 86_400_000;

/** The filter as main takes it, seen at `now`. */
export function queryOf(
  { text, stage, kind, span, day }: SyncFilter,
  now: number,
): Omit<InputOf<'sync:list'>, 'limit' | 'offset'> {
  const today = startOfBusinessDay(businessDay(now));
  const chosen = span === 'day' ? startOfBusinessDay(day) : today;
  const spans: { readonly [S in DateSpan]: { readonly from: number | null; readonly to: number | null } } = {
    today: { from: today, to: null },
    week: { from: today - 6 * dayMs, to: null },
    all: { from: null, to: null },
    day: { from: chosen, to: chosen + dayMs },
  };
  return { text, stage, kind, ...spans[span] };
}

/** A day as people type it: `5/11`, `05/11/2026`, `0511`, `05112026`; of a day without a year, the last one there was. Null for none. */
export function readDay(typed: string, now: number): string | null {
  const [, date = '', month = '', year = ''] =
    /^(\d{1,2})[/.\- ](\d{1,2})(?:[/.\- ](\d{4}))?$/.exec(typed.trim()) ??
    /^(\d{2})(\d{2})(\d{4})?$/.exec(typed.trim()) ??
    [];
  if (date === '') return null;
  const today = businessDay(now);
  const thisYear = Number(today.slice(0, 4));
  const inYear = (wanted: number) => `${wanted}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  const day = year !== '' ? inYear(Number(year)) : inYear(inYear(thisYear) > today ? thisYear - 1 : thisYear);
  // 31/02 would come out as a day of March.
  return businessDay(startOfBusinessDay(day)) === day ? day : null;
}

/** yyyy-mm-dd as `05/11/2026`. */
export function dayWords(day: string): string {
  return day.split('-').reverse().join('/');
}
