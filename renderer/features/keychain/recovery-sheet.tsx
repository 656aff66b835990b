import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../contracts/errors/failure.ts';
import { formatDateTime } from '../../../domain/time.ts';
import { useApp } from '../../lib/app-state.ts';
import { showDone } from '../../lib/failures.ts';
import { useCall } from '../../lib/use-call.ts';
import { testIds } from '../../test-ids.ts';
import { FailureNote } from '../../ui/failure-note.tsx';
import { KeyButton } from '../../ui/key-button.tsx';
import './keychain.css';

/** A code that was just made: to write down or to print. It is shown this once. */
export function RecoverySheet({ code, madeAt }: { readonly code: string; readonly madeAt: number }) {
  const { t } = useTranslation();
  const { till } = useApp();
  const [failure, setFailure] = useState<Failure | null>(null);
  const [print, isPrinting] = useCall('keychain:print-code', { quiet: true });
  const act = async () => {
    setFailure(null);
    const answer = await print({ code });
    if (answer === null) return;
    if (answer.ok) showDone(t('keychain.printed'));
    else setFailure(answer.error);
  };
  return (
    <>
      <section className="recovery-sheet" data-testid={testIds.recoveryCode} data-code={code}>
        <h3>{t('keychain.sheetTitle')}</h3>
        {till === null ? null : (
          <p>
            {t('settings.bound', { shop: till.shopName, branch: till.branchName, number: till.tillNumber })}
          </p>
        )}
        <p>{formatDateTime(madeAt)}</p>
        <ol>
          {groupsOf(code).map(({ place, signs }) => (
            <li key={place}>{signs}</li>
          ))}
        </ol>
        <p>{t('keychain.sheetHint')}</p>
      </section>
      {failure === null ? null : <FailureNote failure={failure} />}
      <div className="button-row">
        <KeyButton disabled={isPrinting} testId={testIds.recoveryPrint} onClick={() => void act()}>
          {t(isPrinting ? 'keychain.printing' : 'keychain.print')}
        </KeyButton>
      </div>
    </>
  );
}

/** A group is known by its place: two may be alike. */
function groupsOf(code: string): readonly { readonly place: number; readonly signs: string }[] {
  return code.split('-').map((signs, index) => ({ place: index + 1, signs }));
}
