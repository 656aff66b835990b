import { TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SyncRow } from '../../../contracts/views/sync.ts';
import { showDone } from '../../lib/failures.ts';
import { useCall } from '../../lib/use-call.ts';
import { testIds } from '../../test-ids.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { PinField } from '../../ui/pin-field.tsx';
import { pinLength } from '../../ui/pin-pad.tsx';
import { titleOf } from './sync-words.ts';

type ApprovalDialogProps = {
  readonly row: SyncRow;
  readonly act: 'set-aside' | 'take-back';
  readonly onClose: () => void;
};

/** Sets an entry aside or takes it back: a manager or the owner enters their PIN on the spot, whoever is signed in. */
export function ApprovalDialog({ row, act, onClose }: ApprovalDialogProps) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const [pin, setPin] = useState('');
  const pinField = useRef<HTMLInputElement>(null);
  const [setAside, isSetting] = useCall('sync:set-aside');
  const [takeBack, isTaking] = useCall('sync:take-back');
  const busy = isSetting || isTaking;
  const asksReason = act === 'set-aside';
  const isReady = pin.length === pinLength && (!asksReason || reason.trim() !== '');
  const confirm = async () => {
    if (!isReady) return pinField.current?.focus();
    const request = { entryId: row.id, pin };
    const answer = asksReason ? await setAside({ ...request, reason }) : await takeBack(request);
    setPin('');
    if (answer?.ok !== true) return pinField.current?.focus();
    showDone(t(`sync.approval.${act}.done`));
    onClose();
  };
  return (
    <Dialog
      title={t(`sync.approval.${act}.title`, { what: titleOf(t, row) })}
      onClose={onClose}
      confirm={{
        label: t(`sync.approval.${act}.act`),
        act: () => void confirm(),
        disabled: busy || (!isReady && !(asksReason && reason.trim() !== '')),
      }}
      testId={testIds.syncApproval}
    >
      <div className="form-column">
        <p className="sync-dialog-words">{t(`sync.approval.${act}.words`)}</p>
        {asksReason ? (
          <TextInput
            label={t('sync.approval.reason')}
            value={reason}
            maxLength={200}
            autoFocus
            data-testid={testIds.syncReason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        ) : null}
        <PinField
          ref={pinField}
          label={t('sync.approval.pin')}
          value={pin}
          onChange={setPin}
          autoFocus={!asksReason}
          disabled={busy}
          testId={testIds.syncPin}
        />
      </div>
    </Dialog>
  );
}
