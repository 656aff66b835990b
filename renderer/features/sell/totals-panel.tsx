import { IconCashRegister, IconNote, IconUser } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CartView } from '../../../contracts/views/selling.ts';
import { quickCash } from '../../../domain/sale/quick-cash.ts';
import { formatAmount, formatQuantity, formatRate } from '../../../domain/text/format.ts';
import { openScreen } from '../../app/navigation.ts';
import { useAppPart, useCarts } from '../../lib/app-state.ts';
import { testIds } from '../../test-ids.ts';
import { KeyButton } from '../../ui/key-button.tsx';
import { Money } from '../../ui/money.tsx';
import { startPayment } from '../pay/start-payment.ts';
import { LastSale } from './last-sale.tsx';
import { openOverlay } from './sell-state.ts';

/** The right side: who buys, what is to be paid, and the button for it. Never covered by anything but paying itself. */
export function TotalsPanel() {
  const carts = useCarts();
  const { t } = useTranslation();
  const lacksShift = useAppPart((app) => app?.till?.settings.needShift === true && app.shift === null);
  if (carts === null) return <aside className="totals" />;
  const { active, lastSale } = carts;
  const showsLastSale = lastSale !== null && active.lines.length === 0;
  return (
    <aside className="totals">
      <CustomerRow cart={active} />
      <div className="totals-rows">
        <Row label={t('sell.subtotal', { quantity: formatQuantity(active.itemCount) })}>
          <Money amount={active.subtotal} testId={testIds.cartSubtotal} />
        </Row>
        {active.lineDiscounts === 0 ? null : (
          <Row label={t('sell.lineDiscounts')}>
            <Money amount={-active.lineDiscounts} />
          </Row>
        )}
        <Row label={<DiscountLabel cart={active} />}>
          <Money amount={-active.orderDiscount} testId={testIds.cartDiscount} />
        </Row>
        <Row label={t('sell.vat')} muted>
          <Money amount={active.vatTotal} testId={testIds.cartVat} />
        </Row>
      </div>
      <KeyButton tone="quiet" className="totals-note" onClick={() => openOverlay('note')}>
        <IconNote size={18} aria-hidden="true" /> {active.note === '' ? t('sell.addNote') : active.note}
      </KeyButton>
      <div className="totals-space" />
      {lacksShift ? (
        <div className="shift-needed" role="status" data-testid={testIds.shiftNeeded}>
          <span>{t('sell.shiftNeeded')}</span>
          <KeyButton onClick={() => openScreen('shift')}>
            <IconCashRegister size={20} aria-hidden="true" /> {t('sell.openShift')}
          </KeyButton>
        </div>
      ) : null}
      {showsLastSale ? <LastSale sale={lastSale} /> : <Due cart={active} />}
      {showsLastSale ? (
        <Row label={t('sell.due')}>
          <Money amount={active.total} testId={testIds.cartTotal} />
        </Row>
      ) : (
        <QuickCash cart={active} />
      )}
      <KeyButton command="pay" tone="main" className="pay-button" testId={testIds.payButton}>
        {t('sell.pay')}
      </KeyButton>
    </aside>
  );
}

function Due({ cart }: { readonly cart: CartView }) {
  const { t } = useTranslation();
  return (
    <div className="due">
      <span className="due-label">{t('sell.due')}</span>
      <Money amount={cart.total} size="total" withUnit testId={testIds.cartTotal} />
      {cart.cashTotal === cart.total ? null : (
        <span className="muted">{t('sell.cashDue', { amount: formatAmount(cart.cashTotal) })}</span>
      )}
    </div>
  );
}

function QuickCash({ cart }: { readonly cart: CartView }) {
  const sums = cart.unknownCodes > 0 ? [] : quickCash(cart.cashTotal).slice(0, 3);
  return (
    <div className="quick-cash">
      {sums.map((sum) => (
        <KeyButton key={sum} onClick={() => startPayment({ cash: sum })}>
          <Money amount={sum} />
        </KeyButton>
      ))}
    </div>
  );
}

function CustomerRow({ cart }: { readonly cart: CartView }) {
  const { t } = useTranslation();
  const { customer } = cart;
  return (
    <KeyButton command="customer" className="totals-customer" testId={testIds.cartCustomer}>
      <IconUser size={20} aria-hidden="true" />
      <span className="totals-customer-name">{customer === null ? t('sell.walkIn') : customer.name}</span>
      {customer === null || customer.phoneMasked === '' ? null : (
        <span className="muted">{customer.phoneMasked}</span>
      )}
    </KeyButton>
  );
}

function DiscountLabel({ cart }: { readonly cart: CartView }) {
  const { t } = useTranslation();
  const rule = cart.orderDiscountRule;
  return (
    <KeyButton command="order-discount" tone="quiet" className="totals-discount">
      {t('sell.orderDiscount')}
      {rule?.kind === 'percent' ? ` ${formatRate(rule.rate)}` : ''}
    </KeyButton>
  );
}

type RowProps = {
  readonly label: ReactNode;
  readonly children: ReactNode;
  readonly muted?: boolean;
};

function Row({ label, children, muted = false }: RowProps) {
  return (
    <div className={muted ? 'totals-row muted' : 'totals-row'}>
      <span>{label}</span>
      {children}
    </div>
  );
}
