import { IconCloudCheck, IconCloudOff, IconKey } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { formatTime } from '../../domain/time.ts';
import { useApp } from '../lib/app-state.ts';
import { testIds } from '../test-ids.ts';
import { StatusPill } from '../ui/status-pill.tsx';

/** Whether the cloud is there, since when not, and what waits for it. Offline is a state with a time, not an alarm. */
export function ConnectionPill({ onClick }: { readonly onClick?: () => void }) {
  const { t } = useTranslation();
  const { connection } = useApp();
  const { state, since, waiting, refused } = connection;
  const words = [
    t(`header.connection.${state}`, { time: formatTime(since) }),
    ...(waiting > 0 || state === 'online' ? [t('header.waiting', { count: waiting })] : []),
    ...(refused > 0 ? [t('header.refused', { count: refused })] : []),
  ].join(' · ');
  const tone =
    refused > 0 || state === 'token-refused' || state === 'scope-missing'
      ? 'stop'
      : state === 'online'
        ? 'done'
        : 'look';
  const icon =
    state === 'online'
      ? IconCloudCheck
      : state === 'offline' || state === 'not-connected'
        ? IconCloudOff
        : IconKey;
  return (
    <StatusPill
      tone={tone}
      icon={icon}
      testId={testIds.connectionPill}
      state={state}
      {...(onClick === undefined ? {} : { onClick })}
    >
      {words}
    </StatusPill>
  );
}
