import { nowIso, type Shop, unprocessable } from '../context.ts';
import { nextId, run } from '../store.ts';
import type { OrderRow, StoredBody, StoredLine } from './order-row.ts';
import {
  bookTransaction,
  innerTransaction,
  refreshFinancialStatus,
  transactionsOf,
} from './transaction-rows.ts';

export type Returned = { readonly line: StoredLine; readonly quantity: number };

type NewRefund = {
  readonly note: string | null;
  readonly restock: boolean | null;
  readonly locationId: number | null;
  readonly userId: number | null;
  readonly returned: readonly Returned[];
  /** What goes back to the customer, as amounts above zero. */
  readonly money: readonly { readonly amount: number; readonly gateway: string | null }[];
};

/** What was received and not yet given back. */
export function moneyLeft(shop: Shop, orderId: number): number {
  return transactionsOf(shop, orderId)
    .filter(({ kind }) => kind === 'capture' || kind === 'sale' || kind === 'refund')
    .reduce((sum, { amount }) => sum + amount, 0);
}

export function refuseOverRefund(shop: Shop, orderId: number, amount: number): void {
  if (amount > moneyLeft(shop, orderId)) throw unprocessable('amount', 'is greater than what was paid');
}

/** Writes a refund down and books its money, as money that went away. Stock is the caller's. */
export function writeRefund(shop: Shop, order: OrderRow, body: StoredBody, made: NewRefund): number {
  const id = nextId(shop.store, 'refund');
  const at = nowIso(shop);
  const parentId = transactionsOf(shop, order.id).find(({ kind }) => kind === 'capture')?.id ?? null;
  const booked = made.money.map(({ amount, gateway }) =>
    bookTransaction(shop, order.id, {
      kind: 'refund',
      amount: -amount,
      gateway: gateway ?? body.gateway ?? '',
      parentId,
      userId: made.userId,
    }),
  );
  const refund = {
    id,
    order_id: order.id,
    created_at: at,
    note: made.note,
    restock: made.restock,
    user_id: made.userId,
    location_id: made.locationId,
    refund_line_items: made.returned.map(({ line, quantity }, index) => ({
      id: id * 100 + index,
      line_item_id: line.id,
      quantity,
      line_item: { ...line, id: 0 },
    })),
    // Inside refunds the status is a Vietnamese word.
    transactions: booked.map((row) => ({ ...innerTransaction(row), status: 'Thành công' })),
  };
  run(shop.store, 'INSERT INTO refund VALUES (?, ?, ?, ?)', id, order.id, JSON.stringify(refund), at);
  if (booked.length > 0) refreshFinancialStatus(shop, order.id);
  return id;
}
