import { TextInput } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerView } from '../../../contracts/views/selling.ts';
import { call, failureOf } from '../../lib/bridge.ts';
import { useCall } from '../../lib/use-call.ts';
import { useConfirmWhenFresh } from '../../lib/use-confirm-when-fresh.ts';
import { testIds } from '../../test-ids.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { FailureNote } from '../../ui/failure-note.tsx';
import { KeyButton, keepFocus } from '../../ui/key-button.tsx';

type CustomerPanelProps = { readonly hasCustomer: boolean; readonly onClose: () => void };

const noRows: readonly CustomerView[] = [];

/** F4: finds a customer by name or phone; Enter takes the marked one. */
export function CustomerPanel({ hasCustomer, onClose }: CustomerPanelProps) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [selected, setSelected] = useState(0);
  const [save, busy] = useCall('cart:set-customer');
  const found = useQuery({
    queryKey: ['customers', text],
    queryFn: () => call('customers:search', { text }),
    placeholderData: keepPreviousData,
  });
  const rows = found.data ?? noRows;
  const take = async (customerId: string | null) => {
    const answer = await save({ customerId });
    if (answer?.ok === true) onClose();
  };
  const isFresh = !found.isPlaceholderData && !found.isPending;
  const takeSelected = useConfirmWhenFresh(text, isFresh, () => {
    const row = rows[selected];
    if (row !== undefined) void take(row.id);
  });
  const step = (by: number) => setSelected(Math.min(rows.length - 1, Math.max(0, selected + by)));
  return (
    <Dialog
      title={t('sell.customerTitle')}
      onClose={onClose}
      confirm={{
        label: t('sell.choose'),
        act: takeSelected,
        disabled: busy || (isFresh && rows.length === 0),
      }}
      width={640}
      testId={testIds.customerPanel}
      keys={{ commands: { up: () => step(-1), down: () => step(1) } }}
    >
      <TextInput
        value={text}
        maxLength={200}
        autoFocus
        placeholder={t('sell.customerHint')}
        aria-label={t('sell.customerHint')}
        data-testid={testIds.customerInput}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setSelected(0);
        }}
      />
      <div className="customer-rows">
        {found.error === null ? null : <FailureNote failure={failureOf(found.error)} />}
        {found.isSuccess && rows.length === 0 ? <p className="muted">{t('sell.customerNone')}</p> : null}
        {rows.map((row, index) => (
          <button
            key={row.id}
            type="button"
            className="goods-row"
            aria-current={index === selected}
            data-testid={testIds.customerRow}
            data-customer-id={row.id}
            onMouseDown={keepFocus}
            onClick={() => void take(row.id)}
          >
            <span className="goods-name">{row.name}</span>
            <span className="money muted">{row.phoneMasked}</span>
          </button>
        ))}
      </div>
      {hasCustomer ? (
        <KeyButton disabled={busy} testId={testIds.customerNone} onClick={() => void take(null)}>
          {t('sell.customerRemove')}
        </KeyButton>
      ) : null}
    </Dialog>
  );
}
