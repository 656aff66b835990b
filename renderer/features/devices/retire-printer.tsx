import { useTranslation } from 'react-i18next';
import type { PrintersView, PrinterView } from '../../../contracts/views/printers.ts';
import { useCall } from '../../lib/use-call.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { PickDialog } from '../../ui/pick-dialog.tsx';

type RetirePrinterProps = {
  readonly printer: PrinterView;
  readonly printers: readonly PrinterView[];
  readonly onView: (view: PrintersView) => void;
  readonly onClose: () => void;
};

/** A printer that is not used any more; who prints what waits for it is asked first. */
export function RetirePrinter({ printer, printers, onView, onClose }: RetirePrinterProps) {
  const { t } = useTranslation();
  const [retire, busy] = useCall('printers:retire');
  const act = async (jobsTo: { readonly printerId: string } | 'drop' | null) => {
    const retired = await retire({ printerId: printer.id, jobsTo });
    if (retired === null) return;
    if (retired.ok) onView(retired.value);
    onClose();
  };
  const title = t('devices.retire.title', { name: printer.name });
  if (printer.waiting === 0)
    return (
      <Dialog
        title={title}
        onClose={onClose}
        confirm={{ label: t('devices.printers.retire'), act: () => void act(null), disabled: busy }}
      >
        <p>{t('devices.retire.words')}</p>
      </Dialog>
    );
  return (
    <PickDialog
      title={title}
      confirm={t('devices.printers.retire')}
      options={[
        ...printers
          .filter(({ id }) => id !== printer.id)
          .map(({ id, name }) => ({ id, label: t('devices.retire.to', { name }) })),
        { id: 'drop', label: t('devices.retire.drop'), words: t('devices.retire.dropWords') },
      ]}
      onPick={(id) => void act(id === 'drop' ? 'drop' : { printerId: id })}
      onClose={onClose}
    >
      <p>{t('devices.retire.waiting', { count: printer.waiting })}</p>
    </PickDialog>
  );
}
