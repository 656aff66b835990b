import {
  type Icon,
  IconArchive,
  IconCircleCheck,
  IconCircleX,
  IconClock,
  IconCloudUp,
  IconSearch,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { OutboxState } from '../../../domain/sync/outbox.ts';
import { type PillTone, StatusPill } from '../../ui/status-pill.tsx';

const looks: { readonly [S in OutboxState]: { readonly tone: PillTone; readonly icon: Icon } } = {
  queued: { tone: 'info', icon: IconClock },
  sending: { tone: 'info', icon: IconCloudUp },
  unknown: { tone: 'look', icon: IconSearch },
  refused: { tone: 'stop', icon: IconCircleX },
  'set-aside': { tone: 'look', icon: IconArchive },
  confirmed: { tone: 'done', icon: IconCircleCheck },
};

/** A state on the way to the cloud, in words; also shown beside receipts. */
export function SyncState({ state }: { readonly state: OutboxState }) {
  const { t } = useTranslation();
  return (
    <StatusPill tone={looks[state].tone} icon={looks[state].icon} state={state}>
      {t(`sync.states.${state}`)}
    </StatusPill>
  );
}
