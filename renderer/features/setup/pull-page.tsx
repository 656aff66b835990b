import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../contracts/errors/failure.ts';
import type { SetupView } from '../../../contracts/views/session.ts';
import { usePull } from '../../lib/app-state.ts';
import { useCall } from '../../lib/use-call.ts';
import { testIds } from '../../test-ids.ts';
import { PullFigures } from './pull-figures.tsx';
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
