import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerCard } from '../../../contracts/views/customers.ts';
import { ask } from '../../lib/bridge.ts';
import { showDone, showFailure } from '../../lib/failures.ts';
import { useCall } from '../../lib/use-call.ts';
import { testIds } from '../../test-ids.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { type CustomerDraft, CustomerForm } from './customer-form.tsx';

type EditCustomerProps = {
  readonly customerId: string;
  readonly onClose: () => void;
  readonly onSaved: (card: CustomerCard) => void;
};

/** Shows phone and e-mail in full, which the journal notes, so that they can be read to the customer and corrected. */
export function EditCustomer({ customerId, onClose, onSaved }: EditCustomerProps) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState<CustomerDraft | null>(null);
  const [save, busy] = useCall('customers:edit');
  useEffect(() => {
    let isWanted = true;
    void ask('customers:reveal', { customerId }).then((answer) => {
      if (!isWanted) return;
      if (answer.ok) setDraft({ ...answer.value, gender: genderOf(answer.value.gender) });
      else showFailure(answer.error);
    });
    return () => {
      isWanted = false;
    };
  }, [customerId]);
  const confirm = async () => {
    if (draft === null) return;
    const answer = await save({ customerId, fields: draft });
    if (answer?.ok !== true) return;
    showDone(t('customers.saved', { name: answer.value.name }));
    onSaved(answer.value);
  };
  return (
    <Dialog
      title={t('customers.editTitle')}
      onClose={onClose}
      confirm={{ label: t('customers.save'), act: () => void confirm(), disabled: busy || draft === null }}
      width={720}
      testId={testIds.customerEditor}
    >
      {draft === null ? null : <CustomerForm draft={draft} onDraft={setDraft} focus="phone" />}
    </Dialog>
  );
}

function genderOf(text: string): CustomerDraft['gender'] {
  return text === 'male' || text === 'female' ? text : '';
}
