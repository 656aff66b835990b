import { IconScale } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReconcileItemRow } from '../../../contracts/views/reconcile.ts';
import { isInStep, type ReconcileClass } from '../../../domain/sync/reconcile.ts';
import { businessDay, formatDay } from '../../../domain/time.ts';
import { openScreen } from '../../app/navigation.ts';
import { useApp } from '../../lib/app-state.ts';
import { call } from '../../lib/bridge.ts';
import { useKeys } from '../../lib/keys.ts';
import { usePagedRows } from '../../lib/use-paged-rows.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FailureNote } from '../../ui/failure-note.tsx';
import { Screen } from '../../ui/screen.tsx';
import { stepWithin } from '../../ui/virtual-rows.tsx';
import { ClassTable } from './class-table.tsx';
import { DayList } from './day-list.tsx';
import { DayStanding } from './day-standing.tsx';
import { DifferenceTasks } from './difference-tasks.tsx';
import { actOn } from './item-entry.tsx';
import { ItemList } from './item-list.tsx';
import { ReconcileActions } from './reconcile-actions.tsx';
import { ReconcileChoices } from './reconcile-choices.tsx';
import { useDifferenceRepair } from './use-difference-repair.ts';
import { useReconcile } from './use-reconcile.ts';
import '../../ui/office.css';
import '../sync/sync.css';
import './reconcile.css';

/** Ctrl+D: a business day of this till held against the cloud. F5 does it now; after each day it is done anyway. */
export function ReconcileScreen() {
  const { t } = useTranslation();
  const { connection, differences } = useApp();
  const [today] = useState(() => businessDay(Date.now()));
  const [day, setDay] = useState(today);
  const [shownClass, setShownClass] = useState<ReconcileClass | null>(null);
  const [selected, setSelected] = useState(0);
  const [asking, setAsking] = useState<'day' | 'class' | null>(null);
  const page = useReconcile(day);
  const repair = useDifferenceRepair();
  const { view } = page;
  const list = usePagedRows(
    ['reconcile-items', day, shownClass ?? 'all'],
    (window) => call('reconcile:items', { day, class: shownClass, ...window }),
    `${view?.ran?.at}/${differences}/${connection.waiting}/${connection.refused}`,
  );
  const current: ReconcileItemRow | undefined = list.rows[Math.min(selected, list.rows.length - 1)];
  const difference = current?.difference ?? null;
  const hasWays = difference !== null && repair.repairsOf(difference).length > 0;
  const choose = (change: { readonly day?: string; readonly shown?: ReconcileClass | null }) => {
    setAsking(null);
    setDay(change.day ?? day);
    setShownClass(change.shown ?? null);
    setSelected(0);
  };
  const turn = (by: number) => {
    const at = page.days.findIndex((row) => row.day === day);
    const next = page.days[stepWithin(page.days.length, at, by)]?.day;
    if (next !== undefined) choose({ day: next });
  };
  const open = (row: ReconcileItemRow | undefined) => {
    if (row?.difference) repair.open({ kind: 'details', row: row.difference });
  };
  useKeys({
    commands: {
      left: () => turn(1),
      right: () => turn(-1),
      up: () => setSelected(stepWithin(list.rows.length, selected, -1)),
      down: () => setSelected(stepWithin(list.rows.length, selected, 1)),
      confirm: () => {
        if (current !== undefined && !repair.busy) actOn(current, repair);
      },
      'held-carts': () => setAsking('day'),
      'money-tendered': () => setAsking('class'),
      'sync-page': () => void page.run(),
      'pay-and-print': () => void page.print(),
      'line-editor': () => open(current),
      'order-discount': () => {
        if (difference !== null && hasWays) repair.open({ kind: 'ways', row: difference });
      },
    },
  });
  return (
    <Screen
      id="reconcile"
      title={t('reconcile.title')}
      onBack={() => openScreen('sync')}
      actions={
        <ReconcileActions
          shownClass={shownClass}
          hasWays={hasWays}
          hasDifference={difference !== null}
          mayPrint={page.mayPrint}
          mayRun={page.mayRun}
        />
      }
    >
      <div className="reconcile">
        <DayList days={page.days} day={day} today={today} onDay={(next) => choose({ day: next })} />
        <div className="reconcile-one">
          {view === undefined ? null : <DayStanding view={view} />}
          {page.failure === null ? null : <FailureNote failure={page.failure} />}
          {view === undefined ? null : view.ran === null ? (
            <EmptyState icon={IconScale} title={t('reconcile.never', { day: formatDay(day) })}>
              {t(
                `reconcile.neverRan.${connection.state !== 'online' ? 'offline' : day === today ? 'today' : 'before'}`,
              )}
            </EmptyState>
          ) : (
            <>
              <ClassTable classes={view.ran.classes} />
              <ItemList
                list={list}
                selected={selected}
                onSelect={setSelected}
                onOpen={(index) => open(list.rows[index])}
                repair={repair}
                emptyWords={t(isInStep(view.ran.classes) ? 'reconcile.allMatched' : 'reconcile.noneOfClass')}
              />
            </>
          )}
        </div>
      </div>
      {asking === null ? null : (
        <ReconcileChoices
          asking={asking}
          day={day}
          shownClass={shownClass}
          classes={view?.ran?.classes ?? null}
          onDay={(next) => choose({ day: next })}
          onClass={(shown) => choose({ shown })}
          onClose={() => setAsking(null)}
        />
      )}
      {repair.task === null ? null : <DifferenceTasks task={repair.task} repair={repair} />}
    </Screen>
  );
}
