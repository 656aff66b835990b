import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DifferenceRow } from '../../../contracts/views/reconcile.ts';
import type { DifferenceRepair } from '../../../domain/sync/difference.ts';
import { useApp } from '../../lib/app-state.ts';
import { showDone } from '../../lib/failures.ts';
import { useCall } from '../../lib/use-call.ts';
import { nameOf } from './difference-words.ts';

/** What is open over the list. */
export type DifferenceTask =
  | { readonly kind: 'details' | 'ways' | 'accept'; readonly row: DifferenceRow }
  | { readonly kind: 'all'; readonly count: number };

/** What can be done about differences; accepting one asks for a PIN first. */
export function useDifferenceRepair() {
  const { t } = useTranslation();
  const maySend = useApp().session?.may.includes('run-sync') === true;
  const [task, setTask] = useState<DifferenceTask | null>(null);
  const [sendAgain, isSending] = useCall('reconcile:send-again');
  const [sendAll, isSendingAll] = useCall('reconcile:send-all-again');
  const repairsOf = (row: DifferenceRow): readonly DifferenceRepair[] =>
    row.repairs.filter((repair) => repair === 'accept' || maySend);
  const run = async (row: DifferenceRow, repair: DifferenceRepair | undefined) => {
    if (repair === undefined) return setTask({ kind: 'details', row });
    if (repair === 'accept') return setTask({ kind: 'accept', row });
    setTask(null);
    const answer = await sendAgain({ differenceId: row.id });
    if (answer?.ok === true) showDone(t('reconcile.repairs.send-again.done', { what: nameOf(t, row) }));
  };
  return {
    task,
    busy: isSending || isSendingAll,
    maySend,
    repairsOf,
    open: setTask,
    close: () => setTask(null),
    all: async () => {
      setTask(null);
      const answer = await sendAll();
      if (answer?.ok === true) showDone(t('reconcile.all.done', { count: answer.value.sent }));
    },
    /** Runs a repair, by default the first there is; where there is none the difference is shown. */
    run: (row: DifferenceRow, repair: DifferenceRepair | undefined = repairsOf(row)[0]) =>
      void run(row, repair),
  };
}

export type DifferenceRepairs = ReturnType<typeof useDifferenceRepair>;
