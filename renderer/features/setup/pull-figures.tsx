import { Progress } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PullView } from '../../../contracts/views/session.ts';
import { formatAmount } from '../../../domain/text/format.ts';
import { testIds } from '../../test-ids.ts';

/** How much of each kind is in, how fast, and how long the rest may take. */
export function PullFigures({ pull }: { readonly pull: PullView }) {
  const { t } = useTranslation();
  return (
    <div className="form-column" data-testid={testIds.setupPullProgress} data-done={pull.done}>
      {pull.kinds.map(({ kind, pulled, total }) => (
        <div key={kind} className="setup-pull-kind" data-kind={kind} data-pulled={pulled} data-total={total}>
          <div className="setup-pull-words">
            <strong>{t(`setup.pull.kinds.${kind}`)}</strong>
            <span className="money">
              {total === null
                ? formatAmount(pulled)
                : t('setup.pull.of', { pulled: formatAmount(pulled), total: formatAmount(total) })}
            </span>
          </div>
          {total === null && !pull.done ? null : (
            <Progress
              value={
                total === null || total === 0 ? (pulled > 0 ? 100 : 0) : Math.min(100, (pulled * 100) / total)
              }
              size="lg"
              transitionDuration={0}
              aria-label={t(`setup.pull.kinds.${kind}`)}
            />
          )}
        </div>
      ))}
      <p className="setup-pull-rate" role="status">
        {pull.running
          ? [
              t('setup.pull.rate', { rate: formatAmount(Math.round(pull.rowsPerSecond)) }),
              ...(pull.secondsLeft === null ? [] : [timeLeft(pull.secondsLeft)]),
            ].join(' · ')
          : t(pull.done ? 'setup.pull.done' : 'setup.pull.paused')}
      </p>
    </div>
  );

  function timeLeft(seconds: number): string {
    return seconds < 60
      ? t('setup.pull.secondsLeft', { count: Math.max(1, Math.ceil(seconds)) })
      : t('setup.pull.minutesLeft', { count: Math.ceil(seconds / 60) });
  }
}
