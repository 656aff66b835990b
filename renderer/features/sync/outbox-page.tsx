import { IconCloudCheck } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SyncRow } from '../../../contracts/views/sync.ts';
import { goHome } from '../../app/navigation.ts';
import { useApp } from '../../lib/app-state.ts';
import { call } from '../../lib/bridge.ts';
import { useKeys } from '../../lib/keys.ts';
import { useCall } from '../../lib/use-call.ts';
import { usePagedRows } from '../../lib/use-paged-rows.ts';
import { testIds } from '../../test-ids.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FailureNote } from '../../ui/failure-note.tsx';
import { Screen } from '../../ui/screen.tsx';
import { stepWithin, VirtualRows } from '../../ui/virtual-rows.tsx';
import { ReconnectPlace } from './reconnect-place.tsx';
import { RowAction } from './row-action.tsx';
import { SyncActions } from './sync-actions.tsx';
import { SyncEntry, SyncHead } from './sync-entry.tsx';
import { SyncFilters } from './sync-filters.tsx';
import { queryOf, type SyncFilter, type SyncTab } from './sync-query.ts';
import { SyncSummary } from './sync-summary.tsx';
import { SyncTabs } from './sync-tabs.tsx';
import { SyncTasks } from './sync-tasks.tsx';
import { useRepair } from './use-repair.ts';

type OutboxPageProps = {
  readonly tab: SyncTab;
  readonly onTab: (tab: SyncTab) => void;
  readonly filter: SyncFilter;
  readonly onFilter: (change: Partial<SyncFilter>) => void;
};

/** The documents on their way to the cloud. F5 again syncs at once. */
export function OutboxPage({ tab, onTab, filter, onFilter }: OutboxPageProps) {
  const { t } = useTranslation();
  const { connection, session } = useApp();
  const [selected, setSelected] = useState(0);
  const search = useRef<HTMLInputElement>(null);
  const [syncNow, isSyncing] = useCall('sync:now');
  const repair = useRepair();
  const list = usePagedRows(
    ['sync', JSON.stringify(filter)],
    (window) => call('sync:list', { ...queryOf(filter, Date.now()), ...window }),
    `${connection.state}/${connection.waiting}/${connection.refused}/${connection.lastPullAt}`,
  );
  const mayRun = session?.may.includes('run-sync') === true;
  const current = list.rows[Math.min(selected, list.rows.length - 1)];
  const sameReason = list.first?.refusals.find(({ reason }) => reason === current?.refusal?.reason);
  const mayRepairAll = mayRun && current?.state === 'refused' && (sameReason?.entries ?? 0) > 1;
  const change = (next: Partial<SyncFilter>) => {
    onFilter(next);
    setSelected(0);
  };
  const turn = (next: SyncTab) => {
    onTab(next);
    setSelected(0);
  };
  const act = (row: SyncRow | undefined) => {
    if (row === undefined) return;
    if (row.state === 'refused' && mayRun) repair.run(row, row.refusal?.repairs[0]);
    else if (row.state === 'set-aside') repair.open({ kind: 'take-back', row });
    else repair.open({ kind: 'details', row });
  };
  const open = (row: SyncRow | undefined) => {
    if (row !== undefined) repair.open({ kind: 'details', row });
  };
  const ways = () => {
    if (current?.state === 'refused') repair.open({ kind: 'ways', row: current });
  };
  const askAll = () => {
    if (mayRepairAll && sameReason !== undefined) repair.open({ kind: 'all', ...sameReason });
  };
  useKeys({
    commands: {
      'sync-page': () => {
        if (mayRun) void syncNow();
      },
      up: () => setSelected(stepWithin(list.rows.length, selected, -1)),
      down: () => setSelected(stepWithin(list.rows.length, selected, 1)),
      // The Enter that ends a search repairs nothing yet.
      confirm: () => (document.activeElement === search.current ? search.current?.blur() : act(current)),
      'line-editor': () => open(current),
      'order-discount': ways,
      'money-tendered': askAll,
    },
    onType: (character) => {
      change({ text: filter.text + character });
      search.current?.focus();
      return true;
    },
  });
  return (
    <Screen
      id="sync"
      title={t('menu.sync')}
      onBack={() => (filter.text === '' ? goHome() : change({ text: '' }))}
      actions={
        <SyncActions
          sameReason={mayRepairAll ? (sameReason?.entries ?? 0) : 0}
          hasWays={current?.state === 'refused'}
          hasRow={current !== undefined}
          maySync={mayRun && !isSyncing}
          mayRepair={!repair.busy}
        />
      }
    >
      <div className="page-column sync-page">
        <SyncSummary />
        <ReconnectPlace connection={connection} />
        <SyncTabs tab={tab} onTab={turn} />
        <SyncFilters filter={filter} onFilter={change} page={list.first} searchRef={search} />
        {list.failure === null ? null : <FailureNote failure={list.failure} />}
        {list.rows.length === 0 && !list.isStale ? (
          <EmptyState icon={IconCloudCheck} title={emptyWords()} />
        ) : (
          <div className="sync-list">
            <SyncHead />
            <VirtualRows
              rows={list.rows}
              keyOf={(row) => row.id}
              rowHeight={64}
              selected={selected}
              onSelect={setSelected}
              onOpen={(index) => open(list.rows[index])}
              onNearEnd={list.loadMore}
              testId={testIds.syncRow}
              stateOf={(row) => row.state}
              action={(row, isSelected) => (
                <RowAction
                  row={row}
                  isSelected={isSelected}
                  mayRepair={mayRun}
                  busy={repair.busy}
                  onAct={() => act(row)}
                />
              )}
            >
              {(row) => <SyncEntry row={row} connection={connection.state} />}
            </VirtualRows>
          </div>
        )}
      </div>
      {repair.task === null ? null : (
        <SyncTasks task={repair.task} repair={repair} mayRepair={mayRun} connection={connection.state} />
      )}
    </Screen>
  );

  function emptyWords(): string {
    const isNarrowed = filter.text !== '' || filter.kind !== null || filter.span !== 'all';
    return t(isNarrowed ? 'sync.noneFound' : `sync.empty.${tab}`);
  }
}
