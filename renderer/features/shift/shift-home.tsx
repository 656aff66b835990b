import {
  type Icon,
  IconArrowBarToDown,
  IconArrowBarUp,
  IconCashRegister,
  IconReportAnalytics,
  IconUsers,
} from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ShiftSummary } from '../../../contracts/views/session.ts';
import type { StaffAction } from '../../../domain/staff.ts';
import { formatDateTime } from '../../../domain/time.ts';
import { useApp } from '../../lib/app-state.ts';
import { useKeys } from '../../lib/keys.ts';
import { afterScanGuard } from '../../lib/scan-guard.ts';
import { testIds } from '../../test-ids.ts';
import { keepFocus } from '../../ui/key-button.tsx';
import { Money } from '../../ui/money.tsx';
import { stepWithin } from '../../ui/virtual-rows.tsx';
import type { ShiftTask } from './shift-task.ts';

type ShiftHomeProps = { readonly shift: ShiftSummary; readonly onTask: (task: ShiftTask) => void };

const tasks: readonly {
  readonly id: ShiftTask;
  readonly icon: Icon;
  readonly needs: StaffAction;
  readonly testId: string;
}[] = [
  { id: 'in', icon: IconArrowBarToDown, needs: 'move-cash', testId: testIds.cashMove('in') },
  { id: 'out', icon: IconArrowBarUp, needs: 'move-cash', testId: testIds.cashMove('out') },
  { id: 'x', icon: IconReportAnalytics, needs: 'read-x-report', testId: testIds.shiftXReport },
  { id: 'close', icon: IconCashRegister, needs: 'close-shift', testId: testIds.shiftClose },
  { id: 'hand-over', icon: IconUsers, needs: 'close-shift', testId: testIds.shiftHandOver },
];

/** The open shift and what can be done with it, by arrow keys, digits or a touch. */
export function ShiftHome({ shift, onTask }: ShiftHomeProps) {
  const { t } = useTranslation();
  const may = useApp().session?.may ?? [];
  const [selected, setSelected] = useState(0);
  const shown = tasks.filter((task) => may.includes(task.needs));
  const start = (index: number) => {
    const task = shown[index];
    if (task !== undefined) onTask(task.id);
  };
  useKeys({
    commands: {
      up: () => setSelected(stepWithin(shown.length, selected, -1)),
      down: () => setSelected(stepWithin(shown.length, selected, 1)),
      confirm: () => start(selected),
    },
    onType: (character) => {
      if (!/^[1-9]$/.test(character)) return false;
      afterScanGuard(() => start(Number(character) - 1));
      return true;
    },
  });
  return (
    <div className="shift-home">
      <dl className="card figures shift-facts">
        <dt>{t('shift.openedAt')}</dt>
        <dd>{formatDateTime(shift.openedAt)}</dd>
        <dt>{t('shift.openedBy')}</dt>
        <dd>{shift.openedBy}</dd>
        <dt>{t('shift.float')}</dt>
        <dd>
          <Money amount={shift.float} withUnit />
        </dd>
      </dl>
      <div className="shift-tasks">
        {shown.map((task, index) => (
          <button
            key={task.id}
            type="button"
            className="shift-task"
            aria-current={index === selected}
            data-testid={task.testId}
            onMouseDown={keepFocus}
            onClick={() => onTask(task.id)}
          >
            <kbd className="cap">{index + 1}</kbd>
            <task.icon size={32} stroke={1.5} aria-hidden="true" />
            <span>
              <strong>{t(`shift.tasks.${task.id}.name`)}</strong>
              <span className="muted shift-task-words">{t(`shift.tasks.${task.id}.words`)}</span>
            </span>
          </button>
        ))}
      </div>
    </div>
  );
}
