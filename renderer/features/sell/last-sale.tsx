import { IconCircleCheck, IconPrinter } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { LastSaleView } from '../../../contracts/views/selling.ts';
import { useCall } from '../../lib/use-call.ts';
import { testIds } from '../../test-ids.ts';
import { KeyButton } from '../../ui/key-button.tsx';
import { Money } from '../../ui/money.tsx';

/** The sale just made: its change stays where it was counted out from, until the next scan. */
export function LastSale({ sale }: { readonly sale: LastSaleView }) {
  const { t } = useTranslation();
  const [reprint, busy] = useCall('sales:reprint');
  return (
    <div className="last-sale" data-testid={testIds.lastSale} data-sale-id={sale.saleId}>
      <span className="last-sale-done">
        <IconCircleCheck size={22} aria-hidden="true" /> {t('sell.paid', { number: sale.number })}
      </span>
      <div className="totals-row">
        <span>{t('sell.lastTotal')}</span>
        <Money amount={sale.total} />
      </div>
      <div className="totals-row">
        <span>{t('sell.lastTendered')}</span>
        <Money amount={sale.tendered} />
      </div>
      <span className="due-label">{t('sell.change')}</span>
      <Money amount={sale.change} size="total" withUnit testId={testIds.lastChange} />
      <KeyButton disabled={busy} onClick={() => void reprint({ saleId: sale.saleId })}>
        <IconPrinter size={20} aria-hidden="true" /> {t('sell.reprint')}
      </KeyButton>
    </div>
  );
}
