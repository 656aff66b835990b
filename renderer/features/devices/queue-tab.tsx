import { IconPrinter } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PrintQueueView } from '../../../contracts/views/records.ts';
import { type PrintFilter, printFilters } from '../../../domain/print-job.ts';
import { useApp } from '../../lib/app-state.ts';
import { call, failureOf } from '../../lib/bridge.ts';
import { useKeys } from '../../lib/keys.ts';
import { testIds } from '../../test-ids.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FailureNote } from '../../ui/failure-note.tsx';
import { KeyButton } from '../../ui/key-button.tsx';
import { stepWithin, VirtualRows } from '../../ui/virtual-rows.tsx';
import { JobDetails } from './job-details.tsx';
import { PrintJob } from './print-job.tsx';
import { QueueWords } from './queue-words.tsx';
import { StaleQuestion } from './stale-question.tsx';

const nothing: PrintQueueView = { rows: [], printers: [] };

/** What was printed, what waits and why; the one question where nobody but a person can know. */
export function QueueTab() {
  const { t } = useTranslation();
  const { printer } = useApp();
  const queries = useQueryClient();
  const [filter, setFilter] = useState<PrintFilter>('all');
  const jobs = useQuery({
    queryKey: ['print-jobs', filter],
    queryFn: () => call('printer:list', { filter }),
    placeholderData: (before) => before,
  });
  const { rows, printers } = jobs.data ?? nothing;
  const [chosenId, setChosenId] = useState<string | null>(null);
  // A job that asks is opened first: it is why somebody came here.
  const asking = rows.findIndex((row) => row.deeds.includes('answer'));
  const chosen = rows.findIndex((row) => row.id === chosenId);
  const selected = chosen >= 0 ? chosen : Math.max(0, asking);
  const current = rows[selected];
  useEffect(() => {
    // The summary changes with the queue.
    if (printer === null) return;
    void queries.invalidateQueries({ queryKey: ['print-jobs'] });
    void queries.invalidateQueries({ queryKey: ['print-story'] });
  }, [printer, queries]);
  const choose = (index: number) => setChosenId(rows[index]?.id ?? null);
  const turn = (by: number) =>
    setFilter(printFilters[stepWithin(printFilters.length, printFilters.indexOf(filter), by)] ?? 'all');
  useKeys({
    commands: {
      up: () => choose(stepWithin(rows.length, selected, -1)),
      down: () => choose(stepWithin(rows.length, selected, 1)),
      left: () => turn(-1),
      right: () => turn(1),
    },
  });
  return (
    <div className="page-split printer">
      <div className="page-column">
        <QueueWords />
        {printer.stale === 0 ? null : <StaleQuestion count={printer.stale} />}
        <div className="button-row">
          <kbd className="cap turn-cap">←</kbd>
          {printFilters.map((id) => (
            <KeyButton
              key={id}
              pressed={id === filter}
              testId={testIds.printFilter(id)}
              onClick={() => setFilter(id)}
            >
              {t(`printer.filters.${id}`)}
            </KeyButton>
          ))}
          <kbd className="cap turn-cap">→</kbd>
        </div>
        {jobs.error === null ? null : <FailureNote failure={failureOf(jobs.error)} />}
        {jobs.isSuccess && rows.length === 0 ? (
          <EmptyState icon={IconPrinter} title={t(filter === 'all' ? 'printer.none' : 'printer.noneHere')} />
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
      {current === undefined ? <span /> : <JobDetails key={current.id} row={current} printers={printers} />}
    </div>
  );
}
