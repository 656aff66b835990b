import type { TenderKind } from '../../../domain/sale/tender.ts';
import type { OutboxState } from '../../../domain/sync/outbox.ts';
import type { Reader } from '../store.ts';

/** All that goes to the cloud of one sale. Money in đồng, quantities in thousandths, rates in basis points. */
export type UploadSale = {
  readonly id: string;
  readonly number: string;
  readonly shift_number: string | null;
  readonly staff_name: string;
  readonly staff_cloud_id: number | null;
  readonly customer_id: string | null;
  readonly customer_cloud_id: number | null;
  /** Where the customer's own way to the cloud stands; null when nothing of theirs is on its way. */
  readonly customer_state: OutboxState | null;
  readonly customer_name: string | null;
  readonly order_discount: number;
  readonly total: number;
  readonly rounding: number;
  readonly payable: number;
  readonly note: string;
  readonly completed_at: number;
};

/** Without ids it is a line of its own name and price. */
export type UploadLine = {
  readonly id: string;
  readonly product_id: number | null;
  readonly variant_id: number | null;
  readonly unit_id: number;
  readonly sku: string;
  readonly code: string;
  readonly name: string;
  readonly variant_name: string;
  readonly unit_name: string;
  readonly quantity: number;
  readonly stock_per_unit: number;
  readonly line_discount: number;
  readonly net: number;
  readonly vat_rate_bp: number | null;
  readonly vat_net: number;
  readonly vat: number;
  readonly note: string;
};

export type UploadPayment = {
  readonly kind: TenderKind;
  readonly amount: number;
  readonly reference: string;
};

export type UploadDocument = {
  readonly sale: UploadSale;
  readonly lines: readonly UploadLine[];
  readonly payments: readonly UploadPayment[];
};

export function documentForUpload(reader: Reader, saleId: string): UploadDocument | undefined {
  const sale = reader.get<UploadSale>(
    `SELECT s.id, s.number, sh.number AS shift_number, f.name AS staff_name, f.cloud_user_id AS staff_cloud_id,
       s.customer_id, c.cloud_id AS customer_cloud_id, s.customer_name, s.order_discount, s.total, s.rounding, s.payable,
       s.note, s.completed_at,
       (SELECT o.state FROM customer_change d JOIN outbox o ON o.document_id = d.id
        WHERE d.customer_id IN (SELECT id FROM customer WHERE id = c.id OR merged_into = c.id)
          AND d.kind = 'created' AND o.state <> 'confirmed'
        ORDER BY o.sequence DESC LIMIT 1) AS customer_state
     FROM sale s JOIN staff f ON f.id = s.staff_id
     LEFT JOIN shift sh ON sh.id = s.shift_id LEFT JOIN customer named ON named.id = s.customer_id
     LEFT JOIN customer c ON c.id = coalesce(named.merged_into, named.id)
     WHERE s.id = ?`,
    [saleId],
  );
  if (sale === undefined) return undefined;
  return {
    sale,
    lines: reader.all<UploadLine>(
      `SELECT id, product_id, variant_id, unit_id, sku, code, name, variant_name, unit_name, quantity, stock_per_unit, line_discount,
         net, vat_rate_bp, vat_net, vat, note
       FROM sale_line WHERE sale_id = ? ORDER BY position`,
      [saleId],
    ),
    payments: reader.all<UploadPayment>(
      'SELECT kind, amount, reference FROM payment WHERE sale_id = ? ORDER BY position',
      [saleId],
    ),
  };
}

/** What a sale came to, đồng. @throws when there is no such sale. */
export function salePayable(reader: Reader, saleId: string): number {
  const row = reader.get<{ payable: number }>('SELECT payable FROM sale WHERE id = ?', [saleId]);
  if (row === undefined) throw new Error(`no sale ${saleId}`);
  return row.payable;
}
