import type { CompletedSale } from '../../contracts/views/selling.ts';
import type { Cart } from '../../domain/cart/cart.ts';
import { dong } from '../../domain/money/dong.ts';
import { receiptNumber } from '../../domain/sale/receipt-number.ts';
import { type Sale, completeSale as saleFromCart, stockMovesOf } from '../../domain/sale/sale.ts';
import type { Tender } from '../../domain/sale/settle.ts';
import { tenderRules } from '../../domain/sale/tender.ts';
import { outboxKey } from '../../domain/sync/outbox.ts';
import { formatQuantity } from '../../domain/text/format.ts';
import { businessDay } from '../../domain/time.ts';
import { cartById, deleteCart } from '../db/repositories/carts.ts';
import { stockOf } from '../db/repositories/goods.ts';
import { appendJournal } from '../db/repositories/journal.ts';
import { queueDocument } from '../db/repositories/outbox-queue.ts';
import { insertSale, insertStockMoves, saleByCart } from '../db/repositories/sales.ts';
import { nextNumber } from '../db/repositories/settings.ts';
import { openShiftRecord } from '../db/repositories/shifts.ts';
import type { Writer } from '../db/store.ts';
import { type Envelope, failure, fromRule, success } from './answer.ts';
import { customerNow, rememberLastSale } from './carts.ts';
import { queueDrawerPulse } from './open-drawer.ts';
import { queueExtraReceipts, queueReceipt } from './print-jobs.ts';
import { type Binding, readBinding, readShopSettings } from './shop-settings.ts';
import type { Actor, Till } from './till.ts';

export type PaymentRequest = {
  readonly cartId: string;
  /** The version of the cart whose total the customer was told. */
  readonly version: number;
  readonly tenders: readonly Tender[];
  readonly print: boolean;
};

/**
 * The moment of payment: one transaction holds sale, lines, payments, stock moves, journal entry, print jobs and outbox entry, and
 * the cart is gone. Only when it is on disk do drawer, printer, window and sync hear of it. Asking again for a cart that was paid
 * answers with the same sale.
 */
export function completeSale(till: Till, actor: Actor, request: PaymentRequest): Envelope<CompletedSale> {
  const completed = till.store.inTransaction((): Envelope<CompletedSale> => {
    const paid = saleByCart(till.store, request.cartId);
    if (paid !== undefined) return success(completedView(paid));
    const sale = makeSale(till, actor, request);
    if (!sale.ok) return sale;
    const { binding, value } = sale.value;
    store(till.store, value, binding);
    queuePaper(till, value, request.print);
    return success(
      completedView({
        id: value.id,
        number: value.number,
        payable: value.settlement.payable,
        tendered: value.settlement.tendered,
        change: value.settlement.change,
      }),
    );
  });
  if (completed.ok) {
    till.printer.wake();
    till.sync.wake();
    till.notify('carts');
    till.notify('app');
  }
  return completed;
}

function makeSale(
  till: Till,
  actor: Actor,
  request: PaymentRequest,
): Envelope<{ readonly binding: Binding; readonly value: Sale }> {
  const binding = readBinding(till.store);
  if (binding === null) return failure('NOT_BOUND');
  const record = cartById(till.store, request.cartId);
  if (record === undefined) return failure('CART_MISSING');
  if (record.version !== request.version) return failure('CART_CHANGED');
  const settings = readShopSettings(till.store);
  const shift = openShiftRecord(till.store);
  if (shift === undefined && settings.needShift) return failure('SHIFT_NEEDED');
  const completedAt = till.clock();
  const day = businessDay(completedAt);
  const drafted = fromRule(
    saleFromCart(withCustomerNow(till.store, record.cart), request.tenders, settings.cashRounding, {
      id: till.newId(),
      number: '',
      sequence: 0,
      completedAt,
      businessDay: day,
      shiftId: shift?.id ?? null,
      staffId: actor.staffId,
    }),
  );
  if (!drafted.ok) return drafted;
  const short = settings.sellBelowZero ? null : firstShortage(till.store, drafted.value);
  if (short !== null) return failure('STOCK_SHORT', short);
  // The number is taken last, when nothing can refuse the sale any more: numbers have no gaps.
  const sequence = nextNumber(till.store, `receipt:${day}`);
  const number = receiptNumber({ ...binding, businessDay: day, sequence });
  return success({ binding, value: { ...drafted.value, sequence, number } });
}

/** The sale keeps the customer's name as it is at the moment of payment. */
function withCustomerNow(writer: Writer, cart: Cart): Cart {
  return cart.customer === null ? cart : { ...cart, customer: customerNow(writer, cart.customer) };
}

function store(writer: Writer, sale: Sale, binding: Binding): void {
  insertSale(writer, sale);
  insertStockMoves(writer, sale.id, stockMovesOf(sale), sale.completedAt);
  appendJournal(writer, {
    kind: 'sale-completed',
    at: sale.completedAt,
    staffId: sale.staffId,
    subjectId: sale.id,
    facts: {
      number: sale.number,
      total: sale.settlement.payable,
      lines: sale.lines.length,
      change: sale.settlement.change,
    },
  });
  queueDocument(writer, {
    // One entry a document, so the document's id serves for both.
    id: sale.id,
    kind: 'sale',
    documentId: sale.id,
    key: outboxKey(binding.tillId, sale.id),
    at: sale.completedAt,
  });
  deleteCart(writer, sale.cartId);
}

function queuePaper(till: Till, sale: Sale, print: boolean): void {
  const movesCash = sale.settlement.payments.some((payment) => tenderRules[payment.kind].usesDrawer);
  if (movesCash) queueDrawerPulse(till, sale.id);
  if (print) queueReceipt(till, sale.id, null);
  queueExtraReceipts(
    till,
    sale.id,
    sale.settlement.payments.map(({ kind }) => kind),
  );
  rememberLastSale(till, sale.id);
}

/** The first goods of which the branch has less than was sold; only asked where the shop does not sell below zero. */
function firstShortage(
  writer: Writer,
  sale: Sale,
): { readonly name: string; readonly available: string } | null {
  const wanted = new Map<number, number>();
  for (const move of stockMovesOf(sale))
    wanted.set(move.variantId, (wanted.get(move.variantId) ?? 0) - move.quantity);
  for (const [variantId, quantity] of wanted) {
    const stock = stockOf(writer, variantId);
    if (stock !== null && quantity > stock) {
      const line = sale.lines.find((candidate) => candidate.goods.variantId === variantId);
      return { name: line?.goods.name ?? '', available: formatQuantity(Math.max(stock, 0)) };
    }
  }
  return null;
}

function completedView(sale: {
  readonly id: string;
  readonly number: string;
  readonly payable: number;
  readonly tendered: number;
  readonly change: number;
}): CompletedSale {
  return {
    saleId: sale.id,
    receiptNumber: sale.number,
    total: dong(sale.payable),
    tendered: dong(sale.tendered),
    change: dong(sale.change),
  };
}
