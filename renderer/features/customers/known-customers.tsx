import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerView } from '../../../contracts/views/selling.ts';
import { useCall } from '../../lib/use-call.ts';
import { testIds } from '../../test-ids.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { KeyButton } from '../../ui/key-button.tsx';
import { stepWithin } from '../../ui/virtual-rows.tsx';
import { CustomerRows } from './customer-rows.tsx';

type KnownCustomersProps = {
  readonly customers: readonly CustomerView[];
  /** Only a name may be another one's too. */
  readonly mayCreate: boolean;
  readonly onClose: () => void;
  readonly onTaken: () => void;
  readonly onCreate: () => void;
};

/** Before a second one is made: those who are there already. Enter takes the marked one. */
export function KnownCustomers(props: KnownCustomersProps) {
  const { customers, mayCreate, onClose, onTaken, onCreate } = props;
  const { t } = useTranslation();
  const [selected, setSelected] = useState(0);
  const [save, busy] = useCall('cart:set-customer');
  const take = async (customer: CustomerView | undefined) => {
    if (customer === undefined) return;
    const answer = await save({ customerId: customer.id });
    if (answer?.ok === true) onTaken();
  };
  const step = (by: number) => setSelected(stepWithin(customers.length, selected, by));
  return (
    <Dialog
      title={t(mayCreate ? 'customers.sameName' : 'customers.samePerson')}
      onClose={onClose}
      confirm={{
        label: t('customers.take'),
        act: () => void take(customers[selected]),
        disabled: busy,
      }}
      width={640}
      testId={testIds.customerKnown}
      keys={{
        commands: {
          up: () => step(-1),
          down: () => step(1),
          ...(mayCreate ? { customer: onCreate } : {}),
        },
      }}
    >
      <p className="muted customer-words">
        {t(mayCreate ? 'customers.sameNameWords' : 'customers.samePersonWords')}
      </p>
      <CustomerRows customers={customers} selected={selected} onTake={(customer) => void take(customer)} />
      {mayCreate ? (
        <KeyButton command="customer" onClick={onCreate}>
          {t('customers.createAnyway')}
        </KeyButton>
      ) : null}
    </Dialog>
  );
}
