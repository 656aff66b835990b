import { TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../contracts/errors/failure.ts';
import type { SetupView } from '../../../contracts/views/session.ts';
import { useCall } from '../../lib/use-call.ts';
import { testIds } from '../../test-ids.ts';
import { KeyButton } from '../../ui/key-button.tsx';
import { SetupPage } from './setup-page.tsx';

type ConnectPageProps = {
  readonly setup: SetupView;
  readonly onDone: () => void;
  readonly onBack: (() => void) | null;
};

/** The shop's private token. It goes to main once, lives in the keychain from then on, and is never sent back here. */
export function ConnectPage({ setup, onDone, onBack }: ConnectPageProps) {
  const { t } = useTranslation();
  const [token, setToken] = useState('');
  const [baseUrl, setBaseUrl] = useState(setup.baseUrl);
  const [isOtherServer, setOtherServer] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(setup.failure);
  const [connect, busy] = useCall('setup:connect', { quiet: true });
  const field = useRef<HTMLInputElement>(null);
  const act = async () => {
    if (token.trim() === '') return field.current?.focus();
    const answer = await connect({ baseUrl: baseUrl.trim(), token: token.trim() });
    if (answer === null) return;
    if (!answer.ok) return setFailure(answer.error);
    setToken('');
    onDone();
  };
  return (
    <SetupPage
      title={t('setup.connect.title')}
      why={t('setup.connect.why')}
      next={{
        label: t(busy ? 'setup.connect.checking' : 'setup.connect.act'),
        act: () => void act(),
        disabled: busy,
        testId: testIds.setupConnect,
      }}
      onBack={onBack}
      trouble={failure === null ? null : { failure, leave: () => setFailure(null), busy }}
    >
      <div className="form-column">
        <TextInput
          ref={field}
          label={t('setup.connect.token')}
          description={t('setup.connect.tokenHint')}
          type="password"
          autoComplete="off"
          value={token}
          maxLength={300}
          autoFocus
          disabled={busy}
          data-testid={testIds.setupToken}
          onChange={(event) => setToken(event.currentTarget.value)}
        />
        {isOtherServer ? (
          <TextInput
            label={t('setup.connect.server')}
            description={t('setup.connect.serverHint')}
            value={baseUrl}
            maxLength={300}
            disabled={busy}
            data-testid={testIds.setupBaseUrl}
            onChange={(event) => setBaseUrl(event.currentTarget.value)}
          />
        ) : (
          <div className="setup-server">
            <span className="muted">{t('setup.connect.serverIs', { url: baseUrl })}</span>
            <KeyButton tone="quiet" testId={testIds.setupOtherServer} onClick={() => setOtherServer(true)}>
              {t('setup.connect.otherServer')}
            </KeyButton>
          </div>
        )}
        <div className="card">
          <h3>{t('setup.connect.where')}</h3>
          <ol className="setup-hints">
            {t('setup.connect.whereSteps')
              .split('\n')
              .map((step) => (
                <li key={step}>{step}</li>
              ))}
          </ol>
        </div>
      </div>
    </SetupPage>
  );
}
