import { IconLock, IconLockOpen } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../contracts/errors/failure.ts';
import type { KeychainView } from '../../../contracts/views/keychain.ts';
import { readRecoveryCode } from '../../../domain/recovery-code.ts';
import { formatTime } from '../../../domain/time.ts';
import { useApp } from '../../lib/app-state.ts';
import { call, failureOf } from '../../lib/bridge.ts';
import { showDone } from '../../lib/failures.ts';
import { useCall } from '../../lib/use-call.ts';
import { testIds } from '../../test-ids.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { FailureNote } from '../../ui/failure-note.tsx';
import { KeyButton } from '../../ui/key-button.tsx';
import { openReconnect } from '../health/health-state.ts';
import { closeKeychain, openNewCode } from './keychain-state.ts';
import { RecoveryField } from './recovery-field.tsx';
import './keychain.css';

/** What is wrong with the computer's keychain, what works all the same, and the one thing to do. Enter tries again. */
export function KeychainDialog() {
  const { t } = useTranslation();
  const { connection, session } = useApp();
  const isOwner = session?.may.includes('bind-till') === true;
  const view = useQuery({
    queryKey: ['keychain', connection.state],
    queryFn: () => call('keychain:view'),
    placeholderData: (before) => before,
    gcTime: 0,
  });
  const [typed, setTyped] = useState('');
  const [failure, setFailure] = useState<Failure | null>(null);
  const [triedAt, setTriedAt] = useState<number | null>(null);
  const [retry, isRetrying] = useCall('keychain:retry', { quiet: true });
  const [recover, isRecovering] = useCall('keychain:recover', { quiet: true });
  const state = view.data?.state;
  const asksCode = isOwner && state === 'lost' && view.data?.recovery !== 'none';
  const busy = isRetrying || isRecovering;
  const act = async () => {
    setFailure(null);
    const isCode = asksCode && typed.trim() !== '';
    const answer = await (isCode ? recover({ code: typed }) : retry());
    if (answer === null) return;
    if (!answer.ok) return setFailure(answer.error);
    if (answer.value.state === 'ready') {
      showDone(t('keychain.done', { count: connection.waiting }));
      return closeKeychain();
    }
    setTriedAt(Date.now());
    await view.refetch();
  };
  const paste = () => {
    closeKeychain();
    openReconnect();
  };
  const isCodeReady = readRecoveryCode(typed).kind === 'code';
  return (
    <Dialog
      title={t('keychain.title')}
      onClose={closeKeychain}
      width={720}
      testId={testIds.keychainDialog}
      {...(state === undefined || state === 'ready'
        ? {}
        : {
            confirm: {
              label: t(
                asksCode && typed !== '' ? 'keychain.recover' : busy ? 'keychain.trying' : 'keychain.retry',
              ),
              act: () => void act(),
              disabled: busy || (asksCode && typed !== '' && !isCodeReady),
            },
          })}
    >
      <div className="form-column">
        {view.error === null ? null : <FailureNote failure={failureOf(view.error)} />}
        {view.data === undefined ? null : (
          <Words view={view.data} waiting={connection.waiting} isOwner={isOwner} />
        )}
        {asksCode ? <RecoveryField value={typed} disabled={isRecovering} onChange={setTyped} /> : null}
        {failure === null ? null : <FailureNote failure={failure} />}
        {triedAt === null || failure !== null ? null : (
          <p className="muted" role="status" data-testid={testIds.keychainTried}>
            {t('keychain.tried', { time: formatTime(triedAt) })}
          </p>
        )}
        {isOwner ? (
          <div className="button-row">
            {state === 'lost' || state === 'damaged' ? (
              <KeyButton tone={asksCode ? 'plain' : 'main'} testId={testIds.keychainPaste} onClick={paste}>
                {t('keychain.paste')}
              </KeyButton>
            ) : null}
            {state === 'ready' ? (
              <KeyButton testId={testIds.recoveryNew} onClick={openNewCode}>
                {t(view.data?.recovery === 'none' ? 'keychain.makeCode' : 'keychain.makeNewCode')}
              </KeyButton>
            ) : null}
          </div>
        ) : null}
      </div>
    </Dialog>
  );
}

function Words(props: { readonly view: KeychainView; readonly waiting: number; readonly isOwner: boolean }) {
  const { t } = useTranslation();
  const { state, recovery } = props.view;
  const Sign = state === 'ready' ? IconLockOpen : IconLock;
  const needsOwner = (state === 'lost' || state === 'damaged') && !props.isOwner;
  return (
    <section className="keychain-words" data-testid={testIds.keychainState} data-state={state}>
      <Sign size={40} aria-hidden="true" />
      <div>
        <h3>{t(`keychain.states.${state}.what`)}</h3>
        <p>{t(state === 'ready' ? 'keychain.worksAll' : 'keychain.works', { count: props.waiting })}</p>
        {state === 'ready' ? (
          <p data-testid={testIds.recoveryState} data-state={recovery}>
            {t(`keychain.recovery.${recovery}`)}
          </p>
        ) : (
          <ol>
            {t(needsOwner ? 'keychain.askOwner' : `keychain.states.${state}.steps`)
              .split('\n')
              .map((step) => (
                <li key={step}>{step}</li>
              ))}
          </ol>
        )}
      </div>
    </section>
  );
}
