import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerCard as Card, CustomerPurchase } from '../../../contracts/views/customers.ts';
import { formatDateTime } from '../../../domain/time.ts';
import { call, failureOf } from '../../lib/bridge.ts';
import { testIds } from '../../test-ids.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { FailureNote } from '../../ui/failure-note.tsx';
import { KeyButton } from '../../ui/key-button.tsx';
import { Money } from '../../ui/money.tsx';
import { CustomerChanges } from './customer-changes.tsx';
import { EditCustomer } from './edit-customer.tsx';
import './customers.css';

type CustomerCardProps = { readonly customerId: string; readonly onClose: () => void };

/** How often the card asks whether the cloud has the customer by now. */
const whileWaitingMs = 1_500;

/** Who a customer is, what they bought here, and how what is known of them has changed. F7 corrects it. */
export function CustomerCard({ customerId, onClose }: CustomerCardProps) {
  const { t } = useTranslation();
  const [editing, setEditing] = useState(false);
  const queries = useQueryClient();
  const queryKey = ['customer', customerId];
  const card = useQuery({
    queryKey,
    queryFn: () => call('customers:get', { customerId }),
    // The cloud may have said something new since it was last looked at.
    staleTime: 0,
    gcTime: 0,
    refetchInterval: ({ state }) => (state.data?.standing === 'waiting' ? whileWaitingMs : false),
  });
  const edit = () => setEditing(true);
  return (
    <Dialog
      title={card.data?.name ?? t('customers.cardTitle')}
      onClose={onClose}
      width={860}
      testId={testIds.customerCard}
      keys={{ commands: { 'line-editor': edit } }}
    >
      {card.error === null ? null : <FailureNote failure={failureOf(card.error)} />}
      {card.data === undefined ? null : (
        <>
          <Facts card={card.data} />
          <div className="customer-columns">
            <section>
              <h3>{t('customers.purchases')}</h3>
              <Purchases card={card.data} />
            </section>
            <section>
              <h3>{t('customers.changes')}</h3>
              <CustomerChanges changes={card.data.changes} />
            </section>
          </div>
          <KeyButton command="line-editor" testId={testIds.customerEdit} onClick={edit}>
            {t('customers.edit')}
          </KeyButton>
        </>
      )}
      {editing ? (
        <EditCustomer
          customerId={customerId}
          onClose={() => setEditing(false)}
          onSaved={(saved) => {
            queries.setQueryData(queryKey, saved);
            setEditing(false);
          }}
        />
      ) : null}
    </Dialog>
  );
}

function Facts({ card }: { readonly card: Card }) {
  const { t } = useTranslation();
  const rows = [
    { label: t('customers.fields.phone'), value: card.phoneMasked },
    { label: t('customers.fields.email'), value: card.emailMasked },
    { label: t('customers.fields.birthday'), value: card.birthday },
    {
      label: t('customers.fields.gender'),
      value: card.gender === '' ? '' : t(`customers.genders.${card.gender}`),
    },
    { label: t('customers.fields.note'), value: card.note },
    { label: t('customers.standing'), value: t(`customers.standings.${card.standing}`) },
  ];
  return (
    <dl className="customer-facts">
      {rows
        .filter(({ value }) => value !== '')
        .map(({ label, value }) => (
          <div key={label}>
            <dt className="muted">{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

function Purchases({ card }: { readonly card: Card }) {
  const { t } = useTranslation();
  if (card.purchaseCount === 0) return <p className="muted">{t('customers.noPurchases')}</p>;
  return (
    <>
      <p className="customer-words">
        {t('customers.purchaseTotal', { count: card.purchaseCount })}{' '}
        <Money amount={card.purchaseTotal} withUnit />
      </p>
      <ul className="customer-list">
        {card.purchases.map((purchase) => (
          <Purchase key={purchase.saleId} purchase={purchase} />
        ))}
      </ul>
    </>
  );
}

function Purchase({ purchase }: { readonly purchase: CustomerPurchase }) {
  return (
    <li className="customer-purchase" data-testid={testIds.customerPurchase}>
      <span>
        {purchase.number}
        <span className="muted"> · {formatDateTime(purchase.at)}</span>
      </span>
      <Money amount={purchase.total} />
    </li>
  );
}
