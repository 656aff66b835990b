import { formatDateTime } from '../../domain/time.ts';

/** `05/11 14:03`: for lists whose rows carry the year elsewhere, so that the name beside it has room. */
export function shortDateTime(at: number): string {
  const full = formatDateTime(at);
  return `${full.slice(0, 5)} ${full.slice(-5)}`;
}
