import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { GoodsView } from '../../../contracts/views/selling.ts';
import { useAsOf } from '../../lib/as-of.tsx';
import { testIds } from '../../test-ids.ts';
import { Money } from '../../ui/money.tsx';
import { Picture } from '../../ui/picture.tsx';
import { Stock } from './stock.tsx';

/** Goods in a list: picture, names, code, stock here, price. */
export const GoodsSummary = memo(function GoodsSummary({ goods }: { readonly goods: GoodsView }) {
  const { t } = useTranslation();
  const { prices: asOf } = useAsOf();
  return (
    <>
      <Picture url={goods.image} name={goods.name} size={44} />
      <span className="goods-names">
        <span className="goods-name">
          {goods.name}
          {goods.variantName === '' ? null : <span className="muted"> / {goods.variantName}</span>}
        </span>
        <span className="goods-more">
          {[goods.code, goods.sku].filter((part) => part !== '').join(' · ')}
          {goods.weighed ? ` · ${t('sell.weighed')}` : null}
          <Stock stock={goods.stock} />
        </span>
      </span>
      <span className="goods-price">
        <Money amount={goods.price} size="amount" />
        {goods.unitName === '' ? null : <span className="goods-unit">/{goods.unitName}</span>}
        {asOf === null ? null : (
          <span className="goods-as-of" data-testid={testIds.asOf}>
            {t('sell.priceAsOf', { time: asOf })}
          </span>
        )}
      </span>
    </>
  );
});
