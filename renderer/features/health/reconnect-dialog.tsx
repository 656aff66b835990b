import { TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../contracts/errors/failure.ts';
import { useApp, useTill } from '../../lib/app-state.ts';
import { showDone, showFailure } from '../../lib/failures.ts';
import { useCall } from '../../lib/use-call.ts';
import { testIds } from '../../test-ids.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { FailureNote } from '../../ui/failure-note.tsx';
import { closeReconnect } from './health-state.ts';
import './health.css';

/** Another token of the same shop. It goes to main once and is never sent back here; until it is found good the old one stays. */
export function ReconnectDialog() {
  const { t } = useTranslation();
  const { shopName } = useTill();
  const { connection } = useApp();
  const [token, setToken] = useState('');
  const [failure, setFailure] = useState<Failure | null>(null);
  const [reconnect, busy] = useCall('setup:reconnect', { quiet: true });
  const field = useRef<HTMLInputElement>(null);
  const isOpen = useRef(true);
  useEffect(() => {
    isOpen.current = true;
    return () => {
      isOpen.current = false;
      closeReconnect();
    };
  }, []);
  const act = async () => {
    if (token.trim() === '') return field.current?.focus();
    const { waiting } = connection;
    setFailure(null);
    const answer = await reconnect({ token: token.trim() });
    if (answer === null) return;
    if (answer.ok) {
      closeReconnect();
      showDone(t('health.reconnect.done', { count: waiting }));
    } else if (isOpen.current) {
      setFailure(answer.error);
      field.current?.focus();
      field.current?.select();
    } else showFailure(answer.error);
  };
  return (
    <Dialog
      title={t('health.reconnect.title')}
      onClose={closeReconnect}
      width={640}
      testId={testIds.reconnectDialog}
      confirm={{
        label: t(busy ? 'setup.connect.checking' : 'health.reconnect.act'),
        act: () => void act(),
        disabled: busy,
      }}
    >
      <div className="form-column">
        <p className="reconnect-why">{t('health.reconnect.why', { shop: shopName })}</p>
        <TextInput
          ref={field}
          label={t('health.reconnect.token')}
          type="password"
          autoComplete="off"
          value={token}
          maxLength={300}
          autoFocus
          readOnly={busy}
          data-testid={testIds.reconnectToken}
          onChange={(event) => setToken(event.currentTarget.value)}
        />
        <p className="muted reconnect-others">{t('health.reconnect.others')}</p>
        {failure === null ? null : <FailureNote failure={failure} />}
        <div className="card">
          <h2>{t('setup.connect.where')}</h2>
          <ol className="reconnect-steps">
            {t('setup.connect.whereSteps')
              .split('\n')
              .map((step) => (
                <li key={step}>{step}</li>
              ))}
          </ol>
        </div>
      </div>
    </Dialog>
  );
}
