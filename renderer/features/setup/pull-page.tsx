import { Progress } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../contracts/errors/failure.ts';
import type { PullView, SetupView } from '../../../contracts/views/session.ts';
import { formatAmount } from '../../../domain/text/format.ts';
import { usePull } from '../../lib/app-state.ts';
import { useCall } from '../../lib/use-call.ts';
import { testIds } from '../../test-ids.ts';
import { SetupPage } from './setup-page.tsx';

/** The first download, with real figures; what has come stays, so it goes on where it stopped. */
export function PullPage({ setup, onBack }: { readonly setup: SetupView; readonly onBack: () => void }) {
  const { t } = useTranslation();
  const reported = usePull();
  const pull = reported ?? setup.pull;
  const [start, busy] = useCall('setup:pull', { quiet: true });
  const [refusal, setRefusal] = useState<Failure | null>(null);
  const [hidden, setHidden] = useState<Failure | null>(null);
  const act = async () => {
    setHidden(pull?.failure ?? null);
    setRefusal(null);
    const answer = await start();
    if (answer?.ok === false) setRefusal(answer.error);
  };
  const isRunning = busy || pull?.running === true;
  const hasBegun = pull?.kinds.some((kind) => kind.pulled > 0) === true;
  const failure = refusal ?? (isRunning ? null : (pull?.failure ?? null));
  const leave = () => {
    setHidden(failure);
    setRefusal(null);
  };
  return (
    <SetupPage
      title={t('setup.pull.title')}
      why={t('setup.pull.why')}
      next={{
        label: t(isRunning ? 'setup.pull.running' : hasBegun ? 'setup.pull.goOn' : 'setup.pull.act'),
        act: () => void act(),
        disabled: isRunning,
        testId: testIds.setupPullStart,
      }}
      onBack={isRunning ? null : onBack}
      trouble={failure === null || failure === hidden ? null : { failure, leave, busy: isRunning }}
    >
      {pull === null || (!hasBegun && !isRunning) ? (
        <p className="card">{t('setup.pull.before')}</p>
      ) : (
        <PullFigures pull={pull} />
      )}
    </SetupPage>
  );
}

function PullFigures({ pull }: { readonly pull: PullView }) {
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
