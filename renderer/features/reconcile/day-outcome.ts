import type { TFunction } from 'i18next';
import type { ReconcileDay } from '../../../contracts/views/reconcile.ts';

export type DayOutcome = 'never' | 'open' | 'unsent' | 'empty' | 'accepted' | 'matched';

/** How a day stands in one word: what somebody has to look at first counts. */
export function outcomeOf({ ran, open, accepted }: ReconcileDay): DayOutcome {
  if (open > 0) return 'open';
  if (ran === null) return 'never';
  if (ran.unsent > 0) return 'unsent';
  if (ran.documents === 0) return 'empty';
  return accepted > 0 ? 'accepted' : 'matched';
}

export function outcomeWords(t: TFunction, day: ReconcileDay): string {
  const counts = {
    open: day.open,
    unsent: day.ran?.unsent,
    accepted: day.accepted,
    matched: day.ran?.documents,
  };
  const outcome = outcomeOf(day);
  const count = outcome in counts ? counts[outcome as keyof typeof counts] : undefined;
  return t(`reconcile.outcomes.${outcome}`, { count: count ?? 0 });
}
