import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../contracts/errors/failure.ts';
import { useCall } from '../../lib/use-call.ts';
import { testIds } from '../../test-ids.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { FailureNote } from '../../ui/failure-note.tsx';
import { closeNewCode } from './keychain-state.ts';
import { RecoverySheet } from './recovery-sheet.tsx';

/** Another recovery code: what that means first, then the code itself, once. */
export function NewCodeDialog() {
  const { t } = useTranslation();
  const [made, setMade] = useState<{ readonly code: string; readonly at: number } | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [make, busy] = useCall('keychain:new-code', { quiet: true });
  const act = async () => {
    if (made !== null) return closeNewCode();
    setFailure(null);
    const answer = await make();
    if (answer === null) return;
    if (answer.ok) setMade({ code: answer.value.code, at: Date.now() });
    else setFailure(answer.error);
  };
  return (
    <Dialog
      title={t('keychain.sheetTitle')}
      onClose={closeNewCode}
      width={900}
      testId={testIds.newCodeDialog}
      confirm={{
        label: t(made !== null ? 'keychain.kept' : busy ? 'keychain.making' : 'keychain.make'),
        act: () => void act(),
        disabled: busy,
      }}
    >
      <div className="form-column">
        {made === null ? (
          <p className="keychain-why">{t('keychain.newCodeWhy')}</p>
        ) : (
          <RecoverySheet code={made.code} madeAt={made.at} />
        )}
        {failure === null ? null : <FailureNote failure={failure} />}
      </div>
    </Dialog>
  );
}
