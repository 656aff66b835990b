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
import type { OutboxRow } from '../../../contracts/views/records.ts';
import type { OutboxState } from '../../../domain/sync/outbox.ts';
import { formatTime } from '../../../domain/time.ts';
import { shortDateTime } from '../../lib/short-time.ts';
import { Money } from '../../ui/money.tsx';
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

/** One document: what it is, whose, how much, where it stands and what comes next. */
export function SyncEntry({ row, isOnline }: { readonly row: OutboxRow; readonly isOnline: boolean }) {
  const { t } = useTranslation();
  return (
    <span className="sync-entry">
      <SyncState state={row.state} />
      <span>
        <span className="row-line row-strong">{row.number}</span>
        <span className="row-line muted">
          {shortDateTime(row.createdAt)} · {row.staffName}
        </span>
      </span>
      <span className="row-line">{row.customerName ?? t('sync.guest')}</span>
      <Money amount={row.total} withUnit />
      <span>
        <span className="row-line">{row.lastAnswer || t(`sync.noAnswer.${row.state}`)}</span>
        <span className="row-line muted">{next()}</span>
      </span>
    </span>
  );

  function next(): string {
    const tries = row.tries > 0 ? [t('sync.tries', { count: row.tries })] : [];
    const comes =
      row.state === 'confirmed'
        ? row.cloudId === null
          ? []
          : [t('sync.cloudId', { id: row.cloudId })]
        : row.state === 'refused'
          ? [t('sync.waitsForYou')]
          : !isOnline
            ? [t('sync.whenOnline')]
            : row.nextTryAt === null || row.tries === 0
              ? [t('sync.soon')]
              : [t('sync.nextTry', { time: formatTime(row.nextTryAt) })];
    return [...tries, ...comes].join(' · ');
  }
}
