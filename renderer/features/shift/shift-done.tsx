import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ShiftReport } from '../../../contracts/views/records.ts';
import { goHome } from '../../app/navigation.ts';
import { useApp } from '../../lib/app-state.ts';
import { call } from '../../lib/bridge.ts';
import { waitingWords } from '../../lib/connection-words.ts';
import { useKeys } from '../../lib/keys.ts';
import { testIds } from '../../test-ids.ts';
import { KeyButton } from '../../ui/key-button.tsx';
import { ReportView } from './report-view.tsx';

type ShiftDoneProps = {
  readonly report: ShiftReport;
  /** After a handover the receiver's shift is already open. */
  readonly hasNextShift: boolean;
  readonly onNext: () => void;
};

/** The Z report of the shift that just ended, and the way on. */
export function ShiftDone({ report, hasNextShift, onNext }: ShiftDoneProps) {
  const { t } = useTranslation();
  const { session, connection } = useApp();
  // Its figures are closed; what is listed under them goes on arriving.
  const now = useQuery({
    queryKey: ['z-report', report.shiftId, `${connection.waiting}/${connection.refused}`],
    queryFn: () => call('shift:z-report', { shiftId: report.shiftId, print: false }),
    placeholderData: (previous) => previous,
    gcTime: 0,
  });
  const next = hasNextShift ? goHome : onNext;
  useKeys({ commands: { confirm: next } });
  return (
    <div className="page-column">
      <p className="shift-words" role="status">
        {hasNextShift ? t('shift.done.handedOver', { name: session?.name ?? '' }) : t('shift.done.closed')}{' '}
        {connection.waiting > 0 ? waitingWords(connection) : null}
      </p>
      <ReportView report={now.data ?? report} />
      <div className="button-row">
        <KeyButton command="confirm" tone="main" testId={testIds.shiftDone} onClick={next}>
          {t(hasNextShift ? 'shift.done.sell' : 'shift.done.open')}
        </KeyButton>
      </div>
    </div>
  );
}
