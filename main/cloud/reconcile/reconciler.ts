import { type Envelope, success } from '../../../contracts/errors/failure.ts';
import { isReconciliationDue } from '../../../domain/sync/reconcile-due.ts';
import { businessDay as businessDayOf } from '../../../domain/time.ts';
import { dayStanding, daysBefore } from '../../db/repositories/reconciled-days.ts';
import type { DayReconciled, ReconcileProgress } from '../../services/ports.ts';
import { type CloudTrouble, failureOf } from '../haravan/answer.ts';
import { createLock } from '../lock.ts';
import type { Sessions } from '../session.ts';
import type { SyncOptions } from '../sync-options.ts';
import { reconcileDay } from './reconcile-day.ts';

/** Two months of days with sales: older ones were settled long ago or stay as they are. */
const mostDaysBack = 60;

export type Reconciler = {
  /** Holds a day against the cloud, now. */
  readonly run: (businessDay: string, signal: AbortSignal) => Promise<Envelope<DayReconciled>>;
  /** The newest day that is due, one at a time; nothing when none is. */
  readonly runDue: (signal: AbortSignal) => Promise<void>;
  readonly progress: () => ReconcileProgress | null;
  /** Resolves when nothing runs. */
  readonly settled: () => Promise<void>;
};

export function createReconciler(
  options: Pick<SyncOptions, 'store' | 'clock' | 'newId' | 'log' | 'notify'>,
  sessions: Sessions,
): Reconciler {
  const { store, clock } = options;
  const running = createLock();
  let progress: ReconcileProgress | null = null;

  const run = (businessDay: string, signal: AbortSignal): Promise<Envelope<DayReconciled>> =>
    running(async () => {
      const session = await sessions.open();
      if (!session.ok) return session;
      let [done, total] = [0, 0];
      const show = () => {
        progress = { businessDay, done, total: Math.max(done, total) };
      };
      show();
      try {
        const answer = await reconcileDay(
          {
            ...options,
            client: session.value.client.as('catalogue', signal),
            tillId: session.value.tillId,
            signal,
            expect: (orders) => {
              total += orders;
              show();
            },
            progressed: (orders) => {
              done += orders;
              show();
            },
          },
          businessDay,
        );
        if (answer.kind === 'ok') {
          sessions.heard('pull', null);
          return success(answer.value);
        }
        return failed(answer, signal);
      } finally {
        progress = null;
        options.notify('app');
      }
    });

  const failed = (trouble: CloudTrouble, signal: AbortSignal) => {
    if (!signal.aborted) sessions.heard('pull', trouble);
    return { ok: false, error: failureOf(trouble) } as const;
  };

  return {
    run,
    runDue: async (signal) => {
      const now = clock();
      const today = businessDayOf(now);
      const due = [today, ...daysBefore(store, today, mostDaysBack)].find((day) =>
        isReconciliationDue(dayStanding(store, day), today, now),
      );
      if (due !== undefined && !signal.aborted) await run(due, signal);
    },
    progress: () => progress,
    settled: () => running(async () => undefined),
  };
}
