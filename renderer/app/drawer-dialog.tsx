import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { showDone } from '../lib/failures.ts';
import { useCall } from '../lib/use-call.ts';
import { testIds } from '../test-ids.ts';
import { Dialog } from '../ui/dialog.tsx';
import { KeyButton } from '../ui/key-button.tsx';

const reasons = ['change', 'count', 'other'] as const;

/** F11: the drawer without a sale. The reason goes into the journal. */
export function DrawerDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const [open, busy] = useCall('printer:open-drawer');
  const send = async () => {
    const answer = await open({ reason: reason.trim() });
    if (answer?.ok !== true) return;
    showDone(t('drawer.opened'));
    onClose();
  };
  return (
    <Dialog
      title={t('drawer.title')}
      onClose={onClose}
      confirm={{ label: t('drawer.open'), act: () => void send(), disabled: busy || reason.trim() === '' }}
    >
      <TextInput
        label={t('drawer.reason')}
        value={reason}
        autoFocus
        maxLength={200}
        data-testid={testIds.drawerReason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <div className="drawer-reasons">
        {reasons.map((key) => (
          <KeyButton key={key} onClick={() => setReason(t(`drawer.reasons.${key}`))}>
            {t(`drawer.reasons.${key}`)}
          </KeyButton>
        ))}
      </div>
    </Dialog>
  );
}
