import { Progress } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ReconcileView } from '../../../contracts/views/reconcile.ts';
import { formatAmount } from '../../../domain/text/format.ts';
import { formatDateTime, formatDay } from '../../../domain/time.ts';
import { useApp } from '../../lib/app-state.ts';
import { timeOrDay } from '../../lib/short-time.ts';
import { useNow } from '../../lib/use-now.ts';
import { testIds } from '../../test-ids.ts';

/** As of when a day is known, what cannot be known now, and how far a run is. */
export function DayStanding({ view }: { readonly view: ReconcileView }) {
  const { t } = useTranslation();
  const { state, since } = useApp().connection;
  const now = useNow(20_000);
  const { ran, running } = view;
  return (
    <div className="reconcile-standing" role="status" data-testid={testIds.reconcileStanding}>
      {ran === null ? null : (
        <div>
          <strong>{t('reconcile.ofDay', { day: formatDay(view.day) })}</strong>{' '}
          {t(ran.dayEnded ? 'reconcile.ranAt' : 'reconcile.ranInDay', { time: formatDateTime(ran.at) })}{' '}
          {t(`reconcile.foundBy.${ran.foundBy}`)}
        </div>
      )}
      {state === 'online' ? null : (
        <div className="reconcile-away">
          {t(`sync.state.${state}`, { time: timeOrDay(since, now) })}{' '}
          {ran === null ? '' : t('reconcile.notSince')}
        </div>
      )}
      {running === null ? null : (
        <div data-testid={testIds.reconcileProgress}>
          {t(running.total === 0 ? 'reconcile.counting' : 'reconcile.running', {
            day: formatDay(running.businessDay),
            done: formatAmount(running.done),
            total: formatAmount(running.total),
          })}
          <Progress
            value={running.total === 0 ? 0 : (running.done * 100) / running.total}
            size="lg"
            transitionDuration={0}
            aria-label={t('reconcile.title')}
          />
        </div>
      )}
    </div>
  );
}
