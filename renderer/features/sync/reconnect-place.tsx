import { IconKey } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ConnectionView } from '../../../contracts/views/session.ts';
import { missingScopeWords, needsKeychain } from '../../lib/connection-words.ts';
import { testIds } from '../../test-ids.ts';
import { ReconnectButton } from '../health/reconnect-button.tsx';
import { KeychainButton } from '../keychain/keychain-button.tsx';

/** A token that was revoked or lacks a right is no document's fault: said once, above the list, with the way to a new one. */
export function ReconnectPlace({ connection }: { readonly connection: ConnectionView }) {
  const { t } = useTranslation();
  const { state, missingScopes } = connection;
  if (needsKeychain(state)) return <KeychainPlace state={state} />;
  if (state !== 'token-refused' && state !== 'scope-missing') return null;
  return (
    <section className="failure-note" role="alert" data-testid={testIds.syncReconnect}>
      <IconKey size={24} aria-hidden="true" />
      <div className="sync-reconnect">
        <strong>{t('sync.noFault')}</strong>
        <div>{t(`sync.reconnectTodo.${state}`, { scopes: missingScopeWords(missingScopes) })}</div>
      </div>
      <ReconnectButton command="pay" />
    </section>
  );
}

function KeychainPlace({ state }: { readonly state: ConnectionView['state'] }) {
  const { t } = useTranslation();
  return (
    <section className="failure-note" role="alert" data-testid={testIds.syncReconnect}>
      <IconKey size={24} aria-hidden="true" />
      <div className="sync-reconnect">
        <strong>{t('sync.noFault')}</strong>
        <div>{t(`health.hints.${state}`)}</div>
      </div>
      <KeychainButton />
    </section>
  );
}
