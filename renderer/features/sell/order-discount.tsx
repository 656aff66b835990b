import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CartView } from '../../../contracts/views/selling.ts';
import { subtractDong } from '../../../domain/money/dong.ts';
import { showFailure } from '../../lib/failures.ts';
import { useCall } from '../../lib/use-call.ts';
import { testIds } from '../../test-ids.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { DiscountEntry } from './discount-entry.tsx';
import { readDiscount, textOfDiscount } from './discount-text.ts';

type OrderDiscountProps = { readonly cart: CartView; readonly onClose: () => void };

/** F6: a discount on the whole order. An empty field takes it away. */
export function OrderDiscount({ cart, onClose }: OrderDiscountProps) {
  const { t } = useTranslation();
  const [text, setText] = useState(() => textOfDiscount(cart.orderDiscountRule));
  const [save, busy] = useCall('cart:set-order-discount');
  const confirm = async () => {
    const discount = readDiscount(text);
    if (discount === undefined) return showFailure({ code: 'DISCOUNT_OUT_OF_RANGE', params: {} });
    const answer = await save({ discount });
    if (answer?.ok === true) onClose();
  };
  return (
    <Dialog
      title={t('sell.orderDiscountTitle')}
      onClose={onClose}
      confirm={{ label: t('sell.save'), act: () => void confirm(), disabled: busy }}
      testId={testIds.orderDiscount}
    >
      <DiscountEntry
        label={t('sell.orderDiscount')}
        value={text}
        onChange={setText}
        base={subtractDong(cart.subtotal, cart.lineDiscounts)}
        autoFocus
        testId={testIds.orderDiscountValue}
      />
    </Dialog>
  );
}
