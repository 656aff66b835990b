import type { Destination } from '../../../domain/return/goods-return.ts';
import type { TenderKind } from '../../../domain/sale/tender.ts';
import type { OutboxState } from '../../../domain/sync/outbox.ts';
import type { Reader } from '../store.ts';

/** All that goes to the cloud of one return. Money in đồng, quantities in thousandths. */
export type UploadReturn = {
  readonly id: string;
  readonly number: string;
  readonly sale_id: string;
  readonly reason: string;
  /** The sale's own way to the cloud. */
  readonly sale_entry_id: string;
  readonly sale_state: OutboxState;
  readonly order_id: number | null;
  /** Whether the order's money is booked. */
  readonly sale_settled: 0 | 1;
  readonly lines: readonly {
    readonly sale_line_id: string;
    readonly quantity: number;
    readonly goes_to: Destination;
    /** Came back by returns made before this one. */
    readonly before: number;
  }[];
  readonly refunds: readonly { readonly kind: TenderKind; readonly amount: number }[];
};

export function returnForUpload(reader: Reader, returnId: string): UploadReturn | undefined {
  const made = reader.get<Omit<UploadReturn, 'lines' | 'refunds'>>(
    `SELECT r.id, r.number, r.sale_id, r.reason, o.id AS sale_entry_id, o.state AS sale_state, o.cloud_id AS order_id, o.settled AS sale_settled
     FROM goods_return r JOIN outbox o ON o.document_id = r.sale_id WHERE r.id = ?`,
    [returnId],
  );
  if (made === undefined) return undefined;
  return {
    ...made,
    lines: reader.all(
      `SELECT l.sale_line_id, l.quantity, l.goes_to, coalesce((
         SELECT sum(e.quantity) FROM return_line e JOIN goods_return m ON m.id = e.return_id
         WHERE e.sale_line_id = l.sale_line_id AND (m.business_day, m.sequence) < (r.business_day, r.sequence)
       ), 0) AS before
       FROM return_line l JOIN goods_return r ON r.id = l.return_id WHERE l.return_id = ? ORDER BY l.position`,
      [returnId],
    ),
    refunds: reader.all('SELECT kind, amount FROM refund WHERE return_id = ? ORDER BY position', [returnId]),
  };
}
