import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { SaleRow } from '../../../contracts/views/records.ts';
import { showDone } from '../../lib/failures.ts';
import { useCall } from '../../lib/use-call.ts';
import { Dialog } from '../../ui/dialog.tsx';

/** Says beforehand that the paper will be marked as a copy, so that nobody hands it out as a second original. */
export function ReprintDialog({ sale, onClose }: { readonly sale: SaleRow; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [reprint, busy] = useCall('sales:reprint');
  const act = async () => {
    const answer = await reprint({ saleId: sale.id });
    if (answer?.ok !== true) return;
    showDone(t('sales.reprinted', { copy: answer.value.copy }));
    void queries.invalidateQueries({ queryKey: ['sales'] });
    onClose();
  };
  return (
    <Dialog
      title={t('sales.reprintTitle', { number: sale.number })}
      onClose={onClose}
      confirm={{ label: t('sales.reprintAct'), act: () => void act(), disabled: busy }}
    >
      <p>{t('sales.reprintWords', { copy: sale.copies + 1 })}</p>
    </Dialog>
  );
}
