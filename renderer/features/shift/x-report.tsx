import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call, failureOf } from '../../lib/bridge.ts';
import { showDone } from '../../lib/failures.ts';
import { useKeys } from '../../lib/keys.ts';
import { useCall } from '../../lib/use-call.ts';
import { testIds } from '../../test-ids.ts';
import { FailureNote } from '../../ui/failure-note.tsx';
import { KeyButton } from '../../ui/key-button.tsx';
import { ReportView } from './report-view.tsx';

/** The shift so far; nothing is closed by looking. */
export function XReport() {
  const { t } = useTranslation();
  const report = useQuery({
    queryKey: ['shift', 'x-report'],
    queryFn: () => call('shift:x-report', { print: false }),
    gcTime: 0,
  });
  const [print, busy] = useCall('shift:x-report');
  const act = async () => {
    const answer = await print({ print: true });
    if (answer?.ok === true) showDone(t('shift.x.printed'));
  };
  useKeys({ commands: { 'pay-and-print': () => void act() } });
  return (
    <div className="page-column">
      {report.error === null ? null : <FailureNote failure={failureOf(report.error)} />}
      {report.data === undefined ? null : <ReportView report={report.data} />}
      <div className="button-row">
        <KeyButton
          command="pay-and-print"
          disabled={busy}
          testId={testIds.reportPrint}
          onClick={() => void act()}
        >
          {t('shift.x.print')}
        </KeyButton>
      </div>
    </div>
  );
}
