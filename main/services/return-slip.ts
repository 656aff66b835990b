import { dong, subtractDong } from '../../domain/money/dong.ts';
import { basisPoints } from '../../domain/money/rate.ts';
import { sumVatByRate } from '../../domain/money/vat.ts';
import { returnSlip } from '../../domain/receipt/return-slip.ts';
import { insertPrintJob } from '../db/repositories/print-jobs.ts';
import { linesOfReturn, refundsOfReturn, returnById } from '../db/repositories/returns.ts';
import { linesOfSale, saleById } from '../db/repositories/sales.ts';
import { readBinding, readShopSettings } from './shop-settings.ts';
import type { Till } from './till.ts';

/** The slip of a stored return, for the customer to sign; in the transaction that makes the return. */
export function queueReturnSlip(till: Till, returnId: string): void {
  const { store } = till;
  const made = returnById(store, returnId);
  const sale = made === undefined ? undefined : saleById(store, made.sale_id);
  if (made === undefined || sale === undefined) throw new Error('a slip needs a stored return');
  const settings = readShopSettings(store);
  const lines = linesOfReturn(store, returnId);
  const rates = new Map(linesOfSale(store, sale.id).map((line) => [line.id, line.vat_rate_bp]));
  insertPrintJob(store, {
    id: till.newId(),
    kind: 'slip',
    subjectId: returnId,
    copyNumber: 0,
    title: `Phiếu trả hàng ${made.number}`,
    document: returnSlip({
      header: settings.receiptHeader,
      showVat: settings.receiptShowVat,
      number: made.number,
      at: made.returned_at,
      tillNumber: readBinding(store)?.tillNumber ?? 0,
      cashier: made.staff_name,
      approver: made.approved_by_name,
      sale: { number: sale.number, completedAt: sale.completed_at },
      customer:
        sale.customer_name === null ? null : { name: sale.customer_name, phone: sale.customer_phone ?? '' },
      reason: made.reason,
      lines: lines.map((line) => ({
        name: line.name,
        variantName: line.variant_name,
        unitName: line.unit_name,
        quantity: line.quantity,
        goods: line.goods,
        destination: line.goes_to,
      })),
      rounding: made.rounding,
      payout: made.payout,
      vatByRate: sumVatByRate(
        lines.map((line) => {
          const rate = rates.get(line.sale_line_id) ?? null;
          const [gross, vat] = [dong(line.goods), dong(line.vat)];
          return {
            rate: rate === null ? null : basisPoints(rate),
            gross,
            vat,
            net: subtractDong(gross, vat),
          };
        }),
      ),
      tenders: refundsOfReturn(store, returnId).map((tender) => ({ ...tender, amount: dong(tender.amount) })),
    }),
    at: made.returned_at,
  });
}
