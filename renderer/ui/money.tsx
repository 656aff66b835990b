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
  const text = withUnit ? formatDong(amount) : formatAmount(amount);
  const fit = size === 'total' ? fitOf(text.length) : '';
  return (
    <span className={`money money-${size}${fit}`} data-testid={testId} data-amount={amount}>
      {text}
    </span>
  );
}

/** From ten million on the big figures step down, so that they stay in their column. */
function fitOf(length: number): string {
  if (length <= 11) return '';
  return length <= 13 ? ' money-long' : ' money-longest';
}

/** A quantity of thousandths. */
export function Quantity({ quantity }: { readonly quantity: number }) {
  return (
    <span className="money" data-quantity={quantity}>
      {formatQuantity(quantity)}
    </span>
  );
}
