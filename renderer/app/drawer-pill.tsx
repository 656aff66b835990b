import { IconBox } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useApp, useTill } from '../lib/app-state.ts';
import { useNow } from '../lib/use-now.ts';
import { testIds } from '../test-ids.ts';
import { StatusPill } from '../ui/status-pill.tsx';

/** That the drawer is open, where its printer tells. It is mentioned louder after a while, and never in anybody's way. */
export function DrawerPill() {
  const { t } = useTranslation();
  const { drawerOpenSince } = useApp().printer;
  const { drawerReminderSeconds } = useTill().settings;
  const now = useNow(1_000);
  if (drawerOpenSince === null) return null;
  const seconds = Math.max(0, Math.floor((now - drawerOpenSince) / 1_000));
  const isLeftOpen = drawerReminderSeconds > 0 && seconds >= drawerReminderSeconds;
  return (
    <StatusPill
      tone={isLeftOpen ? 'look' : 'info'}
      icon={IconBox}
      testId={testIds.drawerPill}
      state={isLeftOpen ? 'left-open' : 'open'}
    >
      {isLeftOpen ? t('header.drawerLeftOpen', { time: spanWords(seconds) }) : t('header.drawerOpen')}
    </StatusPill>
  );
}

/** `1:05` */
function spanWords(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${(seconds % 60).toString().padStart(2, '0')}`;
}
