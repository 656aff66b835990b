import type { TenderKind } from '../../../domain/sale/tender.ts';
import type { Reader } from '../store.ts';

export type CloudSaleRow = {
  readonly id: string;
  readonly number: string;
  readonly completed_at: number;
  readonly shift_number: string | null;
  readonly staff_name: string;
  readonly cloud_user_id: number | null;
  readonly cloud_customer_id: number | null;
  readonly order_discount: number;
  readonly rounding: number;
  readonly payable: number;
  readonly vat_total: number;
  readonly note: string;
};

export type CloudLineRow = {
  readonly product_id: number;
  readonly variant_id: number;
  readonly unit_id: number;
  readonly sku: string;
  readonly code: string;
  readonly name: string;
  readonly unit_name: string;
  readonly weighed: 0 | 1;
  readonly quantity: number;
  readonly stock_per_unit: number;
  readonly unit_price: number;
  readonly gross: number;
  readonly line_discount: number;
  readonly net: number;
  readonly vat_rate_bp: number | null;
  readonly note: string;
};

export type CloudPaymentRow = {
  readonly kind: TenderKind;
  readonly amount: number;
  readonly reference: string;
};

/** A sale with the cloud's own names for its staff and customer. */
export function cloudSale(reader: Reader, saleId: string): CloudSaleRow | undefined {
  return reader.get<CloudSaleRow>(
    `SELECT s.id, s.number, s.completed_at, h.number AS shift_number, f.name AS staff_name, f.cloud_user_id,
       c.cloud_id AS cloud_customer_id, s.order_discount, s.rounding, s.payable, s.vat_total, s.note
     FROM sale s JOIN staff f ON f.id = s.staff_id
       LEFT JOIN shift h ON h.id = s.shift_id LEFT JOIN customer c ON c.id = s.customer_id
     WHERE s.id = ?`,
    [saleId],
  );
}

export function cloudLines(reader: Reader, saleId: string): readonly CloudLineRow[] {
  return reader.all<CloudLineRow>('SELECT * FROM sale_line WHERE sale_id = ? ORDER BY position', [saleId]);
}

export function cloudPayments(reader: Reader, saleId: string): readonly CloudPaymentRow[] {
  return reader.all<CloudPaymentRow>(
    'SELECT kind, amount, reference FROM payment WHERE sale_id = ? ORDER BY position',
    [saleId],
  );
}
