import { z } from 'zod';
import { readSetting, writeSetting } from '../../db/repositories/settings.ts';
import type { Reader } from '../../db/store.ts';
import type { CloudTrouble } from '../haravan/answer.ts';
import { cloudId, cloudInstant, rowsUnder } from '../haravan/wire.ts';
import { hourMs, longOverlapMs, type PullWork, usualOverlapMs } from './pull-work.ts';

/** How the service reads a time in a filter: as it says, in UTC, or as the shop's own time whatever zone it names. */
export type TimeReading = 'utc' | 'shop-local';
export type TimedResource = 'products' | 'customers';

const shopOffsetMs = 7 * hourMs;
const readings: Readonly<Record<TimeReading, number>> = { utc: 0, 'shop-local': shopOffsetMs };

/** Null until a probe has told. */
export function timeReadingOf(reader: Reader, resource: TimedResource): TimeReading | null {
  const found = z.enum(['utc', 'shop-local']).safeParse(readSetting(reader, keyOf(resource)));
  return found.success ? found.data : null;
}

/**
 * A time for `updated_at_min`. While it is not known how the service reads it, it is written as UTC: taken for the shop's own time that
 * means seven hours earlier, so it only gives more rows, never fewer.
 */
export function filterTime(at: number, reading: TimeReading | null): string {
  return new Date(at + readings[reading ?? 'utc']).toISOString();
}

/** The shop's own time, as the filters of events are documented to want it. */
export function shopTime(at: number): string {
  return filterTime(at, 'shop-local').replace('Z', '');
}

/** How far an increment looks back: wide once an hour, until the reading is known. */
export function overlapOf(reader: Reader, resource: TimedResource, isLongLook: boolean): number {
  return timeReadingOf(reader, resource) === null && isLongLook ? longOverlapMs : usualOverlapMs;
}

/**
 * Finds out how the service reads times: of two windows, one around the row's own time and one that lies there only for a service
 * that takes times for the shop's own, exactly one may show the row. Anything else teaches nothing, and what was known is forgotten.
 */
export async function probeTimeFilter(
  work: PullWork,
  resource: TimedResource,
  row: { readonly id: number; readonly updated_at: string } | undefined,
): Promise<CloudTrouble | null> {
  const at = cloudInstant(row?.updated_at ?? '');
  if (row === undefined || at === null) return null;
  const shown = new Set<TimeReading>();
  for (const reading of ['utc', 'shop-local'] as const) {
    const answer = await work.client.get(
      `/com/${resource}.json`,
      {
        ids: row.id,
        updated_at_min: filterTime(at - hourMs, reading),
        updated_at_max: filterTime(at + hourMs, reading),
        fields: 'id',
        limit: 1,
      },
      rowsUnder(resource),
    );
    if (answer.kind === 'refused') continue;
    if (answer.kind !== 'ok') return answer;
    if (answer.value.some((found) => identified.safeParse(found).data?.id === row.id)) shown.add(reading);
  }
  const [only] = shown;
  const finding = shown.size === 1 ? (only ?? null) : null;
  if (finding !== timeReadingOf(work.store, resource)) {
    writeSetting(work.store, keyOf(resource), finding);
    work.log('time-filter', { resource, reading: finding ?? 'unknown' });
  }
  return null;
}

const identified = z.object({ id: cloudId });

function keyOf(resource: TimedResource): string {
  return `sync.time-filter.${resource}`;
}
