import { useTranslation } from 'react-i18next';
import { useApp } from '../../lib/app-state.ts';
import { needsToken } from '../../lib/connection-words.ts';
import { testIds } from '../../test-ids.ts';
import { KeyButton } from '../../ui/key-button.tsx';
import { openReconnect } from './health-state.ts';

/** For the owner only: another token. The main thing to do where the present one does not do. */
export function ReconnectButton() {
  const { t } = useTranslation();
  const { connection, session } = useApp();
  if (session?.may.includes('bind-till') !== true) return null;
  return (
    <KeyButton
      tone={needsToken(connection.state) ? 'main' : 'plain'}
      testId={testIds.reconnectOpen}
      onClick={openReconnect}
    >
      {t('health.reconnect.title')}
    </KeyButton>
  );
}
