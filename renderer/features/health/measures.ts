import i18next from 'i18next';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** How long ago, as people say it; the time itself stands beside it. */
export function agoWords(at: number, now: number): string {
  const ms = Math.max(0, now - at);
  if (ms < minuteMs) return i18next.t('health.ago.now');
  if (ms < hourMs) return i18next.t('health.ago.minutes', { count: Math.floor(ms / minuteMs) });
  if (ms < 2 * dayMs) return i18next.t('health.ago.hours', { count: Math.floor(ms / hourMs) });
  return i18next.t('health.ago.days', { count: Math.floor(ms / dayMs) });
}

const units = ['KB', 'MB', 'GB', 'TB'] as const;

/** `1,2 MB`: one place below ten, none above. */
export function sizeWords(bytes: number): string {
  let size = bytes / 1024;
  let unit = 0;
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1024;
    unit += 1;
  }
  const text = size < 10 ? size.toFixed(1).replace('.', ',').replace(',0', '') : Math.round(size).toString();
  return `${text} ${units[unit]}`;
}
