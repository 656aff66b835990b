import { useTranslation } from 'react-i18next';
import type { SyncRow } from '../../../contracts/views/sync.ts';
import { showDone } from '../../lib/failures.ts';
import { useCall } from '../../lib/use-call.ts';
import { AllowDialog } from '../../ui/allow-dialog.tsx';
import { titleOf } from './sync-words.ts';

type SetAsideDialogProps = {
  readonly row: SyncRow;
  readonly act: 'set-aside' | 'take-back';
  readonly onClose: () => void;
};

/** Sets an entry aside or takes it back. */
export function SetAsideDialog({ row, act, onClose }: SetAsideDialogProps) {
  const { t } = useTranslation();
  const [setAside, isSetting] = useCall('sync:set-aside', { quiet: true });
  const [takeBack, isTaking] = useCall('sync:take-back', { quiet: true });
  const asksReason = act === 'set-aside';
  return (
    <AllowDialog
      title={t(`sync.approval.${act}.title`, { what: titleOf(t, row) })}
      act={t(`sync.approval.${act}.act`)}
      asksReason={asksReason}
      busy={isSetting || isTaking}
      approve={async ({ pin, reason }) => {
        const request = { entryId: row.id, pin };
        const answer = asksReason ? await setAside({ ...request, reason }) : await takeBack(request);
        if (answer?.ok === true) showDone(t(`sync.approval.${act}.done`));
        return answer;
      }}
      onClose={onClose}
    >
      <p className="sync-dialog-words">{t(`sync.approval.${act}.words`)}</p>
    </AllowDialog>
  );
}
