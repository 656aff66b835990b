import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerCreated } from '../../../contracts/views/customers.ts';
import { showDone } from '../../lib/failures.ts';
import { useCall } from '../../lib/use-call.ts';
import { testIds } from '../../test-ids.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { type CustomerDraft, CustomerForm, emptyDraft } from './customer-form.tsx';
import { KnownCustomers } from './known-customers.tsx';
import './customers.css';

type NewCustomerProps = {
  /** What was looked for and not found. */
  readonly typed: string;
  readonly onClose: () => void;
  /** The customer is in the cart. */
  readonly onDone: () => void;
};

type Known = Extract<CustomerCreated, { readonly kind: 'known' }>;

/** Makes a customer and puts them into the cart with one Enter, online or not. Whoever is known already is offered first. */
export function NewCustomer({ typed, onClose, onDone }: NewCustomerProps) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState<CustomerDraft>(() => draftOf(typed));
  const [known, setKnown] = useState<Known | null>(null);
  const [create, busy] = useCall('customers:create');
  const save = async (despiteName: boolean) => {
    const answer = await create({ fields: draft, despiteName, intoCart: true });
    if (answer?.ok !== true) return;
    if (answer.value.kind === 'known') return setKnown(answer.value);
    showDone(t('customers.created', { name: answer.value.customer.name }));
    onDone();
  };
  return (
    <Dialog
      title={t('customers.newTitle')}
      onClose={onClose}
      confirm={{ label: t('customers.create'), act: () => void save(false), disabled: busy }}
      width={720}
      testId={testIds.customerNew}
    >
      <CustomerForm draft={draft} onDraft={setDraft} focus={draft.phone === '' ? 'phone' : 'name'} />
      {known === null ? null : (
        <KnownCustomers
          customers={known.customers}
          mayCreate={known.mayCreate}
          onClose={() => setKnown(null)}
          onTaken={onDone}
          onCreate={() => void save(true)}
        />
      )}
    </Dialog>
  );
}

/** Digits are a phone, an address with @ is one, anything else a name. */
function draftOf(typed: string): CustomerDraft {
  const text = typed.trim();
  if (/^[\d\s.+()-]+$/.test(text)) return { ...emptyDraft, phone: text };
  return { ...emptyDraft, [text.includes('@') ? 'email' : 'name']: text };
}
