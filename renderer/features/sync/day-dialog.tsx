import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { testIds } from '../../test-ids.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { dayWords, readDay } from './sync-query.ts';

type DayDialogProps = {
  readonly day: string;
  readonly onDay: (day: string) => void;
  readonly onClose: () => void;
};

/** One day of the list, typed as people write it. */
export function DayDialog({ day, onDay, onClose }: DayDialogProps) {
  const { t } = useTranslation();
  const [text, setText] = useState(() => dayWords(day));
  const [openedAt] = useState(Date.now);
  const read = readDay(text, openedAt);
  return (
    <Dialog
      title={t('sync.dayTitle')}
      onClose={onClose}
      confirm={{
        label: t('sync.choose'),
        act: () => {
          if (read !== null) onDay(read);
        },
        disabled: read === null,
      }}
    >
      <TextInput
        label={t('sync.dayHint')}
        value={text}
        maxLength={10}
        autoFocus
        onFocus={(event) => event.currentTarget.select()}
        error={read === null && text.length >= 8 ? t('sync.dayWrong') : null}
        data-testid={testIds.syncDay}
        onChange={(event) => setText(event.currentTarget.value)}
      />
    </Dialog>
  );
}
