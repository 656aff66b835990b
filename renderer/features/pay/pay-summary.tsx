import { IconCashRegister } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../contracts/errors/failure.ts';
import type { Dong } from '../../../domain/money/dong.ts';
import type { Result } from '../../../domain/result.ts';
import type { Settlement } from '../../../domain/sale/settle.ts';
import { openScreen } from '../../app/navigation.ts';
import { testIds } from '../../test-ids.ts';
import { FailureNote } from '../../ui/failure-note.tsx';
import { KeyButton } from '../../ui/key-button.tsx';
import { Money } from '../../ui/money.tsx';

type PaySummaryProps = {
  readonly owed: Dong;
  readonly preview: Result<Settlement>;
  readonly failure: Failure | null;
  readonly unknownCodes: number;
  readonly busy: boolean;
  readonly printOnPay: boolean;
  readonly onPay: (print: boolean) => Promise<void>;
  readonly onClose: () => void;
};

/** Owed, given, and what is left or given back: always in the same places. */
export function PaySummary(props: PaySummaryProps) {
  const { owed, preview, failure, unknownCodes, busy, printOnPay, onPay, onClose } = props;
  const { t } = useTranslation();
  const settled = preview.ok ? preview.value : null;
  const remaining = settled?.remaining ?? 0;
  const shown: Failure | null =
    failure ??
    (unknownCodes > 0 ? { code: 'CART_HAS_UNKNOWN_CODES', params: { count: unknownCodes } } : null) ??
    (preview.ok ? null : preview.refusal);
  const ready = settled !== null && remaining === 0 && unknownCodes === 0 && !busy;
  return (
    <aside className="pay-summary">
      <span className="due-label">{t('pay.due')}</span>
      <Money amount={settled?.payable ?? owed} size="total" withUnit testId={testIds.payDue} />
      <div className="totals-row muted">
        <span>{t('pay.rounding')}</span>
        <Money amount={settled?.rounding ?? 0} />
      </div>
      <div className="totals-row">
        <span>{t('pay.tendered')}</span>
        <Money amount={settled?.tendered ?? 0} size="amount" />
      </div>
      <div className={remaining > 0 ? 'pay-remaining open' : 'pay-remaining'}>
        <span>{t('pay.remaining')}</span>
        <Money amount={remaining} size="amount" testId={testIds.payRemaining} />
      </div>
      <div className="pay-change">
        <span className="due-label">{t('pay.change')}</span>
        <Money amount={settled?.change ?? 0} size="total" withUnit testId={testIds.payChange} />
      </div>
      <div className="totals-space">
        {shown === null ? null : <FailureNote failure={shown} testId={testIds.payError} />}
        {shown?.code === 'SHIFT_NEEDED' ? (
          <KeyButton className="pay-open-shift" onClick={() => openScreen('shift')}>
            <IconCashRegister size={20} aria-hidden="true" /> {t('sell.openShift')}
          </KeyButton>
        ) : null}
      </div>
      <div className="pay-more">
        <KeyButton command="back" onClick={onClose}>
          {t('pay.back')}
        </KeyButton>
        <KeyButton
          command="pay-and-print"
          disabled={!ready}
          testId={testIds.payConfirmPrint}
          onClick={() => void onPay(true)}
        >
          {t('pay.completePrint')}
        </KeyButton>
      </div>
      <KeyButton
        command="pay"
        tone="main"
        className="pay-button"
        disabled={!ready}
        testId={testIds.payConfirm}
        onClick={() => void onPay(printOnPay)}
      >
        {t('pay.complete')}
      </KeyButton>
    </aside>
  );
}
