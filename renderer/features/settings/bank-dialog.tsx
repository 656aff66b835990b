import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { testIds } from '../../test-ids.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { stepWithin, VirtualRows } from '../../ui/virtual-rows.tsx';
import { type Bank, findBanks } from './banks.ts';

type BankDialogProps = { readonly onChoose: (bank: Bank) => void; readonly onClose: () => void };

/** Sixty banks: type a few letters, Enter takes the marked one. */
export function BankDialog({ onChoose, onClose }: BankDialogProps) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [selected, setSelected] = useState(0);
  const found = findBanks(text);
  const choose = (index: number) => {
    const bank = found[index];
    if (bank !== undefined) onChoose(bank);
  };
  return (
    <Dialog
      title={t('settings.chooseBank')}
      onClose={onClose}
      width={720}
      confirm={{
        label: t('settings.chooseThis'),
        act: () => choose(selected),
        disabled: found.length === 0,
      }}
      keys={{
        commands: {
          up: () => setSelected(stepWithin(found.length, selected, -1)),
          down: () => setSelected(stepWithin(found.length, selected, 1)),
        },
      }}
    >
      <div className="settings-banks">
        <TextInput
          value={text}
          autoFocus
          placeholder={t('settings.bankSearch')}
          aria-label={t('settings.bankSearch')}
          data-testid={testIds.settingsBankSearch}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setSelected(0);
          }}
        />
        <VirtualRows
          rows={found}
          keyOf={(bank) => bank.bin}
          rowHeight={60}
          selected={selected}
          onSelect={choose}
          testId={testIds.settingsBankRow}
        >
          {(bank) => (
            <>
              <span className="row-line row-strong">{bank.shortName}</span>
              <span className="row-line muted">{bank.name}</span>
            </>
          )}
        </VirtualRows>
      </div>
    </Dialog>
  );
}
