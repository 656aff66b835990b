import { type Icon, IconCloudCheck, IconCloudOff, IconKey } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ConnectionView } from '../../contracts/views/session.ts';
import { useApp } from '../lib/app-state.ts';
import { connectionTone, connectionWords } from '../lib/connection-words.ts';
import { testIds } from '../test-ids.ts';
import { StatusPill } from '../ui/status-pill.tsx';

const icons: { readonly [S in ConnectionView['state']]: Icon } = {
  online: IconCloudCheck,
  offline: IconCloudOff,
  'token-refused': IconKey,
  'scope-missing': IconKey,
  'keychain-missing': IconKey,
  'keychain-locked': IconKey,
  'keychain-denied': IconKey,
  'keychain-lost': IconKey,
  'keychain-damaged': IconKey,
  'not-connected': IconCloudOff,
};

/** Whether the cloud is there, since when not, what waits for it and what differs. Offline is a state with a time, not an alarm. */
export function ConnectionPill({ onClick }: { readonly onClick?: () => void }) {
  const { t } = useTranslation();
  const { connection, differences } = useApp();
  const { state, since, waiting, refused } = connection;
  const words = [
    connectionWords(state, since),
    ...(waiting > 0 || state === 'online' ? [t('header.waiting', { count: waiting })] : []),
    ...(refused > 0 ? [t('header.refused', { count: refused })] : []),
    ...(differences > 0 ? [t('header.differences', { count: differences })] : []),
  ].join(' · ');
  const usual = connectionTone(state);
  const tone = refused > 0 ? 'stop' : differences > 0 && usual === 'done' ? 'look' : usual;
  return (
    <StatusPill
      tone={tone}
      icon={icons[state]}
      testId={testIds.connectionPill}
      state={state}
      {...(onClick === undefined ? {} : { onClick })}
    >
      {words}
    </StatusPill>
  );
}
