import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SyncRow } from '../../../contracts/views/sync.ts';
import type { RefusalReason, RepairKind } from '../../../domain/sync/refusal.ts';
import { showDone } from '../../lib/failures.ts';
import { useCall } from '../../lib/use-call.ts';

/** What is open over the list. */
export type SyncTask =
  | { readonly kind: 'details' | 'ways' | 'set-aside' | 'take-back' | 'pick-goods'; readonly row: SyncRow }
  | RepairAllTask;

export type RepairAllTask = {
  readonly kind: 'all';
  readonly reason: RefusalReason;
  readonly entries: number;
};

/** What can be done with the rows of the list; whatever has to be asked first opens over it. */
export function useRepair() {
  const { t } = useTranslation();
  const [task, setTask] = useState<SyncTask | null>(null);
  const [repair, isRepairing] = useCall('sync:repair');
  const [repairAll, isRepairingAll] = useCall('sync:repair-all');
  const close = () => setTask(null);
  const send = async (
    row: SyncRow,
    kind: RepairKind,
    goods?: readonly { readonly lineId: string; readonly variantId: number }[],
  ) => {
    close();
    const answer = await repair({
      entryId: row.id,
      repair: kind,
      ...(goods === undefined ? {} : { goods: [...goods] }),
    });
    if (answer?.ok === true) showDone(t(`sync.repairs.${kind}.done`, { number: row.number }));
  };
  return {
    task,
    busy: isRepairing || isRepairingAll,
    open: setTask,
    close,
    /** One key's repair, or a question first where it needs one. */
    run: (row: SyncRow, kind: RepairKind | undefined) => {
      if (kind === 'as-other-goods') setTask({ kind: 'pick-goods', row });
      else if (kind !== undefined) void send(row, kind);
    },
    sendAs: (row: SyncRow, goods: readonly { readonly lineId: string; readonly variantId: number }[]) =>
      void send(row, 'as-other-goods', goods),
    all: async (reason: RefusalReason) => {
      close();
      const answer = await repairAll({ reason });
      if (answer?.ok === true) showDone(t('sync.all.done', { count: answer.value.repaired }));
    },
  };
}

export type Repair = ReturnType<typeof useRepair>;
