import type { Reader } from '../store.ts';

export type PurchaseRow = {
  readonly id: string;
  readonly number: string;
  readonly completed_at: number;
  readonly payable: number;
};

const theirs = 'customer_id IN (SELECT id FROM customer WHERE id = $id OR merged_into = $id)';

/** What a customer bought at this till, newest first; sales under ids that turned out to be theirs included. */
export function purchasesOf(reader: Reader, customerId: string, limit: number): readonly PurchaseRow[] {
  return reader.all<PurchaseRow>(
    `SELECT id, number, completed_at, payable FROM sale WHERE ${theirs} ORDER BY completed_at DESC LIMIT $limit`,
    { id: customerId, limit },
  );
}

export function purchaseTotals(
  reader: Reader,
  customerId: string,
): { readonly sales: number; readonly total: number } {
  return (
    reader.get<{ sales: number; total: number }>(
      `SELECT count(*) AS sales, coalesce(sum(payable), 0) AS total FROM sale WHERE ${theirs}`,
      { id: customerId },
    ) ?? { sales: 0, total: 0 }
  );
}
