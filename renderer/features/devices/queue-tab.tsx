import { IconPrinter } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PrintJobRow } from '../../../contracts/views/records.ts';
import { useApp } from '../../lib/app-state.ts';
import { call, failureOf } from '../../lib/bridge.ts';
import { showDone } from '../../lib/failures.ts';
import { useKeys } from '../../lib/keys.ts';
import { afterScanGuard } from '../../lib/scan-guard.ts';
import { useCall } from '../../lib/use-call.ts';
import { testIds } from '../../test-ids.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FailureNote } from '../../ui/failure-note.tsx';
import { KeyButton } from '../../ui/key-button.tsx';
import { stepWithin, VirtualRows } from '../../ui/virtual-rows.tsx';
import { PrintJob } from './print-job.tsx';
import { PrintPreview } from './print-preview.tsx';
import { PrintQuestion } from './print-question.tsx';
import { reasonWords } from './reason-words.ts';

const jobsKey = ['print-jobs'];
const noJobs: readonly PrintJobRow[] = [];

/** What was printed, what waits and why; the one question where nobody but a person can know. */
export function QueueTab() {
  const { t } = useTranslation();
  const { printer, session } = useApp();
  const queries = useQueryClient();
  const jobs = useQuery({ queryKey: jobsKey, queryFn: () => call('printer:list') });
  const rows = jobs.data ?? noJobs;
  const [chosenId, setChosenId] = useState<string | null>(null);
  const [answer, isAnswering] = useCall('printer:answer');
  const [retry, isRetrying] = useCall('printer:retry');
  const [testPage, isTesting] = useCall('printer:test-page');
  // A job that asks is opened first: it is why somebody came here.
  const asking = rows.findIndex((row) => row.needsAnswer);
  const chosen = rows.findIndex((row) => row.id === chosenId);
  const selected = chosen >= 0 ? chosen : Math.max(0, asking);
  const current = rows[selected];
  useEffect(() => {
    // The summary changes with the queue.
    if (printer !== null) void queries.invalidateQueries({ queryKey: jobsKey });
  }, [printer, queries]);
  const keep = (next: readonly PrintJobRow[]) => queries.setQueryData(jobsKey, next);
  const choose = (index: number) => setChosenId(rows[index]?.id ?? null);
  const say = async (printed: boolean) => {
    if (current?.needsAnswer !== true) return;
    const said = await answer({ jobId: current.id, printed });
    if (said?.ok === true) keep(said.value);
  };
  const tryAgain = async () => {
    if (current?.mayRetry !== true) return;
    const tried = await retry({ jobId: current.id });
    if (tried?.ok === true) keep(tried.value);
  };
  const printTest = async () => {
    const printed = await testPage();
    if (printed?.ok !== true) return;
    keep(printed.value);
    showDone(t('printer.testSent'));
  };
  useKeys({
    commands: {
      up: () => choose(stepWithin(rows.length, selected, -1)),
      down: () => choose(stepWithin(rows.length, selected, 1)),
      confirm: () => void tryAgain(),
    },
    onType: (character) => {
      if (current?.needsAnswer !== true || !/^[12]$/.test(character)) return false;
      afterScanGuard(() => void say(character === '1'));
      return true;
    },
  });
  const mayManage = session?.may.includes('manage-printer') === true;
  return (
    <div className="page-split printer">
      <div className="page-column">
        <div className="button-row">
          {mayManage ? (
            <KeyButton disabled={isTesting} testId={testIds.printTestPage} onClick={() => void printTest()}>
              {t('printer.testPage')}
            </KeyButton>
          ) : null}
          <KeyButton command="drawer" testId={testIds.printOpenDrawer}>
            {t('printer.openDrawer')}
          </KeyButton>
        </div>
        <p className="printer-words" role="status">
          {printer.needsAnswer > 0
            ? t('printer.asks', { count: printer.needsAnswer })
            : printer.waiting === 0
              ? t('printer.nothingWaits')
              : printer.blockedBy === null
                ? t('printer.waits', { count: printer.waiting })
                : t('printer.blocked', { count: printer.waiting, reason: reasonWords(printer.blockedBy) })}
        </p>
        {jobs.error === null ? null : <FailureNote failure={failureOf(jobs.error)} />}
        {jobs.isSuccess && rows.length === 0 ? (
          <EmptyState icon={IconPrinter} title={t('printer.none')} />
        ) : (
          <VirtualRows
            rows={rows}
            keyOf={(row) => row.id}
            rowHeight={72}
            selected={selected}
            onSelect={choose}
            testId={testIds.printRow}
            stateOf={(row) => row.state}
          >
            {(row) => <PrintJob row={row} />}
          </VirtualRows>
        )}
      </div>
      {current === undefined ? (
        <span />
      ) : (
        <div className="page-column">
          {current.needsAnswer ? (
            <PrintQuestion row={current} disabled={isAnswering} onAnswer={(printed) => void say(printed)} />
          ) : null}
          {current.mayRetry ? (
            <div className="card printer-retry">
              <span>{current.reason === null ? t('printer.waitsHere') : reasonWords(current.reason)}</span>
              <KeyButton
                command="confirm"
                disabled={isRetrying}
                testId={testIds.printRetry}
                onClick={() => void tryAgain()}
              >
                {t('printer.retry')}
              </KeyButton>
            </div>
          ) : null}
          <PrintPreview row={current} />
        </div>
      )}
    </div>
  );
}
