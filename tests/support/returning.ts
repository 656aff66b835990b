import { dong } from '../../domain/money/dong.ts';
import { milli } from '../../domain/money/quantity.ts';
import type { Refund } from '../../domain/return/refund.ts';
import type { RefundTender } from '../../domain/return/refund-tenders.ts';
import { type ReturnableSale, roundingByLine } from '../../domain/return/returnable.ts';
import type { Sale } from '../../domain/sale/sale.ts';

/** A sale of which nothing came back yet. */
export function freshlySold(sale: Sale): ReturnableSale {
  const roundings = roundingByLine(
    sale.settlement.rounding,
    sale.lines.map((line) => line.priced.final),
  );
  return {
    saleId: sale.id,
    locationId: 1,
    completedAt: sale.completedAt,
    returns: 0,
    lines: sale.lines.map((line, index) => ({
      lineId: line.id,
      isWeighed: line.goods.weighed,
      sold: line.quantity,
      returned: milli(0),
      paid: line.priced.final,
      refunded: dong(0),
      vatRate: line.priced.vat.rate,
      vat: line.priced.vat.vat,
      vatRefunded: dong(0),
      rounding: roundings[index] ?? dong(0),
      roundingRefunded: dong(0),
    })),
    tenders: sale.settlement.payments.map(({ kind, amount }) => ({ kind, paid: amount, refunded: dong(0) })),
  };
}

export function afterReturn(
  sale: ReturnableSale,
  refund: Refund,
  tenders: readonly RefundTender[],
): ReturnableSale {
  return {
    ...sale,
    returns: sale.returns + 1,
    lines: sale.lines.map((line) => {
      const back = refund.lines.find(({ lineId }) => lineId === line.lineId);
      if (back === undefined) return line;
      return {
        ...line,
        returned: milli(line.returned + back.quantity),
        refunded: dong(line.refunded + back.goods),
        vatRefunded: dong(line.vatRefunded + back.vat.vat),
        roundingRefunded: dong(line.roundingRefunded + back.rounding),
      };
    }),
    tenders: [
      ...sale.tenders.map((tender) => ({
        ...tender,
        refunded: dong(tender.refunded + (tenders.find(({ kind }) => kind === tender.kind)?.amount ?? 0)),
      })),
      ...tenders
        .filter(({ kind }) => sale.tenders.every((tender) => tender.kind !== kind))
        .map(({ kind, amount }) => ({ kind, paid: dong(0), refunded: amount })),
    ],
  };
}
