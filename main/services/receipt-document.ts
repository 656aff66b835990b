import type { ReceiptCopy } from '../../domain/receipt/copy-mark.ts';
import type { ReceiptDocument } from '../../domain/receipt/document.ts';
import { saleReceipt } from '../../domain/receipt/sale-receipt.ts';
import { linesOfSale, saleById } from '../db/repositories/sales.ts';
import type { Reader } from '../db/store.ts';
import { storedPayments, vatOfLines } from './list-records.ts';
import { readBinding, readShopSettings } from './shop-settings.ts';

/** The receipt of a stored sale, with the shop's texts of today. Undefined when there is no such sale. */
export function receiptOf(
  reader: Reader,
  saleId: string,
  copy: ReceiptCopy | null,
): ReceiptDocument | undefined {
  const sale = saleById(reader, saleId);
  const binding = readBinding(reader);
  if (sale === undefined || binding === null) return undefined;
  const settings = readShopSettings(reader);
  const lines = linesOfSale(reader, saleId);
  return saleReceipt({
    texts: {
      logo: settings.receiptLogo === null ? undefined : 'logo',
      title: settings.receiptTitle,
      header: settings.receiptHeader,
      footer: settings.receiptFooter,
      showVat: settings.receiptShowVat,
    },
    number: sale.number,
    saleId: sale.id,
    completedAt: sale.completed_at,
    branchName: binding.branchName,
    tillNumber: binding.tillNumber,
    cashier: sale.staff_name,
    customer:
      sale.customer_name === null ? null : { name: sale.customer_name, phone: sale.customer_phone ?? '' },
    note: sale.note,
    lines: lines.map((line) => ({
      name: line.name,
      variantName: line.variant_name,
      unitName: line.unit_name,
      quantity: line.quantity,
      unitPrice: line.unit_price,
      gross: line.gross,
      lineDiscount: line.line_discount,
      note: line.note,
    })),
    subtotal: sale.subtotal,
    lineDiscounts: sale.line_discounts,
    orderDiscount: sale.order_discount,
    rounding: sale.rounding,
    payable: sale.payable,
    vatByRate: vatOfLines(lines),
    payments: storedPayments(reader, saleId),
    change: sale.change,
    copy,
  });
}
