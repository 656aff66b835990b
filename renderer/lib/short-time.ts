import { formatDateTime, formatTime } from '../../domain/time.ts';

/** `05/11 14:03`: for lists whose rows carry the year elsewhere, so that the name beside it has room. */
export function shortDateTime(at: number): string {
  const full = formatDateTime(at);
  return `${full.slice(0, 5)} ${full.slice(-5)}`;
}

/** `14:03`, with the day before it when that is not today. */
export function timeOrDay(at: number, now: number): string {
  const isToday = formatDateTime(at).slice(0, 10) === formatDateTime(now).slice(0, 10);
  return isToday ? formatTime(at) : shortDateTime(at);
}
