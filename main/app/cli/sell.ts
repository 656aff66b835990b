import type { Tender } from '../../../domain/sale/settle.ts';
import { cartById, deleteCart } from '../../db/repositories/carts.ts';
import { hasGoods } from '../../db/repositories/goods.ts';
import { type Envelope, failure, success } from '../../services/answer.ts';
import { openCart } from '../../services/carts.ts';
import { completeSale } from '../../services/complete-sale.ts';
import { isKnownCode, scanCode } from '../../services/scan-code.ts';
import { readShopSettings } from '../../services/shop-settings.ts';
import type { Actor, Till } from '../../services/till.ts';
import type { Answer } from './answer.ts';
import { type Arguments, readScan, readTender } from './arguments.ts';

/**
 * A whole sale in one go and one transaction, in a cart of its own. Answers once it is durable; a sale that cannot be made, or is
 * cut off in the middle, leaves nothing behind.
 */
export function sell(till: Till, given: Arguments, actor: Actor): Answer {
  const tenders = given.many('tender').map(readTender);
  const scans = given.many('scan');
  if (scans.length === 0) return failure('COMMAND_UNKNOWN', { where: '--scan' });
  if (!hasGoods(till.store)) return failure('CATALOGUE_EMPTY');
  if (!tenders.every((tender) => tender !== undefined)) return failure('PAYMENT_TENDER_INVALID');
  return till.store.inTransaction(() => sellAll(till, actor, scans, tenders));
}

function sellAll(till: Till, actor: Actor, scans: readonly string[], tenders: readonly Tender[]): Answer {
  const { cart } = openCart(till, actor.staffId);
  const sold = fill(till, actor, scans);
  const version = cartById(till.store, cart.id)?.version ?? 0;
  const completed = sold.ok
    ? completeSale(till, actor, {
        cartId: cart.id,
        version,
        tenders,
        print: readShopSettings(till.store).printOnPay,
      })
    : sold;
  if (!completed.ok) {
    deleteCart(till.store, cart.id);
    return completed;
  }
  const { receiptNumber, saleId, total, tendered, change } = completed.value;
  return success({ receiptNumber, saleId, total, tendered, change });
}

function fill(till: Till, actor: Actor, scans: readonly string[]): Envelope<null> {
  for (const text of scans) {
    const readings = readScan(text);
    const scan = readings.find(({ code }) => isKnownCode(till, code)) ?? readings.at(-1);
    if (scan === undefined || !isKnownCode(till, scan.code))
      return failure('CODE_UNKNOWN', { code: scan?.code ?? text });
    const outcome = scanCode(till, actor, scan.code, scan.quantity);
    if (!outcome.ok) return outcome;
    if (outcome.value.kind === 'choose') return failure('CODE_AMBIGUOUS', { code: scan.code });
  }
  return success(null);
}
