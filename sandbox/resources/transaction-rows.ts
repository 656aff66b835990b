import { nowIso, type Shop } from '../context.ts';
import { all, get, nextId, run } from '../store.ts';

/** Kinds a transaction can have; the API takes and shows them in any case. */
export const transactionKinds = ['pending', 'authorization', 'sale', 'capture', 'void', 'refund'] as const;

export type TransactionKind = (typeof transactionKinds)[number];

export type TransactionRow = {
  id: number;
  order_id: number;
  parent_id: number | null;
  kind: TransactionKind;
  amount: number;
  gateway: string;
  user_id: number | null;
  created_at: string;
};

type Booking = {
  readonly kind: TransactionKind;
  readonly amount: number;
  readonly gateway: string;
  readonly parentId: number | null;
  readonly userId: number | null;
};

export function transactionsOf(shop: Shop, orderId: number): readonly TransactionRow[] {
  const sql = 'SELECT * FROM payment_transaction WHERE order_id = ? ORDER BY id';
  return all<TransactionRow>(shop.store, sql, orderId);
}

export function bookTransaction(shop: Shop, orderId: number, booking: Booking): TransactionRow {
  const id = nextId(shop.store, 'payment_transaction');
  const { parentId, kind, amount, gateway, userId } = booking;
  const at = nowIso(shop);
  run(
    shop.store,
    'INSERT INTO payment_transaction VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    id,
    orderId,
    parentId,
    kind,
    amount,
    gateway,
    userId,
    at,
  );
  return {
    id,
    order_id: orderId,
    parent_id: parentId,
    kind,
    amount,
    gateway,
    user_id: userId,
    created_at: at,
  };
}

/** Sets an order's money state to what its transactions say. */
export function refreshFinancialStatus(shop: Shop, orderId: number): void {
  const order = get<{ total: number }>(
    shop.store,
    'SELECT total_price AS total FROM shop_order WHERE id = ?',
    orderId,
  );
  if (order === undefined) return;
  const status = financialStatus(order.total, transactionsOf(shop, orderId));
  const sql = 'UPDATE shop_order SET financial_status = ?, updated_at = ? WHERE id = ?';
  run(shop.store, sql, status, nowIso(shop), orderId);
}

/** `partiallypaid` is spelled as the service answers it, not as it documents it. */
function financialStatus(total: number, transactions: readonly TransactionRow[]): string {
  const paying = transactions.filter(({ kind }) => kind === 'capture' || kind === 'sale');
  const captured = paying.reduce((sum, { amount }) => sum + amount, 0);
  const refunded = -transactions
    .filter(({ kind }) => kind === 'refund')
    .reduce((sum, { amount }) => sum + amount, 0);
  if (refunded > 0) return refunded >= captured ? 'refunded' : 'partially_refunded';
  if (paying.length > 0) return captured >= total ? 'paid' : 'partiallypaid';
  const last = transactions.findLast(({ kind }) => kind === 'void' || kind === 'authorization');
  if (last === undefined) return 'pending';
  return last.kind === 'void' ? 'voided' : 'authorized';
}

/** As shown inside an order: kinds in lower case, no status. */
export function innerTransaction(row: TransactionRow) {
  return { ...shared(row), status: null, kind: row.kind };
}

/** As shown by the transactions of an order: kinds capitalised, with a status. */
export function listedTransaction(row: TransactionRow) {
  const kind = `${row.kind.slice(0, 1).toUpperCase()}${row.kind.slice(1)}`;
  return { ...shared(row), kind, status: row.kind === 'pending' ? 'pending' : 'success' };
}

function shared(row: TransactionRow) {
  return {
    id: row.id,
    order_id: row.order_id,
    parent_id: row.parent_id,
    amount: row.amount,
    gateway: row.gateway,
    currency: 'VND',
    created_at: row.created_at,
    user_id: row.user_id,
    location_id: null,
    device_id: null,
    authorization: null,
    receipt: null,
    test: false,
    payment_details: null,
    haravan_transaction_id: null,
    external_transaction_id: null,
    send_email: false,
    is_cod_gateway: false,
  };
}
