import { useTranslation } from 'react-i18next';
import { discountOn } from '../../../domain/money/discount.ts';
import { type Dong, subtractDong } from '../../../domain/money/dong.ts';
import { testIds } from '../../test-ids.ts';
import { KeyButton } from '../../ui/key-button.tsx';
import { Money } from '../../ui/money.tsx';
import { TextEntry } from '../../ui/number-entry.tsx';
import { type DiscountKind, type DiscountText, readDiscount, typeDiscount } from './discount-text.ts';

type DiscountEntryProps = {
  readonly label: string;
  readonly value: DiscountText;
  readonly onChange: (value: DiscountText) => void;
  /** What the discount is taken from. */
  readonly base: Dong;
  readonly autoFocus?: boolean;
  readonly testId: string;
};

const kinds: readonly DiscountKind[] = ['amount', 'percent'];

/** An amount or a percentage, with what comes of it. */
export function DiscountEntry(props: DiscountEntryProps) {
  const { label, value, onChange, base, autoFocus = false, testId } = props;
  const { t } = useTranslation();
  const discount = readDiscount(value);
  const off = discount === undefined ? null : discountOn(base, discount);
  return (
    <div className="discount-entry">
      <TextEntry
        label={label}
        text={value.text}
        onText={(typed) => onChange(typeDiscount(value.kind, typed))}
        unit={value.kind === 'percent' ? '%' : 'đ'}
        autoFocus={autoFocus}
        testId={testId}
      />
      <div className="discount-kinds">
        {kinds.map((kind) => (
          <KeyButton
            key={kind}
            pressed={value.kind === kind}
            testId={testIds.discountKind(kind)}
            {...(kind === 'percent' ? { cap: '%' } : {})}
            onClick={() => onChange({ kind, text: '' })}
          >
            {t(`sell.discountKind.${kind}`)}
          </KeyButton>
        ))}
      </div>
      <p className="discount-outcome">
        {off === null ? (
          t('sell.discountUnreadable')
        ) : (
          <>
            {t('sell.discountOff')} <Money amount={off} /> · {t('sell.discountLeft')}{' '}
            <Money amount={subtractDong(base, off)} />
          </>
        )}
      </p>
    </div>
  );
}
