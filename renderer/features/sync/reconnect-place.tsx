import { IconKey } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ConnectionView } from '../../../contracts/views/session.ts';
import { formatTime } from '../../../domain/time.ts';
import { testIds } from '../../test-ids.ts';

/** A token that was revoked or lacks a right is no document's fault: said once, above the list. The way to a new token starts here. */
export function ReconnectPlace({ connection }: { readonly connection: ConnectionView }) {
  const { t } = useTranslation();
  if (connection.state !== 'token-refused') return null;
  return (
    <section className="failure-note" role="alert" data-testid={testIds.syncReconnect}>
      <IconKey size={24} aria-hidden="true" />
      <div>
        <strong>{t('sync.tokenRefused', { time: formatTime(connection.since) })}</strong>
        <div>{t('sync.tokenRefusedTodo')}</div>
      </div>
    </section>
  );
}
