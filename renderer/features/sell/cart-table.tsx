import { IconBarcode } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { CartLineView } from '../../../contracts/views/selling.ts';
import { useCartsPart } from '../../lib/app-state.ts';
import { testIds } from '../../test-ids.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { CartRow } from './cart-row.tsx';
import { useSelectedLineId } from './sell-state.ts';

const rowHeight = 62;
/** Up to here all rows are simply there; beyond, only those in sight. */
const plainRows = 60;
const noLines: readonly CartLineView[] = [];

export function CartTable() {
  const { t } = useTranslation();
  const lines = useCartsPart((carts) => carts?.active.lines ?? noLines);
  return (
    <div className="cart-table">
      <div className="cart-head">
        <span>#</span>
        <span>{t('sell.goods')}</span>
        <span className="cart-head-quantity">{t('sell.quantity')}</span>
        <span className="right">{t('sell.unitPrice')}</span>
        <span className="right">{t('sell.discount')}</span>
        <span className="right">{t('sell.net')}</span>
      </div>
      {lines.length === 0 ? (
        <EmptyState icon={IconBarcode} title={t('sell.emptyTitle')} testId={testIds.cartEmpty}>
          <p>{t('sell.emptyScan')}</p>
          <p>{t('sell.emptyType')}</p>
          <p>{t('sell.emptyMany')}</p>
        </EmptyState>
      ) : lines.length > plainRows ? (
        <LongList lines={lines} />
      ) : (
        <ShortList lines={lines} />
      )}
    </div>
  );
}

type ListProps = { readonly lines: readonly CartLineView[] };

function ShortList({ lines }: ListProps) {
  const selected = useSelectedLineId();
  const scroller = useRef<HTMLDivElement>(null);
  const at = lines.findIndex((line) => line.id === selected);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a line added below the fold must come into sight too
  useEffect(() => {
    scroller.current?.children.item(at)?.scrollIntoView({ block: 'nearest' });
  }, [at, lines.length]);
  return (
    <div ref={scroller} className="cart-rows">
      {lines.map((line, index) => (
        <CartRow key={line.id} line={line} position={index + 1} selected={line.id === selected} />
      ))}
    </div>
  );
}

function LongList({ lines }: ListProps) {
  const selected = useSelectedLineId();
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
  });
  const at = lines.findIndex((line) => line.id === selected);
  useEffect(() => {
    if (at >= 0) rows.scrollToIndex(at);
  }, [at, rows]);
  return (
    <div ref={scroller} className="cart-rows">
      <div style={{ height: rows.getTotalSize(), position: 'relative' }}>
        {rows.getVirtualItems().map((item) => {
          const line = lines[item.index];
          if (line === undefined) return null;
          return (
            <div key={line.id} className="cart-virtual" style={{ top: item.start }}>
              <CartRow line={line} position={item.index + 1} selected={line.id === selected} />
            </div>
          );
        })}
      </div>
    </div>
  );
}
