import { IconCloudCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutboxRow } from '../../../contracts/views/records.ts';
import { useApp } from '../../lib/app-state.ts';
import { call } from '../../lib/bridge.ts';
import { useKeys } from '../../lib/keys.ts';
import { useCall } from '../../lib/use-call.ts';
import { usePagedRows } from '../../lib/use-paged-rows.ts';
import { testIds } from '../../test-ids.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FailureNote } from '../../ui/failure-note.tsx';
import { KeyButton } from '../../ui/key-button.tsx';
import { Screen } from '../../ui/screen.tsx';
import { stepWithin, VirtualRows } from '../../ui/virtual-rows.tsx';
import { SyncEntry } from './sync-entry.tsx';
import { SyncSummary } from './sync-summary.tsx';
import '../../ui/office.css';
import './sync.css';

const filters = ['all', 'waiting', 'refused', 'confirmed'] as const;
type Filter = (typeof filters)[number];

/** F5: what this till still owes the cloud and what became of the rest, like a mail inbox. F5 again syncs at once. */
export function SyncScreen() {
  const { t } = useTranslation();
  const { connection, session } = useApp();
  const [filter, setFilter] = useState<Filter>(connection.refused > 0 ? 'refused' : 'all');
  const [selected, setSelected] = useState(0);
  const [syncNow, isSyncing] = useCall('sync:now');
  const [retry, isRetrying] = useCall('sync:retry');
  const list = usePagedRows(
    ['sync', filter],
    (window) => call('sync:list', { state: filter, ...window }),
    `${connection.state}/${connection.waiting}/${connection.refused}/${connection.lastPullAt}`,
  );
  const mayRun = session?.may.includes('run-sync') === true;
  const choose = (next: Filter) => {
    setFilter(next);
    setSelected(0);
  };
  const turn = (by: number) =>
    choose(filters[stepWithin(filters.length, filters.indexOf(filter), by)] ?? 'all');
  const repair = (row: OutboxRow | undefined) => {
    if (row?.state === 'refused' && mayRun) void retry({ entryId: row.id });
  };
  useKeys({
    commands: {
      'sync-page': () => {
        if (mayRun) void syncNow();
      },
      up: () => setSelected(stepWithin(list.rows.length, selected, -1)),
      down: () => setSelected(stepWithin(list.rows.length, selected, 1)),
      left: () => turn(-1),
      right: () => turn(1),
      confirm: () => repair(list.rows[selected]),
    },
  });
  return (
    <Screen
      id="sync"
      title={t('menu.sync')}
      actions={
        <KeyButton
          command="sync-page"
          tone="main"
          disabled={isSyncing || !mayRun}
          testId={testIds.syncNow}
          onClick={() => void syncNow()}
        >
          {t('sync.now')}
        </KeyButton>
      }
    >
      <div className="page-column">
        <SyncSummary connection={connection} />
        <div className="button-row">
          {filters.map((value) => (
            <KeyButton
              key={value}
              pressed={filter === value}
              testId={testIds.syncFilter(value)}
              onClick={() => choose(value)}
            >
              {t(`sync.filters.${value}`)}
              {value === 'waiting' ? ` (${connection.waiting})` : null}
              {value === 'refused' ? ` (${connection.refused})` : null}
            </KeyButton>
          ))}
          <span className="muted sync-count">{t('sync.shown', { count: list.total })}</span>
        </div>
        {list.failure === null ? null : <FailureNote failure={list.failure} />}
        {list.rows.length === 0 && !list.isStale ? (
          <EmptyState icon={IconCloudCheck} title={t(`sync.empty.${filter}`)} />
        ) : (
          <VirtualRows
            rows={list.rows}
            keyOf={(row) => row.id}
            rowHeight={72}
            selected={selected}
            onSelect={setSelected}
            onNearEnd={list.loadMore}
            testId={testIds.syncRow}
            stateOf={(row) => row.state}
            action={(row, isSelected) =>
              row.state === 'refused' && mayRun ? (
                <KeyButton
                  {...(isSelected ? { command: 'confirm' as const } : {})}
                  disabled={isRetrying}
                  testId={testIds.syncRetry}
                  onClick={() => repair(row)}
                >
                  {t('sync.retry')}
                </KeyButton>
              ) : null
            }
          >
            {(row) => <SyncEntry row={row} isOnline={connection.state === 'online'} />}
          </VirtualRows>
        )}
      </div>
    </Screen>
  );
}
