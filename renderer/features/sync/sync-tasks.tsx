import { useTranslation } from 'react-i18next';
import type { SyncRow } from '../../../contracts/views/sync.ts';
import { type RepairKind, repairsFor } from '../../../domain/sync/refusal.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { PickDialog } from '../../ui/pick-dialog.tsx';
import { GoodsPicker } from './goods-picker.tsx';
import { SetAsideDialog } from './set-aside-dialog.tsx';
import { SyncDetails } from './sync-details.tsx';
import { type ConnectionState, titleOf, whyOf } from './sync-words.ts';
import type { Repair, RepairAllTask, SyncTask } from './use-repair.ts';

type SyncTasksProps = {
  readonly task: SyncTask;
  readonly repair: Repair;
  readonly mayRepair: boolean;
  readonly connection: ConnectionState;
};

/** Whatever lies over the list: a document, other ways to repair it, a question before something is done. */
export function SyncTasks({ task, repair, mayRepair, connection }: SyncTasksProps) {
  switch (task.kind) {
    case 'details':
      return <SyncDetails row={task.row} connection={connection} onClose={repair.close} />;
    case 'ways':
      return <Ways row={task.row} repair={repair} mayRepair={mayRepair} />;
    case 'pick-goods':
      return (
        <GoodsPicker
          lines={task.row.refusal?.goneLines ?? []}
          onPicked={(goods) => repair.sendAs(task.row, goods)}
          onClose={repair.close}
        />
      );
    case 'set-aside':
    case 'take-back':
      return <SetAsideDialog row={task.row} act={task.kind} onClose={repair.close} />;
    case 'all':
      return <RepairAll task={task} repair={repair} />;
  }
}

function Ways({
  row,
  repair,
  mayRepair,
}: {
  readonly row: SyncRow;
  readonly repair: Repair;
  readonly mayRepair: boolean;
}) {
  const { t } = useTranslation();
  const repairs: readonly RepairKind[] = mayRepair ? (row.refusal?.repairs ?? []) : [];
  const wordsOf = (id: RepairKind | 'set-aside') => ({
    id,
    label: t(`sync.repairs.${id}.name`),
    words: t(`sync.repairs.${id}.words`),
  });
  return (
    <PickDialog
      title={t('sync.waysTitle', { what: titleOf(t, row) })}
      confirm={t('sync.choose')}
      options={[...repairs, 'set-aside' as const].map(wordsOf)}
      onPick={(id) => (id === 'set-aside' ? repair.open({ kind: 'set-aside', row }) : repair.run(row, id))}
      onClose={repair.close}
    >
      <p className="sync-dialog-words">{whyOf(t, row)}</p>
    </PickDialog>
  );
}

function RepairAll({
  task: { reason, entries },
  repair,
}: {
  readonly task: RepairAllTask;
  readonly repair: Repair;
}) {
  const { t } = useTranslation();
  const [usual] = repairsFor[reason];
  return (
    <Dialog
      title={t('sync.all.title', { count: entries })}
      onClose={repair.close}
      confirm={{
        label: t('sync.all.act', { count: entries }),
        act: () => void repair.all(reason),
        disabled: repair.busy,
      }}
    >
      <p className="sync-dialog-words">{t(`sync.reasons.${reason}`)}</p>
      <p className="sync-dialog-words">
        <strong>{t(`sync.repairs.${usual ?? 'send-again'}.name`)}</strong>
        {': '}
        {t(`sync.repairs.${usual ?? 'send-again'}.words`)}
      </p>
    </Dialog>
  );
}
