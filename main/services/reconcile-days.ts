import type { ReconcileDay } from '../../contracts/views/reconcile.ts';
import { type ClassSums, reconcileClasses, unsentClasses } from '../../domain/sync/reconcile.ts';
import { businessDay } from '../../domain/time.ts';
import { unresolvedByDay } from '../db/repositories/differences.ts';
import { daysBefore, reconciledDay } from '../db/repositories/reconciled-days.ts';
import type { Reader } from '../db/store.ts';
import type { Till } from './till.ts';

const mostDays = 60;

/** Today and the days before it on which this till has anything, and older ones on which something still differs; newest first. */
export function reconcileDays(till: Till): readonly ReconcileDay[] {
  const { store } = till;
  const today = businessDay(till.clock());
  const unresolved = unresolvedByDay(store);
  const days = new Set([today, ...daysBefore(store, today, mostDays), ...unresolved.keys()]);
  return [...days]
    .sort()
    .reverse()
    .map((day) => ({
      day,
      ran: lastRun(store, day),
      ...(unresolved.get(day) ?? { open: 0, accepted: 0 }),
    }));
}

function lastRun(reader: Reader, day: string): ReconcileDay['ran'] {
  const ran = reconciledDay(reader, day);
  if (ran === undefined) return null;
  const classes = JSON.parse(ran.classes_json) as ClassSums;
  const countOf = (names: readonly (keyof ClassSums)[]) =>
    names.reduce((sum, name) => sum + classes[name].count, 0);
  return {
    at: ran.ran_at,
    dayEnded: ran.day_ended === 1,
    documents: countOf(reconcileClasses),
    unsent: countOf(unsentClasses),
  };
}
