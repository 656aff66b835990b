import { useTranslation } from 'react-i18next';
import type { ReconcileDay } from '../../../contracts/views/reconcile.ts';
import { businessDay, formatDay, formatTime } from '../../../domain/time.ts';
import { shortDateTime } from '../../lib/short-time.ts';
import { testIds } from '../../test-ids.ts';
import { type PillTone, StatusPill } from '../../ui/status-pill.tsx';
import { VirtualRows } from '../../ui/virtual-rows.tsx';
import { type DayOutcome, outcomeOf, outcomeWords } from './day-outcome.ts';

const outcomeTones: { readonly [O in DayOutcome]: PillTone } = {
  never: 'info',
  open: 'stop',
  unsent: 'look',
  empty: 'info',
  accepted: 'done',
  matched: 'done',
};

type DayListProps = {
  readonly days: readonly ReconcileDay[];
  readonly day: string;
  readonly today: string;
  readonly onDay: (day: string) => void;
};

/** Every day this till has anything on, newest first, and how each stands. ← is the day before, → the one after. */
export function DayList({ days, day, today, onDay }: DayListProps) {
  const { t } = useTranslation();
  return (
    <div className="reconcile-days">
      <div className="reconcile-turn muted">
        <span>
          <kbd className="cap">←</kbd> {t('reconcile.older')}
        </span>
        <span>
          {t('reconcile.newer')} <kbd className="cap">→</kbd>
        </span>
      </div>
      <VirtualRows
        rows={days}
        keyOf={(row) => row.day}
        rowHeight={72}
        selected={days.findIndex((row) => row.day === day)}
        onSelect={(index) => onDay(days[index]?.day ?? day)}
        testId={testIds.reconcileDay}
        stateOf={outcomeOf}
      >
        {(row) => (
          <span className="reconcile-day">
            <span className="row-line">
              <strong className="row-strong">{formatDay(row.day)}</strong>
              <span className="muted">
                {row.day === today ? ` ${t('reconcile.today')}` : ''}
                {row.ran === null
                  ? ''
                  : ` · ${businessDay(row.ran.at) === today ? formatTime(row.ran.at) : shortDateTime(row.ran.at)}`}
              </span>
            </span>
            <StatusPill tone={outcomeTones[outcomeOf(row)]}>{outcomeWords(t, row)}</StatusPill>
          </span>
        )}
      </VirtualRows>
    </div>
  );
}
