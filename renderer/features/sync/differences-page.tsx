import { IconScale } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DifferenceRow } from '../../../contracts/views/reconcile.ts';
import { formatDay } from '../../../domain/time.ts';
import { useKeyBarOf } from '../../app/key-bar-now.ts';
import { goHome } from '../../app/navigation.ts';
import { useApp } from '../../lib/app-state.ts';
import { call } from '../../lib/bridge.ts';
import { showDone } from '../../lib/failures.ts';
import { useKeys } from '../../lib/keys.ts';
import { useCall } from '../../lib/use-call.ts';
import { usePagedRows } from '../../lib/use-paged-rows.ts';
import { testIds } from '../../test-ids.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FailureNote } from '../../ui/failure-note.tsx';
import { Screen } from '../../ui/screen.tsx';
import { stepWithin, VirtualRows } from '../../ui/virtual-rows.tsx';
import { DifferenceAction } from '../reconcile/difference-action.tsx';
import { DifferenceTasks } from '../reconcile/difference-tasks.tsx';
import { useDifferenceRepair } from '../reconcile/use-difference-repair.ts';
import { DifferenceActions } from './difference-actions.tsx';
import { DifferenceEntry, DifferenceHead } from './difference-entry.tsx';
import { ReconnectPlace } from './reconnect-place.tsx';
import type { SyncTab } from './sync-query.ts';
import { SyncSummary } from './sync-summary.tsx';
import { SyncTabs } from './sync-tabs.tsx';

/** Where till and cloud differ, on any day: those that wait for somebody first. Nothing leaves this list but by being gone. */
export function DifferencesPage({ onTab }: { readonly onTab: (tab: SyncTab) => void }) {
  const { t } = useTranslation();
  const { connection, differences, session } = useApp();
  const [selected, setSelected] = useState(0);
  const [syncNow, isSyncing] = useCall('sync:now');
  const [reconcile, isReconciling] = useCall('reconcile:run');
  const repair = useDifferenceRepair();
  useKeyBarOf('differences');
  const list = usePagedRows(
    ['differences'],
    (window) => call('reconcile:differences', window),
    `${differences}/${connection.waiting}/${connection.refused}/${connection.lastPullAt}/${isReconciling}`,
  );
  const mayRun = session?.may.includes('run-sync') === true;
  const current = list.rows[Math.min(selected, list.rows.length - 1)];
  const hasWays = current !== undefined && repair.repairsOf(current).length > 0;
  const sendable = repair.maySend && !repair.busy ? (list.first?.missingToSend ?? 0) : 0;
  const open = (row: DifferenceRow | undefined) => {
    if (row !== undefined) repair.open({ kind: 'details', row });
  };
  const reconcileAgain = async () => {
    if (current === undefined || !mayRun) return;
    const answer = await reconcile({ day: current.day });
    if (answer?.ok === true) showDone(t('reconcile.againDone', { day: formatDay(current.day) }));
  };
  useKeys({
    commands: {
      'money-tendered': () => {
        if (sendable > 1) repair.open({ kind: 'all', count: sendable });
      },
      'pay-and-print': () => void reconcileAgain(),
      'sync-page': () => {
        if (mayRun) void syncNow();
      },
      up: () => setSelected(stepWithin(list.rows.length, selected, -1)),
      down: () => setSelected(stepWithin(list.rows.length, selected, 1)),
      confirm: () => {
        if (current !== undefined && !repair.busy) repair.run(current);
      },
      'line-editor': () => open(current),
      'order-discount': () => {
        if (current !== undefined && hasWays) repair.open({ kind: 'ways', row: current });
      },
    },
  });
  return (
    <Screen
      id="sync"
      title={t('menu.sync')}
      onBack={goHome}
      actions={
        <DifferenceActions
          sendable={sendable}
          hasRow={current !== undefined}
          hasWays={hasWays}
          maySync={mayRun && !isSyncing}
          mayReconcile={mayRun && !isReconciling}
        />
      }
    >
      <div className="page-column sync-page">
        <SyncSummary />
        <ReconnectPlace connection={connection} />
        <SyncTabs tab="differences" onTab={onTab} />
        {list.failure === null ? null : <FailureNote failure={list.failure} />}
        {list.rows.length === 0 && !list.isStale ? (
          <EmptyState icon={IconScale} title={t('reconcile.noDifferences')}>
            {t('reconcile.byItself')}
          </EmptyState>
        ) : (
          <div className="sync-list difference-list">
            <DifferenceHead />
            <VirtualRows
              rows={list.rows}
              keyOf={(row) => row.id}
              rowHeight={64}
              selected={selected}
              onSelect={setSelected}
              onOpen={(index) => open(list.rows[index])}
              onNearEnd={list.loadMore}
              testId={testIds.differenceRow}
              stateOf={(row) => `${row.kind}/${row.state}`}
              action={(row, isSelected) => (
                <DifferenceAction row={row} isSelected={isSelected} repair={repair} />
              )}
            >
              {(row) => <DifferenceEntry row={row} />}
            </VirtualRows>
          </div>
        )}
      </div>
      {repair.task === null ? null : <DifferenceTasks task={repair.task} repair={repair} />}
    </Screen>
  );
}
