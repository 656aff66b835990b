import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ShiftReport } from '../../../contracts/views/records.ts';
import { goHome } from '../../app/navigation.ts';
import { useApp } from '../../lib/app-state.ts';
import { useKeys } from '../../lib/keys.ts';
import { testIds } from '../../test-ids.ts';
import { KeyButton } from '../../ui/key-button.tsx';
import { Screen } from '../../ui/screen.tsx';
import { CashMoveDialog } from './cash-move-dialog.tsx';
import { ClosedShifts } from './closed-shifts.tsx';
import { CountCash } from './count-cash.tsx';
import { OpenShift } from './open-shift.tsx';
import { ShiftDone } from './shift-done.tsx';
import { ShiftHome } from './shift-home.tsx';
import type { CountPurpose, ShiftTask } from './shift-task.ts';
import { XReport } from './x-report.tsx';
import '../../ui/office.css';
import './shift.css';

type View =
  | { readonly kind: 'home' | 'closed' | ShiftTask }
  | { readonly kind: 'done'; readonly purpose: CountPurpose; readonly report: ShiftReport };

const home: View = { kind: 'home' };

/** Everything about a shift, from its float to its Z report. */
export function ShiftScreen() {
  const { t } = useTranslation();
  const { shift } = useApp();
  const [view, setView] = useState<View>(home);
  const leave = () => setView(home);
  if (view.kind === 'done') {
    return (
      <Screen id="shift" title={t('shift.done.title')}>
        <ShiftDone report={view.report} hasNextShift={view.purpose === 'hand-over'} onNext={leave} />
      </Screen>
    );
  }
  if (view.kind === 'closed') {
    return (
      <Screen id="shift" title={t('shift.closedShifts.title')} onBack={leave}>
        <ClosedShifts />
      </Screen>
    );
  }
  const toClosed = <ToClosed onOpen={() => setView({ kind: 'closed' })} />;
  if (shift === null) {
    return (
      <Screen id="shift" title={t('shift.open.title')} actions={toClosed}>
        <OpenShift />
      </Screen>
    );
  }
  switch (view.kind) {
    case 'x':
      return (
        <Screen id="shift" title={t('shift.x.title')} onBack={leave}>
          <XReport />
        </Screen>
      );
    case 'close':
    case 'hand-over': {
      const purpose = view.kind;
      return (
        <Screen id="shift" title={t(`shift.count.title.${purpose}`)} onBack={leave}>
          <CountCash purpose={purpose} onDone={(report) => setView({ kind: 'done', purpose, report })} />
        </Screen>
      );
    }
    case 'home':
    case 'in':
    case 'out':
      return (
        <Screen id="shift" title={t('menu.shift')} onBack={goHome} actions={toClosed}>
          <ShiftHome shift={shift} onTask={(kind) => setView({ kind })} />
          {view.kind === 'home' ? null : <CashMoveDialog kind={view.kind} onClose={leave} />}
        </Screen>
      );
  }
}

/** Once its shift is closed a Z is looked at from here, whether another shift is open or not. */
function ToClosed({ onOpen }: { readonly onOpen: () => void }) {
  const { t } = useTranslation();
  const mayRead = useApp().session?.may.includes('read-x-report') === true;
  useKeys({
    commands: {
      'line-editor': () => {
        if (mayRead) onOpen();
      },
    },
  });
  return mayRead ? (
    <KeyButton command="line-editor" testId={testIds.shiftClosed}>
      {t('shift.closedShifts.title')}
    </KeyButton>
  ) : null;
}
