/** UTC milliseconds since 1970. The domain never reads a clock: times are arguments. */
export type Instant = number;

/** Vietnam keeps UTC+7 all year, without summer time. */
const vietnamOffsetMs = 7 * 60 * 60 * 1000;
const dayMs = 24 * 60 * 60 * 1000;

type Civil = {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
};

/** The business day of an instant in Vietnam, as `yyyy-mm-dd`. */
export function businessDay(at: Instant): string {
  const { year, month, day } = civil(at);
  return `${year}-${two(month)}-${two(day)}`;
}

/** `05/11/2026 14:03`, the way people here expect it. */
export function formatDateTime(at: Instant): string {
  const { year, month, day, hour, minute } = civil(at);
  return `${two(day)}/${two(month)}/${year} ${two(hour)}:${two(minute)}`;
}

export function formatTime(at: Instant): string {
  const { hour, minute } = civil(at);
  return `${two(hour)}:${two(minute)}`;
}

/** ISO 8601 in Vietnam's own offset, for texts that leave the till. */
export function formatIso(at: Instant): string {
  const { year, month, day, hour, minute, second } = civil(at);
  return `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:${two(second)}+07:00`;
}

/** `25/11/2026` for a business day given as `yyyy-mm-dd`. */
export function formatDay(day: string): string {
  return day.split('-').reverse().join('/');
}

/** Whether a text names a day of the calendar as `yyyy-mm-dd`. */
export function isBusinessDay(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text) && businessDay(startOfBusinessDay(text)) === text;
}

/** First instant of a business day given as `yyyy-mm-dd`. */
export function startOfBusinessDay(day: string): Instant {
  const [year = 1970, month = 1, date = 1] = day.split('-').map(Number);
  return daysFromCivil(year, month, date) * dayMs - vietnamOffsetMs;
}

function civil(at: Instant): Civil {
  const local = at + vietnamOffsetMs;
  const days = Math.floor(local / dayMs);
  const msOfDay = local - days * dayMs;
  return {
    ...civilFromDays(days),
    hour: Math.floor(msOfDay / 3_600_000),
    minute: Math.floor(msOfDay / 60_000) % 60,
    second: Math.floor(msOfDay / 1000) % 60,
  };
}

/** Proleptic Gregorian calendar by 400-year eras, counted from 1 March so that the leap day comes last. */
function civilFromDays(days: number): Pick<Civil, 'year' | 'month' | 'day'> {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1,
  };
}

function daysFromCivil(year: number, month: number, day: number): number {
  const marchYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

function two(value: number): string {
  return value.toString().padStart(2, '0');
}
