import type { SalePage, SaleRow, SaleView } from '../../contracts/views/records.ts';
import { dong, subtractDong } from '../../domain/money/dong.ts';
import { milli } from '../../domain/money/quantity.ts';
import { basisPoints } from '../../domain/money/rate.ts';
import { sumVatByRate } from '../../domain/money/vat.ts';
import type { Payment } from '../../domain/sale/settle.ts';
import {
  linesOfSale,
  listSales,
  paymentsOfSale,
  type SaleLineRecord,
  type SaleRecord,
  saleById,
} from '../db/repositories/sales.ts';
import type { Reader } from '../db/store.ts';
import { type Envelope, failure, success } from './answer.ts';

export function salePage(
  reader: Reader,
  query: { readonly text: string; readonly limit: number; readonly offset: number },
): SalePage {
  const { rows, total } = listSales(reader, { ...query, text: query.text.trim() });
  return { rows: rows.map((row) => saleRow(reader, row)), total };
}

export function saleView(reader: Reader, saleId: string): Envelope<SaleView> {
  const sale = saleById(reader, saleId);
  if (sale === undefined) return failure('SALE_MISSING');
  const lines = linesOfSale(reader, saleId);
  return success({
    ...saleRow(reader, sale),
    lines: lines.map((line) => ({
      name: line.name,
      variantName: line.variant_name,
      unitName: line.unit_name,
      quantity: milli(line.quantity),
      unitPrice: dong(line.unit_price),
      discount: dong(line.line_discount),
      final: dong(line.net),
    })),
    subtotal: dong(sale.subtotal),
    discounts: dong(sale.line_discounts + sale.order_discount),
    rounding: dong(sale.rounding),
    vatByRate: vatOfLines(lines),
    payments: storedPayments(reader, saleId),
    change: dong(sale.change),
    note: sale.note,
  });
}

export function storedPayments(reader: Reader, saleId: string): readonly Payment[] {
  return paymentsOfSale(reader, saleId).map((payment) => ({
    kind: payment.kind,
    tendered: dong(payment.tendered),
    change: dong(payment.change),
    amount: dong(payment.amount),
    reference: payment.reference,
  }));
}

export function vatOfLines(lines: readonly SaleLineRecord[]) {
  return sumVatByRate(
    lines.map((line) => ({
      rate: line.vat_rate_bp === null ? null : basisPoints(line.vat_rate_bp),
      gross: dong(line.final),
      net: dong(line.vat_net),
      vat: subtractDong(dong(line.final), dong(line.vat_net)),
    })),
  );
}

function saleRow(reader: Reader, sale: SaleRecord): SaleRow {
  return {
    id: sale.id,
    number: sale.number,
    completedAt: sale.completed_at,
    staffName: sale.staff_name,
    customerName: sale.customer_name,
    total: dong(sale.payable),
    tenders: paymentsOfSale(reader, sale.id).map((payment) => payment.kind),
    syncState: sale.sync_state,
    copies: sale.copies,
  };
}
