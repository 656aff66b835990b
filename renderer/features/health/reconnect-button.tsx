import { useTranslation } from 'react-i18next';
import { useApp } from '../../lib/app-state.ts';
import { needsToken } from '../../lib/connection-words.ts';
import type { Command } from '../../lib/key-table.ts';
import { useKeys } from '../../lib/keys.ts';
import { testIds } from '../../test-ids.ts';
import { KeyButton } from '../../ui/key-button.tsx';
import { openReconnect } from './health-state.ts';

type ReconnectButtonProps = {
  /** A key for it, on pages that have one to spare. */
  readonly command?: Command;
};

/** For the owner only: another token. The main thing to do where the present one does not do. */
export function ReconnectButton({ command }: ReconnectButtonProps) {
  const { t } = useTranslation();
  const { connection, session } = useApp();
  const mayReconnect = session?.may.includes('bind-till') === true;
  useKeys({ commands: command !== undefined && mayReconnect ? { [command]: openReconnect } : {} });
  if (!mayReconnect) return null;
  return (
    <KeyButton
      {...(command === undefined ? {} : { command })}
      tone={needsToken(connection.state) ? 'main' : 'plain'}
      testId={testIds.reconnectOpen}
      onClick={openReconnect}
    >
      {t('health.reconnect.title')}
    </KeyButton>
  );
}
