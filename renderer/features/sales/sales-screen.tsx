import { TextInput } from '@mantine/core';
import { IconReceiptOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SaleRow } from '../../../contracts/views/records.ts';
import { useApp } from '../../lib/app-state.ts';
import { call, failureOf } from '../../lib/bridge.ts';
import { useKeys } from '../../lib/keys.ts';
import { shortDateTime } from '../../lib/short-time.ts';
import { useStore } from '../../lib/store.ts';
import { usePagedRows } from '../../lib/use-paged-rows.ts';
import { testIds } from '../../test-ids.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FailureNote } from '../../ui/failure-note.tsx';
import { KeyButton } from '../../ui/key-button.tsx';
import { Money } from '../../ui/money.tsx';
import { Screen } from '../../ui/screen.tsx';
import { stepWithin, VirtualRows } from '../../ui/virtual-rows.tsx';
import { ReturnScreen } from '../returns/return-screen.tsx';
import { returnStore } from '../returns/return-state.ts';
import { SyncState } from '../sync/sync-state.tsx';
import { ReprintDialog } from './reprint-dialog.tsx';
import { SaleDetails } from './sale-details.tsx';
import '../../ui/office.css';
import './sales.css';

/** Receipts of this till, newest first: find one by its number, look at it, print it again. */
export function SalesScreen() {
  const { t } = useTranslation();
  const { session, connection } = useApp();
  const [text, setText] = useState('');
  const [selected, setSelected] = useState(0);
  const [reprinting, setReprinting] = useState<SaleRow | null>(null);
  const returning = useStore(returnStore);
  // Whoever comes back to this page later starts with the list.
  useEffect(() => () => returnStore.set(null), []);
  const list = usePagedRows(
    ['sales', text],
    (window) => call('sales:list', { text, ...window }),
    `${connection.waiting}/${connection.refused}`,
  );
  const current = list.rows[Math.min(selected, list.rows.length - 1)];
  const mayReprint = session?.may.includes('reprint-receipt') === true;
  const reprint = () => {
    if (current !== undefined && mayReprint) setReprinting(current);
  };
  const mayReturn = session?.may.includes('return-goods') === true;
  const takeBack = () => {
    if (current !== undefined && mayReturn) returnStore.set(current.id);
  };
  useKeys({
    commands: {
      up: () => setSelected(stepWithin(list.rows.length, selected, -1)),
      down: () => setSelected(stepWithin(list.rows.length, selected, 1)),
      'pay-and-print': reprint,
      'line-editor': takeBack,
    },
  });
  if (returning !== null && mayReturn)
    return <ReturnScreen key={returning} saleId={returning} onClose={() => returnStore.set(null)} />;
  return (
    <Screen
      id="sales"
      title={t('menu.sales')}
      actions={
        <>
          <KeyButton
            command="line-editor"
            disabled={current === undefined || !mayReturn}
            testId={testIds.saleReturn}
            onClick={takeBack}
          >
            {t('returns.act')}
          </KeyButton>
          <KeyButton
            command="pay-and-print"
            disabled={current === undefined || !mayReprint}
            testId={testIds.saleReprint}
            onClick={reprint}
          >
            {t('sales.reprint')}
          </KeyButton>
        </>
      }
    >
      <div className="page-split sales">
        <div className="page-column">
          <TextInput
            value={text}
            maxLength={200}
            autoFocus
            placeholder={t('sales.search')}
            aria-label={t('sales.search')}
            data-testid={testIds.saleSearch}
            onChange={(event) => {
              setText(event.currentTarget.value);
              setSelected(0);
            }}
          />
          {list.failure === null ? null : <FailureNote failure={list.failure} />}
          {list.rows.length === 0 && !list.isStale ? (
            <EmptyState
              icon={IconReceiptOff}
              title={text === '' ? t('sales.none') : t('sales.noneFound', { text })}
            />
          ) : (
            <VirtualRows
              rows={list.rows}
              keyOf={(row) => row.id}
              rowHeight={72}
              selected={selected}
              onSelect={setSelected}
              onNearEnd={list.loadMore}
              testId={testIds.saleRow}
              stateOf={(row) => row.syncState}
            >
              {(row) => <SaleSummary row={row} />}
            </VirtualRows>
          )}
        </div>
        {current === undefined ? <span /> : <OpenSale row={current} />}
      </div>
      {reprinting === null ? null : <ReprintDialog sale={reprinting} onClose={() => setReprinting(null)} />}
    </Screen>
  );
}

function SaleSummary({ row }: { readonly row: SaleRow }) {
  const { t } = useTranslation();
  return (
    <span className="sale-summary">
      <span>
        <span className="row-line row-strong">{row.number}</span>
        <span className="row-line muted">
          {shortDateTime(row.completedAt)} · {row.staffName}
        </span>
      </span>
      <span>
        <span className="row-line sale-summary-total">
          <Money amount={row.total} withUnit />
        </span>
        <span className="row-line muted sale-summary-total">
          {row.tenders.map((kind) => t(`shift.tenders.${kind}`)).join(' + ')}
        </span>
      </span>
      <SyncState state={row.syncState} />
    </span>
  );
}

function OpenSale({ row }: { readonly row: SaleRow }) {
  const sale = useQuery({
    queryKey: ['sale', row.id, row.copies, row.syncState],
    queryFn: () => call('sales:get', { saleId: row.id }),
    placeholderData: (before) => before,
  });
  if (sale.error !== null) return <FailureNote failure={failureOf(sale.error)} />;
  return sale.data === undefined ? <span /> : <SaleDetails sale={sale.data} />;
}
