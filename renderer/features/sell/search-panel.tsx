import { IconMoodEmpty } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { GoodsView } from '../../../contracts/views/selling.ts';
import { call, failureOf } from '../../lib/bridge.ts';
import { useKeys } from '../../lib/keys.ts';
import { useStore } from '../../lib/store.ts';
import { useConfirmWhenFresh } from '../../lib/use-confirm-when-fresh.ts';
import { testIds } from '../../test-ids.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FailureNote } from '../../ui/failure-note.tsx';
import { KeyButton, keepFocus } from '../../ui/key-button.tsx';
import { addPicked, identify } from './add-goods.ts';
import { GoodsSummary } from './goods-summary.tsx';
import { closeSearch, searchStore } from './search-state.ts';

const pageSize = 60;
const rowHeight = 60;

/** Rows of the search, over the lower part of the cart and never over the total. */
export function SearchPanel() {
  const { text, identifies } = useStore(searchStore);
  const { t } = useTranslation();
  const goods = useGoods(text);
  const [selected, setSelected] = useState(0);
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: goods.rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 6,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another text starts from its first row
  useEffect(() => {
    setSelected(0);
    scroller.current?.scrollTo(0, 0);
  }, [text]);
  const pick = (row: GoodsView | undefined) => {
    if (row === undefined) return;
    closeSearch();
    if (identifies === null) void addPicked(row, '');
    else void identify(identifies.lineId, row);
  };
  const step = (by: number) => {
    const next = Math.min(goods.rows.length - 1, Math.max(0, selected + by));
    setSelected(next);
    rows.scrollToIndex(next);
  };
  // Enter on rows of an older text would add the wrong goods.
  const confirm = useConfirmWhenFresh(text, !goods.isStale, () => pick(goods.rows[selected]));
  useKeys({
    layer: 'panel',
    commands: {
      up: () => step(-1),
      down: () => step(1),
      confirm,
      back: closeSearch,
    },
  });
  const items = rows.getVirtualItems();
  const lastShown = items.at(-1)?.index ?? 0;
  const { canLoad, loadMore } = goods;
  const isNearEnd = lastShown >= goods.rows.length - 10;
  useEffect(() => {
    if (isNearEnd && canLoad) void loadMore();
  }, [isNearEnd, canLoad, loadMore]);
  return (
    <section className="search-panel" data-testid={testIds.searchPanel} aria-label={t('sell.searchHint')}>
      <div className="search-head">
        <span>
          {identifies === null
            ? t('sell.searchCount', { count: goods.total })
            : t('sell.identifyTitle', { code: identifies.code })}
        </span>
        <span className="muted">{t('sell.searchKeys')}</span>
        <KeyButton command="back" tone="quiet" onClick={closeSearch}>
          {t('sell.closeSearch')}
        </KeyButton>
      </div>
      {goods.failure === null ? null : <FailureNote failure={goods.failure} />}
      {goods.rows.length === 0 && !goods.isStale ? (
        <EmptyState icon={IconMoodEmpty} title={t('sell.searchNone', { text })}>
          {t('sell.searchNoneHint')}
        </EmptyState>
      ) : (
        <div ref={scroller} className="search-rows">
          <div style={{ height: rows.getTotalSize(), position: 'relative' }}>
            {items.map((item) => {
              const row = goods.rows[item.index];
              if (row === undefined) return null;
              return (
                <button
                  key={`${row.variantId}/${row.unitId}`}
                  type="button"
                  className="goods-row"
                  style={{ position: 'absolute', top: item.start, height: rowHeight }}
                  aria-current={item.index === selected}
                  data-testid={testIds.searchRow}
                  data-variant-id={row.variantId}
                  onMouseDown={keepFocus}
                  onClick={() => pick(row)}
                >
                  <GoodsSummary goods={row} />
                </button>
              );
            })}
          </div>
        </div>
      )}
    </section>
  );
}

function useGoods(text: string) {
  const query = useInfiniteQuery({
    queryKey: ['goods', text],
    queryFn: ({ pageParam }) => call('goods:search', { text, limit: pageSize, offset: pageParam }),
    initialPageParam: 0,
    getNextPageParam: (last, pages) => {
      const seen = pages.reduce((count, page) => count + page.rows.length, 0);
      return last.rows.length < pageSize || seen >= last.total ? undefined : seen;
    },
    placeholderData: keepPreviousData,
    gcTime: 30_000,
  });
  return {
    rows: query.data?.pages.flatMap((page) => page.rows) ?? [],
    total: query.data?.pages[0]?.total ?? 0,
    isStale: query.isPlaceholderData || query.isPending,
    failure: query.error === null ? null : failureOf(query.error),
    canLoad: query.hasNextPage && !query.isFetchingNextPage,
    loadMore: query.fetchNextPage,
  };
}
