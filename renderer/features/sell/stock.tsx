import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { formatQuantity } from '../../../domain/text/format.ts';
import { useAsOf } from '../../lib/as-of.tsx';
import { testIds } from '../../test-ids.ts';

/** What is left at this branch, and as of when if that is no longer recent. None or fewer is marked with a sign, not only a colour. */
export function Stock({ stock }: { readonly stock: number | null }) {
  const { t } = useTranslation();
  const { stock: asOf } = useAsOf();
  if (stock === null) return null;
  const time =
    asOf === null ? null : <span data-testid={testIds.asOf}> {t('sell.asOf', { time: asOf })}</span>;
  if (stock > 0)
    return (
      <span>
        {' · '}
        {t('sell.stock', { quantity: formatQuantity(stock) })}
        {time}
      </span>
    );
  return (
    <span className="stock-out">
      {' · '}
      <IconAlertTriangle size={15} aria-hidden="true" />{' '}
      {stock === 0 ? t('sell.stockNone') : t('sell.stockBelow', { quantity: formatQuantity(stock) })}
      {time}
    </span>
  );
}
