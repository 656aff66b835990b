import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ScannersView, ScannerView } from '../../../contracts/views/scanners.ts';
import { useCall } from '../../lib/use-call.ts';
import { testIds } from '../../test-ids.ts';
import { Dialog } from '../../ui/dialog.tsx';

type RenameScannerProps = {
  readonly scanner: ScannerView;
  readonly onChanged: (view: ScannersView) => void;
  readonly onClose: () => void;
};

/** The shop's own name for a scanner; an empty one gives it back its own. */
export function RenameScanner({ scanner, onChanged, onClose }: RenameScannerProps) {
  const { t } = useTranslation();
  const [name, setName] = useState(scanner.name === scanner.productName ? '' : scanner.name);
  const [rename, busy] = useCall('scanners:rename');
  const save = async () => {
    const answer = await rename({ key: scanner.key, name });
    if (answer?.ok !== true) return;
    onChanged(answer.value);
    onClose();
  };
  return (
    <Dialog
      title={t('scanners.renameTitle')}
      onClose={onClose}
      confirm={{ label: t('scanners.saveName'), act: () => void save(), disabled: busy }}
    >
      <TextInput
        label={t('scanners.name')}
        placeholder={scanner.productName}
        value={name}
        maxLength={60}
        autoFocus
        data-testid={testIds.scannerName}
        onChange={(event) => setName(event.currentTarget.value)}
      />
    </Dialog>
  );
}
