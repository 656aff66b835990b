import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { formatQuantity } from '../../../domain/text/format.ts';

/** What is left at this branch. None or fewer is marked with a sign, not only a colour. */
export function Stock({ stock }: { readonly stock: number | null }) {
  const { t } = useTranslation();
  if (stock === null) return null;
  if (stock > 0) return <span> · {t('sell.stock', { quantity: formatQuantity(stock) })}</span>;
  return (
    <span className="stock-out">
      {' · '}
      <IconAlertTriangle size={15} aria-hidden="true" />{' '}
      {stock === 0 ? t('sell.stockNone') : t('sell.stockBelow', { quantity: formatQuantity(stock) })}
    </span>
  );
}
