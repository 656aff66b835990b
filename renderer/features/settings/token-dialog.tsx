import { TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../contracts/errors/failure.ts';
import { useTill } from '../../lib/app-state.ts';
import { showDone } from '../../lib/failures.ts';
import { useCall } from '../../lib/use-call.ts';
import { testIds } from '../../test-ids.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { FailureNote } from '../../ui/failure-note.tsx';

/** The shop's token was replaced: a till that knows the shop's PINs lets the new one in, for itself and for new machines. */
export function TokenDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { baseUrl } = useTill();
  const [token, setToken] = useState('');
  const [failure, setFailure] = useState<Failure | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const [connect, busy] = useCall('setup:connect', { quiet: true });
  const act = async () => {
    if (token.trim() === '') return field.current?.focus();
    const answer = await connect({ baseUrl, token: token.trim() });
    if (answer === null) return;
    if (!answer.ok) return setFailure(answer.error);
    showDone(t('settings.tokenReplaced'));
    onClose();
  };
  return (
    <Dialog
      title={t('settings.replaceToken')}
      onClose={onClose}
      confirm={{
        label: t(busy ? 'settings.checkingToken' : 'settings.replaceToken'),
        act: () => void act(),
        disabled: busy,
      }}
    >
      <div className="form-column">
        {failure === null ? null : <FailureNote failure={failure} />}
        <p className="muted">{t('settings.replaceTokenWords')}</p>
        <TextInput
          ref={field}
          label={t('setup.connect.token')}
          type="password"
          autoComplete="off"
          value={token}
          maxLength={300}
          autoFocus
          disabled={busy}
          data-testid={testIds.settingsToken}
          onChange={(event) => setToken(event.currentTarget.value)}
        />
      </div>
    </Dialog>
  );
}
