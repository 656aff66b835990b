import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../contracts/errors/failure.ts';
import { useCall } from '../../lib/use-call.ts';
import { testIds } from '../../test-ids.ts';
import { FailureNote } from '../../ui/failure-note.tsx';
import { KeyButton } from '../../ui/key-button.tsx';
import { RecoverySheet } from '../keychain/recovery-sheet.tsx';
import { SetupPage } from './setup-page.tsx';
import type { SetupCode } from './use-recovery-code.ts';

/** The end of the first run: the code that brings this till's key back, shown once. */
export function RecoveryPage({ code, onBack }: { readonly code: SetupCode; readonly onBack: () => void }) {
  const { t } = useTranslation();
  const [trouble, setTrouble] = useState<Failure | null>(null);
  const [finish, isFinishing] = useCall('setup:finish', { quiet: true });
  const act = async () => {
    const answer = await finish();
    if (answer?.ok === false) setTrouble(answer.error);
  };
  const { made, failure, busy, make } = code;
  return (
    <SetupPage
      title={t('setup.recovery.title')}
      why={t('setup.recovery.why')}
      next={{
        label: t(made === null ? 'setup.recovery.later' : 'setup.recovery.finish'),
        act: () => void act(),
        disabled: busy || isFinishing,
        testId: testIds.recoveryDone,
      }}
      onBack={onBack}
      trouble={
        trouble === null ? null : { failure: trouble, leave: () => setTrouble(null), busy: isFinishing }
      }
    >
      {made === null ? null : <RecoverySheet code={made.code} madeAt={made.at} />}
      {failure === null ? null : (
        <>
          <FailureNote failure={failure} />
          <p>{t('setup.recovery.notNow')}</p>
          <div className="button-row">
            <KeyButton disabled={busy} testId={testIds.recoveryNew} onClick={make}>
              {t('setup.retry')}
            </KeyButton>
          </div>
        </>
      )}
    </SetupPage>
  );
}
