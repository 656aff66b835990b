import { appendJournal, lastEntry } from '../db/repositories/journal.ts';
import type { Till } from './till.ts';

const toleranceMs = 60_000;

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
