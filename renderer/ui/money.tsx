import { formatAmount, formatDong, formatQuantity } from '../../domain/text/format.ts';

type Size = 'normal' | 'amount' | 'total';

type MoneyProps = {
  /** Đồng. */
  readonly amount: number;
  /** `amount` 24 px, `total` 56 px. */
  readonly size?: Size;
  readonly withUnit?: boolean;
  readonly testId?: string;
};

/** An amount with tabular figures. The exact integer is in `data-amount` for tests and tools. */
export function Money({ amount, size = 'normal', withUnit = false, testId }: MoneyProps) {
  return (
    <span className={`money money-${size}`} data-testid={testId} data-amount={amount}>
      {withUnit ? formatDong(amount) : formatAmount(amount)}
    </span>
  );
}

/** A quantity of thousandths. */
export function Quantity({ quantity }: { readonly quantity: number }) {
  return (
    <span className="money" data-quantity={quantity}>
      {formatQuantity(quantity)}
    </span>
  );
}
