import { dong } from '../../../domain/money/dong.ts';
import { basisPoints } from '../../../domain/money/rate.ts';
import { sumVatByRate } from '../../../domain/money/vat.ts';
import { tenderRules } from '../../../domain/sale/tender.ts';
import { outboxTag } from '../../../domain/sync/outbox.ts';
import { formatAmount, formatRate } from '../../../domain/text/format.ts';
import { formatIso } from '../../../domain/time.ts';
import type { UploadDocument, UploadLine, UploadPayment } from '../../db/repositories/upload-sale.ts';
import { type OrderLine, orderLines } from './order-lines.ts';

/** The attribute that holds the till's own name for the sale; whoever finds it knows the order is this sale. */
export const keyAttribute = 'till_key';

type Named = { readonly name: string; readonly value: string };

export type OrderBody = {
  readonly order: {
    readonly name?: string;
    readonly line_items: readonly OrderLine[];
    readonly customer?: { readonly id: number };
    readonly discount_codes: readonly {
      readonly code: string;
      readonly amount: number;
      readonly is_coupon_code: false;
    }[];
    readonly total_discounts: number;
    readonly transactions: readonly {
      readonly kind: 'capture';
      readonly amount: number;
      readonly gateway: string;
    }[];
    readonly gateway: string;
    readonly financial_status: 'paid';
    readonly fulfillment_status: 'fulfilled';
    readonly fulfillments: readonly { readonly location_id: number }[];
    readonly location_id: number;
    readonly user_id?: number;
    readonly is_confirm: true;
    readonly send_receipt: false;
    readonly send_fulfillment_receipt: false;
    readonly source: 'pos';
    readonly source_name: 'pos';
    readonly tags: string;
    readonly note: string;
    readonly note_attributes: readonly Named[];
  };
};

/**
 * A sale as the body of POST /orders.json. The order's total, Σ price × quantity − discounts, is what the customer paid:
 * the order discount is a code of its own; cash rounding down is another (`LAM-TRON`), rounding up a free line.
 */
export function orderFromSale(
  document: UploadDocument,
  context: { readonly key: string; readonly locationId: number; readonly named?: boolean },
): OrderBody {
  const { sale, lines, payments } = document;
  const discountCodes = [
    { code: 'GIAM-GIA', amount: sale.order_discount, is_coupon_code: false as const },
    { code: 'LAM-TRON', amount: Math.max(0, -sale.rounding), is_coupon_code: false as const },
  ].filter(({ amount }) => amount > 0);
  return {
    order: {
      ...(context.named === true ? { name: sale.number } : {}),
      line_items: [
        ...lines.flatMap(orderLines),
        ...(sale.rounding > 0 ? [{ title: 'Làm tròn tiền mặt', quantity: 1, price: sale.rounding }] : []),
      ],
      ...(sale.customer_cloud_id === null ? {} : { customer: { id: sale.customer_cloud_id } }),
      discount_codes: discountCodes,
      total_discounts: discountCodes.reduce((sum, { amount }) => sum + amount, 0),
      // What each payment settled, never the notes handed over.
      transactions: payments
        .filter(({ amount }) => amount > 0)
        .map(({ kind, amount }) => ({ kind: 'capture', amount, gateway: tenderRules[kind].gateway })),
      gateway: tenderRules[largest(payments)?.kind ?? 'cash'].gateway,
      financial_status: 'paid',
      fulfillment_status: 'fulfilled',
      fulfillments: [{ location_id: context.locationId }],
      location_id: context.locationId,
      ...(sale.staff_cloud_id === null ? {} : { user_id: sale.staff_cloud_id }),
      is_confirm: true,
      send_receipt: false,
      send_fulfillment_receipt: false,
      source: 'pos',
      source_name: 'pos',
      tags: `quay,${outboxTag(sale.id)}`,
      note: sale.note,
      note_attributes: attributes(document, context.key),
    },
  };
}

function attributes({ sale, lines, payments }: UploadDocument, key: string): readonly Named[] {
  const named = [
    { name: keyAttribute, value: key },
    { name: 'receipt_number', value: sale.number },
    { name: 'sold_at', value: formatIso(sale.completed_at) },
    { name: 'shift', value: sale.shift_number ?? '' },
    { name: 'cashier', value: sale.staff_name },
    // A customer the cloud does not know yet is not lost: the order carries the name.
    { name: 'customer', value: sale.customer_cloud_id === null ? (sale.customer_name ?? '') : '' },
    { name: 'tenders', value: payments.map(tenderText).join('; ') },
    { name: 'vat', value: vatText(lines) },
  ];
  return named.filter(({ value }) => value !== '');
}

function tenderText({ kind, amount, reference }: UploadPayment): string {
  const text = `${tenderRules[kind].gateway} ${formatAmount(amount)}`;
  return reference === '' ? text : `${text} (${reference})`;
}

/** `8%: 92.593 + 7.407; KCT: 25.000`: net and tax by rate, of the amounts before cash rounding. */
function vatText(lines: readonly UploadLine[]): string {
  const splits = lines.map((line) => ({
    rate: line.vat_rate_bp === null ? null : basisPoints(line.vat_rate_bp),
    gross: dong(line.vat_net + line.vat),
    net: dong(line.vat_net),
    vat: dong(line.vat),
  }));
  return sumVatByRate(splits)
    .map(({ rate, net, vat }) =>
      rate === null
        ? `KCT: ${formatAmount(net)}`
        : `${formatRate(rate)}: ${formatAmount(net)} + ${formatAmount(vat)}`,
    )
    .join('; ');
}

function largest(payments: readonly UploadPayment[]): UploadPayment | undefined {
  return [...payments].sort((a, b) => b.amount - a.amount)[0];
}
