import type { OutboxEntry } from '../db/repositories/outbox.ts';
import { cloudLines, cloudPayments, cloudSale } from '../db/repositories/sale-for-cloud.ts';
import type { Reader } from '../db/store.ts';
import type { SaleForCloud } from './haravan/order-from-sale.ts';

/** Gathers a sale for its upload. @throws when the entry points to no sale: verify would have found that. */
export function saleForCloud(reader: Reader, entry: OutboxEntry, locationId: number): SaleForCloud {
  const sale = cloudSale(reader, entry.document_id);
  if (sale === undefined) throw new Error('an outbox entry has a sale');
  return {
    saleId: sale.id,
    key: entry.key,
    number: sale.number,
    completedAt: sale.completed_at,
    locationId,
    shiftNumber: sale.shift_number,
    cashier: sale.staff_name,
    cloudUserId: sale.cloud_user_id,
    cloudCustomerId: sale.cloud_customer_id,
    orderDiscount: sale.order_discount,
    rounding: sale.rounding,
    payable: sale.payable,
    vatTotal: sale.vat_total,
    note: sale.note,
    lines: cloudLines(reader, sale.id).map((line) => ({
      productId: line.product_id,
      variantId: line.variant_id,
      sku: line.sku,
      code: line.code,
      name: line.name,
      unitName: line.unit_name,
      isBaseUnit: line.unit_id === 0,
      weighed: line.weighed === 1,
      quantity: line.quantity,
      stockPerUnit: line.stock_per_unit,
      unitPrice: line.unit_price,
      gross: line.gross,
      lineDiscount: line.line_discount,
      net: line.net,
      vatRateBp: line.vat_rate_bp,
      note: line.note,
    })),
    payments: cloudPayments(reader, sale.id),
  };
}
