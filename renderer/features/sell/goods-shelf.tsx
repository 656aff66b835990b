import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { GoodsView } from '../../../contracts/views/selling.ts';
import { call } from '../../lib/bridge.ts';
import { testIds } from '../../test-ids.ts';
import { keepFocus } from '../../ui/key-button.tsx';
import { Money } from '../../ui/money.tsx';
import { Picture } from '../../ui/picture.tsx';
import { addPicked } from './add-goods.ts';

const shelfSize = 60;

/** Goods with pictures, where the screen is wide enough for them. */
export function GoodsShelf() {
  const { t } = useTranslation();
  const { data } = useQuery({
    queryKey: ['goods-shelf'],
    queryFn: () => call('goods:search', { text: '', limit: shelfSize, offset: 0 }),
    staleTime: 60_000,
  });
  return (
    <section className="shelf" aria-label={t('sell.shelf')}>
      {data?.rows.map((goods) => (
        <button
          key={`${goods.variantId}/${goods.unitId}`}
          type="button"
          className="shelf-tile"
          data-testid={testIds.goodsTile}
          onMouseDown={keepFocus}
          onClick={() => void addPicked(goods, '')}
        >
          <Picture url={goods.image} name={goods.name} size={72} />
          <span className="shelf-name">{goods.name}</span>
          {variantLine(goods) === '' ? null : <strong className="shelf-variant">{variantLine(goods)}</strong>}
          <span className="shelf-price">
            <Money amount={goods.price} />
          </span>
        </button>
      ))}
    </section>
  );
}

/** What tells goods of one name apart, on a line of its own so that it is never cut off behind a long name. */
function variantLine(goods: GoodsView): string {
  return goods.variantName !== '' ? goods.variantName : goods.unitId === null ? '' : goods.unitName;
}
