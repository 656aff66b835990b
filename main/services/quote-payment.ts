import { encode } from 'uqr';
import type { SettlementView, TransferQrView } from '../../contracts/views/selling.ts';
import { priceCart } from '../../domain/cart/price-cart.ts';
import type { Dong } from '../../domain/money/dong.ts';
import { settle, type Tender } from '../../domain/sale/settle.ts';
import { writeVietQr } from '../../domain/vietqr/write.ts';
import { cartById } from '../db/repositories/carts.ts';
import { type Envelope, failure, fromRule, success } from './answer.ts';
import { bankName } from './banks.ts';
import { readBinding, readShopSettings } from './shop-settings.ts';
import type { Till } from './till.ts';

/** What is still owed, or the change, for the tenders keyed in so far. Writes nothing. */
export function quotePayment(
  till: Till,
  cartId: string,
  tenders: readonly Tender[],
): Envelope<SettlementView> {
  const record = cartById(till.store, cartId);
  if (record === undefined) return failure('CART_MISSING');
  return fromRule(settle(priceCart(record.cart).total, tenders, readShopSettings(till.store).cashRounding));
}

/** The VietQR a customer scans to transfer `amount`; the purpose is a short code that finds the payment in a bank statement. */
export function transferQr(till: Till, cartId: string, amount: Dong): Envelope<TransferQrView> {
  const binding = readBinding(till.store);
  const { transferAccount } = readShopSettings(till.store);
  if (binding === null) return failure('NOT_BOUND');
  if (transferAccount === null) return failure('TRANSFER_NOT_SET_UP');
  if (cartById(till.store, cartId) === undefined) return failure('CART_MISSING');
  const purpose = transferPurpose(binding.branchCode, binding.tillNumber, cartId);
  const payload = fromRule(
    writeVietQr({
      bin: transferAccount.bin,
      account: transferAccount.account,
      to: 'account',
      amount,
      purpose,
    }),
  );
  if (!payload.ok) return payload;
  return success({
    payload: payload.value,
    rows: encode(payload.value, { ecc: 'M', border: 0 }).data.map((row) =>
      row.map((dark) => (dark ? '1' : '0')).join(''),
    ),
    bankName: bankName(transferAccount.bin),
    account: transferAccount.account,
    holder: transferAccount.holder,
    amount,
    purpose,
  });
}

/** Banks keep few letters of a purpose: till and the last ten hex digits of the cart's id, 19 characters at most. */
function transferPurpose(branchCode: string, tillNumber: number, cartId: string): string {
  return `QY${branchCode}${tillNumber} ${cartId.replaceAll('-', '').slice(-10).toUpperCase()}`.slice(0, 19);
}
