import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PrintJobRow } from '../../../contracts/views/records.ts';
import { useCall } from '../../lib/use-call.ts';
import { testIds } from '../../test-ids.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { KeyButton } from '../../ui/key-button.tsx';

const reasons = ['unwanted', 'twice', 'wrong'] as const;

/** Not to be printed, and why. The reason stays with the job. */
export function CancelDialog({ row, onClose }: { readonly row: PrintJobRow; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const [cancel, busy] = useCall('printer:cancel');
  const act = async () => {
    const answer = await cancel({ jobId: row.id, reason: reason.trim() });
    if (answer !== null) onClose();
  };
  return (
    <Dialog
      title={t('printer.cancelTitle', { title: row.title })}
      onClose={onClose}
      confirm={{ label: t('printer.cancel'), act: () => void act(), disabled: busy || reason.trim() === '' }}
    >
      <p className="muted">{t('printer.cancelWords')}</p>
      <TextInput
        label={t('drawer.reason')}
        value={reason}
        autoFocus
        maxLength={200}
        data-testid={testIds.printCancelReason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <div className="drawer-reasons">
        {reasons.map((key) => (
          <KeyButton key={key} onClick={() => setReason(t(`printer.cancelReasons.${key}`))}>
            {t(`printer.cancelReasons.${key}`)}
          </KeyButton>
        ))}
      </div>
    </Dialog>
  );
}
