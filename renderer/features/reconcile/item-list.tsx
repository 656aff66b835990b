import { IconCircleCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ReconcileItemPage } from '../../../contracts/views/reconcile.ts';
import type { PagedRows } from '../../lib/use-paged-rows.ts';
import { testIds } from '../../test-ids.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FailureNote } from '../../ui/failure-note.tsx';
import { VirtualRows } from '../../ui/virtual-rows.tsx';
import { ItemAction, ItemEntry, ItemHead } from './item-entry.tsx';
import type { DifferenceRepairs } from './use-difference-repair.ts';

type ItemListProps = {
  readonly list: PagedRows<ReconcileItemPage>;
  readonly selected: number;
  readonly onSelect: (index: number) => void;
  readonly onOpen: (index: number) => void;
  readonly repair: DifferenceRepairs;
  readonly emptyWords: string;
};

/** What did not simply match on a day, as many as there are. */
export function ItemList({ list, selected, onSelect, onOpen, repair, emptyWords }: ItemListProps) {
  const { t } = useTranslation();
  if (list.failure !== null) return <FailureNote failure={list.failure} />;
  if (list.rows.length === 0)
    return list.isStale ? null : <EmptyState icon={IconCircleCheck} title={emptyWords} />;
  return (
    <section className="sync-list reconcile-items" aria-label={t('reconcile.items')}>
      <ItemHead />
      <VirtualRows
        rows={list.rows}
        keyOf={(row) => `${row.class}/${row.saleId ?? ''}/${row.orderId ?? ''}`}
        rowHeight={64}
        selected={selected}
        onSelect={onSelect}
        onOpen={onOpen}
        onNearEnd={list.loadMore}
        testId={testIds.reconcileItem}
        stateOf={(row) => row.class}
        action={(row, isSelected) => <ItemAction row={row} isSelected={isSelected} repair={repair} />}
      >
        {(row) => <ItemEntry row={row} />}
      </VirtualRows>
    </section>
  );
}
