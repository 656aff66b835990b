import { IconCashRegister } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { businessDay, formatDay, startOfBusinessDay } from '../../../domain/time.ts';
import { useKeyBarOf } from '../../app/key-bar-now.ts';
import { useApp } from '../../lib/app-state.ts';
import { call, failureOf } from '../../lib/bridge.ts';
import { showDone } from '../../lib/failures.ts';
import { useKeys } from '../../lib/keys.ts';
import { useCall } from '../../lib/use-call.ts';
import { testIds } from '../../test-ids.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FailureNote } from '../../ui/failure-note.tsx';
import { KeyButton } from '../../ui/key-button.tsx';
import { stepWithin, VirtualRows } from '../../ui/virtual-rows.tsx';
import { DayDialog } from '../sync/day-dialog.tsx';
import { ClosedShiftEntry } from './closed-shift-entry.tsx';
import { ReportView } from './report-view.tsx';

const dayMs = 86_400_000;

/** The shifts of a day that were closed, each with its Z and what reached the cloud late: ← → by days, ↑ ↓ by shifts. */
export function ClosedShifts() {
  const { t } = useTranslation();
  const { connection } = useApp();
  useKeyBarOf('closed-shifts');
  const [today] = useState(() => businessDay(Date.now()));
  const [day, setDay] = useState(today);
  const [selected, setSelected] = useState(0);
  const [isAskingDay, setAskingDay] = useState(false);
  const [print, isPrinting] = useCall('shift:z-report');
  // What is late changes as it arrives.
  const standing = `${connection.waiting}/${connection.refused}`;
  const shifts = useQuery({
    queryKey: ['closed-shifts', day, standing],
    queryFn: () => call('shift:closed', { day }),
    placeholderData: (previous) => previous,
    gcTime: 0,
  });
  const rows = shifts.data ?? [];
  const current = rows[Math.min(selected, rows.length - 1)];
  const report = useQuery({
    queryKey: ['z-report', current?.id, standing],
    queryFn: () => call('shift:z-report', { shiftId: current?.id ?? '', print: false }),
    enabled: current !== undefined,
    placeholderData: (previous) => (previous?.shiftId === current?.id ? previous : undefined),
    gcTime: 0,
  });
  const show = (next: string) => {
    setAskingDay(false);
    setDay(next);
    setSelected(0);
  };
  const turn = (by: number) => {
    const next = businessDay(startOfBusinessDay(day) + by * dayMs);
    if (next <= today) show(next);
  };
  const printCopy = async () => {
    if (current === undefined) return;
    const answer = await print({ shiftId: current.id, print: true });
    if (answer?.ok === true) showDone(t('shift.closedShifts.printed'));
  };
  useKeys({
    commands: {
      left: () => turn(-1),
      right: () => turn(1),
      up: () => setSelected(stepWithin(rows.length, selected, -1)),
      down: () => setSelected(stepWithin(rows.length, selected, 1)),
      'held-carts': () => setAskingDay(true),
      'pay-and-print': () => void printCopy(),
    },
  });
  return (
    <div className="closed-shifts">
      <div className="closed-shifts-list">
        <div className="button-row">
          <KeyButton command="left">{t('reconcile.older')}</KeyButton>
          <KeyButton command="right" disabled={day >= today}>
            {t('reconcile.newer')}
          </KeyButton>
        </div>
        <KeyButton command="held-carts" testId={testIds.closedDay}>
          {formatDay(day)}
        </KeyButton>
        <VirtualRows
          rows={rows}
          keyOf={(row) => row.id}
          rowHeight={96}
          selected={selected}
          onSelect={setSelected}
          testId={testIds.closedShift}
          stateOf={(row) => (row.stillWaiting > 0 ? 'waiting' : row.late > 0 ? 'late' : 'sent')}
        >
          {(row) => <ClosedShiftEntry shift={row} />}
        </VirtualRows>
        <KeyButton
          command="pay-and-print"
          disabled={current === undefined || isPrinting}
          testId={testIds.closedPrint}
        >
          {t('shift.closedShifts.print')}
        </KeyButton>
      </div>
      <div className="closed-shifts-one">
        {[shifts.error, report.error].map((error) =>
          error === null ? null : <FailureNote key={error.message} failure={failureOf(error)} />,
        )}
        {shifts.isSuccess && rows.length === 0 ? (
          <EmptyState icon={IconCashRegister} title={t('shift.closedShifts.none', { day: formatDay(day) })} />
        ) : null}
        {report.data === undefined || current === undefined ? null : <ReportView report={report.data} />}
      </div>
      {isAskingDay ? <DayDialog day={day} onDay={show} onClose={() => setAskingDay(false)} /> : null}
    </div>
  );
}
