import { useTranslation } from 'react-i18next';
import { useApp } from '../../lib/app-state.ts';
import { needsKeychain } from '../../lib/connection-words.ts';
import { testIds } from '../../test-ids.ts';
import { KeyButton } from '../../ui/key-button.tsx';
import { openKeychain } from './keychain-state.ts';

/** The way to what is wrong with the keychain; the main thing to do where it stands in the way. */
export function KeychainButton() {
  const { t } = useTranslation();
  const { connection } = useApp();
  return (
    <KeyButton
      command="keychain"
      tone={needsKeychain(connection.state) ? 'main' : 'plain'}
      testId={testIds.keychainOpen}
      onClick={openKeychain}
    >
      {t('keychain.button')}
    </KeyButton>
  );
}
