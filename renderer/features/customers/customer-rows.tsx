import type { CustomerView } from '../../../contracts/views/selling.ts';
import { testIds } from '../../test-ids.ts';
import { keepFocus } from '../../ui/key-button.tsx';

type CustomerRowsProps = {
  readonly customers: readonly CustomerView[];
  readonly selected: number;
  readonly onTake: (customer: CustomerView) => void;
};

/** Customers to choose from, phones masked. */
export function CustomerRows({ customers, selected, onTake }: CustomerRowsProps) {
  return (
    <>
      {customers.map((customer, index) => (
        <button
          key={customer.id}
          type="button"
          className="goods-row"
          aria-current={index === selected}
          data-testid={testIds.customerRow}
          data-customer-id={customer.id}
          onMouseDown={keepFocus}
          onClick={() => onTake(customer)}
        >
          <span className="goods-name">{customer.name}</span>
          <span className="money muted">{customer.phoneMasked}</span>
        </button>
      ))}
    </>
  );
}
