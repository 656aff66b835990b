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
import { KeyButton } from '../../ui/key-button.tsx';
import { stepWithin } from '../../ui/virtual-rows.tsx';
import { CustomerCard } from '../customers/customer-card.tsx';
import { CustomerRows } from '../customers/customer-rows.tsx';
import { NewCustomer } from '../customers/new-customer.tsx';

type CustomerPanelProps = { readonly inCart: CustomerView | null; readonly onClose: () => void };

type Opened = { readonly kind: 'new' } | { readonly kind: 'card'; readonly customerId: string };

const noRows: readonly CustomerView[] = [];

/** F4: finds a customer by name or phone; Enter takes the marked one, or makes a new one of what was typed when nobody fits. */
export function CustomerPanel({ inCart, onClose }: CustomerPanelProps) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [selected, setSelected] = useState(0);
  const [opened, setOpened] = useState<Opened | null>(null);
  const [save, busy] = useCall('cart:set-customer');
  const found = useQuery({
    queryKey: ['customers', text],
    queryFn: () => call('customers:search', { text }),
    placeholderData: keepPreviousData,
    // Somebody may just have been made or renamed.
    gcTime: 0,
  });
  const rows = found.data ?? noRows;
  const take = async (customerId: string | null) => {
    const answer = await save({ customerId });
    if (answer?.ok === true) onClose();
  };
  const isFresh = !found.isPlaceholderData && !found.isPending;
  const isNobody = isFresh && rows.length === 0;
  const makeNew = () => setOpened({ kind: 'new' });
  const confirm = useConfirmWhenFresh(text, isFresh, () => {
    const row = rows[selected];
    if (row === undefined) makeNew();
    else void take(row.id);
  });
  // With nothing typed the card is that of whoever is in the cart.
  const shown = (text === '' ? inCart : null) ?? rows[selected];
  const showCard = () => {
    if (shown !== undefined) setOpened({ kind: 'card', customerId: shown.id });
  };
  const step = (by: number) => setSelected(stepWithin(rows.length, selected, by));
  return (
    <Dialog
      title={t('sell.customerTitle')}
      onClose={onClose}
      confirm={{ label: t(isNobody ? 'customers.new' : 'sell.choose'), act: confirm, disabled: busy }}
      width={640}
      testId={testIds.customerPanel}
      keys={{
        commands: { up: () => step(-1), down: () => step(1), customer: makeNew, 'line-editor': showCard },
      }}
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
        {isNobody ? <p className="muted">{t('sell.customerNone')}</p> : null}
        <CustomerRows customers={rows} selected={selected} onTake={({ id }) => void take(id)} />
      </div>
      <div className="button-row">
        <KeyButton command="customer" testId={testIds.customerMake} onClick={makeNew}>
          {t('customers.new')}
        </KeyButton>
        <KeyButton
          command="line-editor"
          testId={testIds.customerShow}
          disabled={shown === undefined}
          onClick={showCard}
        >
          {shown === undefined ? t('customers.show') : t('customers.showOne', { name: shown.name })}
        </KeyButton>
        {inCart === null ? null : (
          <KeyButton disabled={busy} testId={testIds.customerNone} onClick={() => void take(null)}>
            {t('sell.customerRemove')}
          </KeyButton>
        )}
      </div>
      {opened?.kind === 'new' ? (
        <NewCustomer typed={text} onClose={() => setOpened(null)} onDone={onClose} />
      ) : null}
      {opened?.kind === 'card' ? (
        <CustomerCard customerId={opened.customerId} onClose={() => setOpened(null)} />
      ) : null}
    </Dialog>
  );
}
