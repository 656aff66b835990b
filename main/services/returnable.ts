import type { ReturnableView } from '../../contracts/views/returns.ts';
import { dong } from '../../domain/money/dong.ts';
import { milli } from '../../domain/money/quantity.ts';
import { basisPoints } from '../../domain/money/rate.ts';
import { mayComeBack } from '../../domain/return/return-policy.ts';
import {
  type PaidTender,
  type ReturnableLine,
  type ReturnableSale,
  roundingByLine,
  unitsLeft,
} from '../../domain/return/returnable.ts';
import { tenderKinds } from '../../domain/sale/tender.ts';
import {
  type ReturnedSums,
  refundedOfSale,
  returnedOfSale,
  returnsOfSale,
} from '../db/repositories/returns.ts';
import { linesOfSale, paymentsOfSale, type SaleRecord, saleById } from '../db/repositories/sales.ts';
import type { Reader } from '../db/store.ts';
import { type Envelope, failure, success } from './answer.ts';
import { readBinding, readShopSettings } from './shop-settings.ts';
import type { Till } from './till.ts';

/** A sale of this till with all that came back of it so far, sent or not. */
export function returnableSale(reader: Reader, sale: SaleRecord): ReturnableSale {
  const records = linesOfSale(reader, sale.id);
  const roundings = roundingByLine(
    dong(sale.rounding),
    records.map((line) => dong(line.final)),
  );
  const back = new Map(returnedOfSale(reader, sale.id).map((sums) => [sums.sale_line_id, sums]));
  return {
    saleId: sale.id,
    locationId: readBinding(reader)?.locationId ?? 0,
    completedAt: sale.completed_at,
    returns: returnsOfSale(reader, sale.id).length,
    lines: records.map((line, index): ReturnableLine => {
      const returned = back.get(line.id) ?? nothingBack;
      return {
        lineId: line.id,
        isWeighed: line.weighed === 1,
        sold: milli(line.quantity),
        returned: milli(returned.quantity),
        paid: dong(line.final),
        refunded: dong(returned.goods),
        vatRate: line.vat_rate_bp === null ? null : basisPoints(line.vat_rate_bp),
        vat: dong(line.vat),
        vatRefunded: dong(returned.vat),
        rounding: roundings[index] ?? dong(0),
        roundingRefunded: dong(returned.rounding),
      };
    }),
    tenders: tendersOf(reader, sale.id),
  };
}

const nothingBack: Omit<ReturnedSums, 'sale_line_id'> = { quantity: 0, goods: 0, rounding: 0, vat: 0 };

function tendersOf(reader: Reader, saleId: string): readonly PaidTender[] {
  const paid = paymentsOfSale(reader, saleId);
  const refunded = refundedOfSale(reader, saleId);
  const sum = (of: readonly { readonly kind: string; readonly amount: number }[], kind: string) =>
    dong(of.filter((part) => part.kind === kind).reduce((total, part) => total + part.amount, 0));
  return tenderKinds
    .map((kind) => ({ kind, paid: sum(paid, kind), refunded: sum(refunded, kind) }))
    .filter((tender) => tender.paid > 0 || tender.refunded > 0);
}

export function returnableView(till: Till, saleId: string): Envelope<ReturnableView> {
  const { store } = till;
  const sale = saleById(store, saleId);
  const binding = readBinding(store);
  if (sale === undefined || binding === null) return failure('SALE_MISSING');
  const returnable = returnableSale(store, sale);
  const verdict = mayComeBack(returnable, readShopSettings(store).returns, {
    locationId: binding.locationId,
    at: till.clock(),
  });
  const left = new Map(returnable.lines.map((line) => [line.lineId, unitsLeft(line)]));
  return success({
    saleId,
    number: sale.number,
    completedAt: sale.completed_at,
    customerName: sale.customer_name,
    payable: dong(sale.payable),
    lines: linesOfSale(store, saleId).map((line) => ({
      lineId: line.id,
      name: line.name,
      variantName: line.variant_name,
      unitName: line.unit_name,
      isWeighed: line.weighed === 1,
      sold: milli(line.quantity),
      left: left.get(line.id) ?? milli(0),
      paid: dong(line.final),
    })),
    returns: returnsOfSale(store, saleId).map((made) => ({
      id: made.id,
      number: made.number,
      at: made.returned_at,
      staffName: made.staff_name,
      payout: dong(made.payout),
      reason: made.reason,
      syncState: made.sync_state,
    })),
    refusal: verdict.ok ? null : { code: verdict.refusal.code, params: verdict.refusal.params },
  });
}
