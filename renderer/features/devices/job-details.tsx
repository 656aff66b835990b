import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PrintJobRow, PrintQueueView } from '../../../contracts/views/records.ts';
import type { PrintJobDeed } from '../../../domain/print-job.ts';
import { useKeys } from '../../lib/keys.ts';
import { afterScanGuard } from '../../lib/scan-guard.ts';
import { useCall } from '../../lib/use-call.ts';
import { testIds } from '../../test-ids.ts';
import { KeyButton } from '../../ui/key-button.tsx';
import { PickDialog } from '../../ui/pick-dialog.tsx';
import { CancelDialog } from './cancel-dialog.tsx';
import { JobStory } from './job-story.tsx';
import { PrintPreview } from './print-preview.tsx';
import { PrintQuestion } from './print-question.tsx';
import { reasonWords } from './reason-words.ts';

type JobDetailsProps = {
  readonly row: PrintJobRow;
  readonly printers: PrintQueueView['printers'];
};

/** The chosen job: what may be done with it, what happened to it, and the paper. */
export function JobDetails({ row, printers }: JobDetailsProps) {
  const { t } = useTranslation();
  const [answer, isAnswering] = useCall('printer:answer');
  const [retry, isRetrying] = useCall('printer:retry');
  const [move, isMoving] = useCall('printer:move');
  const [asking, setAsking] = useState<'cancel' | 'move' | null>(null);
  const others = printers.filter(({ name }) => name !== row.printer);
  const may = (deed: PrintJobDeed) => row.deeds.includes(deed) && (deed !== 'move' || others.length > 0);
  const say = (printed: boolean) => void answer({ jobId: row.id, printed });
  const moveTo = async (printerId: string) => {
    setAsking(null);
    await move({ jobId: row.id, printerId });
  };
  useKeys({
    commands: {
      ...(may('retry') ? { confirm: () => void retry({ jobId: row.id }) } : {}),
      ...(may('cancel') ? { remove: () => setAsking('cancel') } : {}),
    },
    onType: (character) => {
      if (may('answer') && /^[12]$/.test(character)) {
        afterScanGuard(() => say(character === '1'));
        return true;
      }
      if (!may('move') || character !== '3') return false;
      afterScanGuard(() => setAsking('move'));
      return true;
    },
  });
  return (
    <div className="page-column">
      {may('answer') ? <PrintQuestion row={row} disabled={isAnswering} onAnswer={say} /> : null}
      {may('retry') || may('cancel') || may('move') ? (
        <div className="card printer-deeds">
          <span>
            {row.state === 'stale'
              ? t('printer.staleHere')
              : row.reason === null
                ? t('printer.waitsHere')
                : reasonWords(row.reason)}
          </span>
          <div className="button-row">
            {may('retry') ? (
              <KeyButton
                command="confirm"
                disabled={isRetrying}
                testId={testIds.printRetry}
                onClick={() => void retry({ jobId: row.id })}
              >
                {t('printer.retry')}
              </KeyButton>
            ) : null}
            {may('move') ? (
              <KeyButton
                cap="3"
                disabled={isMoving}
                testId={testIds.printMove}
                onClick={() => setAsking('move')}
              >
                {t('printer.move')}
              </KeyButton>
            ) : null}
            {may('cancel') ? (
              <KeyButton command="remove" testId={testIds.printCancel} onClick={() => setAsking('cancel')}>
                {t('printer.cancel')}
              </KeyButton>
            ) : null}
          </div>
        </div>
      ) : null}
      <JobStory jobId={row.id} />
      <PrintPreview row={row} />
      {asking === 'cancel' ? <CancelDialog row={row} onClose={() => setAsking(null)} /> : null}
      {asking === 'move' ? (
        <PickDialog
          title={t('printer.moveTitle', { title: row.title })}
          confirm={t('printer.moveHere')}
          options={others.map(({ id, name }) => ({ id, label: name }))}
          onPick={(printerId) => void moveTo(printerId)}
          onClose={() => setAsking(null)}
        />
      ) : null}
    </div>
  );
}
