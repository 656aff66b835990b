import { isInStep, reconcileClasses } from '../../../domain/sync/reconcile.ts';
import { businessDay, isBusinessDay } from '../../../domain/time.ts';
import { failure, success } from '../../services/answer.ts';
import { reconcileItems, reconcileNow } from '../../services/reconcile.ts';
import { readBinding } from '../../services/shop-settings.ts';
import type { Till } from '../../services/till.ts';
import type { Answer } from './answer.ts';
import type { Arguments } from './arguments.ts';

const mostItemsListed = 200;

/** Holds a day against the cloud, today's where none is given, and lists what does not match. */
export async function reconcile(till: Till, given: Arguments): Promise<Answer> {
  if (readBinding(till.store) === null) return failure('NOT_BOUND');
  const day = given.one('day') ?? businessDay(till.clock());
  if (!isBusinessDay(day)) return failure('BUSINESS_DAY_INVALID', { day });
  const view = await reconcileNow(till, day);
  if (!view.ok) return view;
  const { ran } = view.value;
  if (ran === null) throw new Error('a day just held against the cloud was held against it');
  const listed = reconcileItems(till.store, { day, class: null, limit: mostItemsListed, offset: 0 });
  return success({
    day,
    at: new Date(ran.at).toISOString(),
    foundBy: ran.foundBy,
    inStep: isInStep(ran.classes),
    classes: Object.fromEntries(
      reconcileClasses
        .filter((name) => name === 'matched' || ran.classes[name].count > 0)
        .map((name) => [name, ran.classes[name]]),
    ),
    items: listed.rows,
    itemsLeftOut: listed.total - listed.rows.length,
  });
}

/** 1 when anything differs, so that a script can tell. */
export function reconcileExitCode(value: Readonly<Record<string, unknown>>): number {
  return value['inStep'] === true ? 0 : 1;
}
