import { z } from 'zod';
import { appendJournal, lastEntry } from '../db/repositories/journal.ts';
import { readSetting, writeSetting } from '../db/repositories/settings.ts';
import type { Reader } from '../db/store.ts';
import type { Till } from './till.ts';

const toleranceMs = 60_000;
const minuteMs = 60_000;
/** From here on receipts carry a wrong time that a customer or a tax inspector would notice. */
const driftToleranceMs = 5 * minuteMs;
const driftKey = 'clock.drift';

/** Whole minutes by which the clock was ahead of the cloud's, and when that was seen by this clock. */
const driftShape = z.object({ minutes: z.int(), at: z.number() });

export type ClockDrift = z.output<typeof driftShape>;

/** Writes down a clock that went back since the last entry; the window shows it as long as it lasts. Selling goes on. */
export function noticeClock(till: Till): void {
  const last = lastEntry(till.store);
  const at = till.clock();
  if (last === undefined || last.at - at <= toleranceMs) return;
  appendJournal(till.store, {
    kind: 'clock-jumped',
    at,
    staffId: null,
    subjectId: null,
    facts: { backMs: last.at - at },
  });
}

/**
 * Keeps in mind a clock that differs from the cloud's, through restarts without a network too, until the cloud is heard to agree.
 * Journalled once, and again when it moved by as much as is told.
 */
export function noticeDrift(till: Till): void {
  const { clockDriftMs } = till.sync.health();
  if (clockDriftMs === null) return;
  const known = clockDrift(till.store);
  if (Math.abs(clockDriftMs) < driftToleranceMs) {
    if (known === null) return;
    writeSetting(till.store, driftKey, null);
    till.notify('app');
    return;
  }
  const minutes = Math.round(clockDriftMs / minuteMs);
  if (known !== null && Math.abs(known.minutes - minutes) * minuteMs < driftToleranceMs) return;
  const at = till.clock();
  till.store.inTransaction(() => {
    writeSetting(till.store, driftKey, { minutes, at });
    appendJournal(till.store, {
      kind: 'clock-differs',
      at,
      staffId: null,
      subjectId: null,
      facts: { minutes },
    });
  });
  till.notify('app');
}

/** Null while the clock is right, as far as anybody knows. */
export function clockDrift(reader: Reader): ClockDrift | null {
  const parsed = driftShape.safeParse(readSetting(reader, driftKey));
  return parsed.success ? parsed.data : null;
}
