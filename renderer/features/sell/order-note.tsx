import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall } from '../../lib/use-call.ts';
import { testIds } from '../../test-ids.ts';
import { Dialog } from '../../ui/dialog.tsx';

/** A remark on the order; it goes on the receipt and to the cloud. */
export function OrderNote({ note, onClose }: { readonly note: string; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState(note);
  const [save, busy] = useCall('cart:set-note');
  const confirm = async () => {
    const answer = await save({ note: text.trim() });
    if (answer?.ok === true) onClose();
  };
  return (
    <Dialog
      title={t('sell.orderNote')}
      onClose={onClose}
      confirm={{ label: t('sell.save'), act: () => void confirm(), disabled: busy }}
    >
      <TextInput
        value={text}
        maxLength={500}
        autoFocus
        aria-label={t('sell.orderNote')}
        data-testid={testIds.orderNote}
        onChange={(event) => setText(event.currentTarget.value)}
      />
    </Dialog>
  );
}
