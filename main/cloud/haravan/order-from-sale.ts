import { type TenderKind, tenderRules } from '../../../domain/sale/tender.ts';
import { outboxTag } from '../../../domain/sync/outbox.ts';
import { formatAmount, formatQuantity, formatRate } from '../../../domain/text/format.ts';
import { formatIso } from '../../../domain/time.ts';

/** A stored sale with what the cloud must know besides it. Amounts in đồng, quantities in thousandths. */
export type SaleForCloud = {
  readonly saleId: string;
  readonly key: string;
  readonly number: string;
  readonly completedAt: number;
  readonly locationId: number;
  readonly shiftNumber: string | null;
  readonly cashier: string;
  readonly cloudUserId: number | null;
  readonly cloudCustomerId: number | null;
  readonly orderDiscount: number;
  readonly rounding: number;
  readonly payable: number;
  readonly vatTotal: number;
  readonly note: string;
  readonly lines: readonly LineForCloud[];
  readonly payments: readonly {
    readonly kind: TenderKind;
    readonly amount: number;
    readonly reference: string;
  }[];
};

export type LineForCloud = {
  readonly productId: number;
  readonly variantId: number;
  readonly sku: string;
  readonly code: string;
  readonly name: string;
  readonly unitName: string;
  readonly isBaseUnit: boolean;
  readonly weighed: boolean;
  readonly quantity: number;
  /** Base units in one unit, thousandths. */
  readonly stockPerUnit: number;
  readonly unitPrice: number;
  readonly gross: number;
  readonly lineDiscount: number;
  readonly net: number;
  readonly vatRateBp: number | null;
  readonly note: string;
};

type OrderLine = {
  readonly variant_id: number;
  readonly product_id: number;
  readonly title: string;
  readonly sku: string;
  readonly barcode: string;
  readonly quantity: number;
  readonly price: number;
  readonly total_discount: number;
  readonly applied_discounts: readonly { readonly description: string; readonly amount: number }[];
  readonly properties: readonly { readonly name: string; readonly value: string }[];
};

/** Orders carry a true sale's money to the đồng: Σ price × quantity = Σ net, less discount and rounding = what was paid. */
export function orderFromSale(sale: SaleForCloud) {
  const discounts = [
    { code: 'GIAM-GIA-DON', amount: sale.orderDiscount },
    { code: 'LAM-TRON', amount: Math.max(-sale.rounding, 0) },
  ].filter((discount) => discount.amount > 0);
  const lines = sale.lines.flatMap(orderLines);
  return {
    order: {
      line_items: sale.rounding > 0 ? [...lines, roundingLine(sale.rounding)] : lines,
      ...(sale.cloudCustomerId === null ? {} : { customer: { id: sale.cloudCustomerId } }),
      location_id: sale.locationId,
      ...(sale.cloudUserId === null ? {} : { user_id: sale.cloudUserId }),
      source: 'pos',
      source_name: 'pos',
      is_confirm: true,
      financial_status: 'paid',
      fulfillment_status: 'fulfilled',
      fulfillments: [{ location_id: sale.locationId }],
      discount_codes: discounts.map((discount) => ({ ...discount, is_coupon_code: false })),
      total_discounts: discounts.reduce((sum, discount) => sum + discount.amount, 0),
      transactions: sale.payments.map((payment) => ({
        kind: 'capture',
        amount: payment.amount,
        gateway: tenderRules[payment.kind].gateway,
      })),
      gateway:
        sale.payments.map((payment) => tenderRules[payment.kind].gateway).join(' + ') ||
        tenderRules.cash.gateway,
      tags: ['quay', outboxTag(sale.saleId)].join(','),
      note: sale.note,
      note_attributes: noteAttributes(sale),
      send_receipt: false,
      send_fulfillment_receipt: false,
    },
  };
}

/** The key is the truth of who made the order; the rest is for people who read it in the shop's admin. */
export const keyAttribute = 'till_key';

function noteAttributes(sale: SaleForCloud): readonly { readonly name: string; readonly value: string }[] {
  const attributes: readonly (readonly [string, string | null])[] = [
    [keyAttribute, sale.key],
    ['receipt_number', sale.number],
    ['sold_at', formatIso(sale.completedAt)],
    ['shift', sale.shiftNumber],
    ['cashier', sale.cashier],
    ['tenders', sale.payments.map((payment) => `${payment.kind}:${payment.amount}`).join(' ')],
    ['vat_total', String(sale.vatTotal)],
  ];
  return attributes.flatMap(([name, value]) => (value === null ? [] : [{ name, value }]));
}

/**
 * The API knows whole pieces of the base unit and one price for all pieces of a line. Goods in larger units become their base pieces,
 * weighed ones a single piece worth the whole line; a net amount that does not divide by its pieces is sent as two lines.
 */
function orderLines(line: LineForCloud): readonly OrderLine[] {
  const pieces = wholePieces(line);
  const low = Math.floor(line.net / pieces);
  const dearer = line.net - low * pieces;
  const parts = [
    { quantity: pieces - dearer, price: low },
    { quantity: dearer, price: low + 1 },
  ].filter((part) => part.quantity > 0);
  const discounts = splitDiscount(line, parts, pieces);
  return parts.map((part, index) => orderLine(line, part, discounts[index] ?? 0));
}

function wholePieces(line: LineForCloud): number {
  const milli = BigInt(line.quantity) * BigInt(line.stockPerUnit);
  const isWhole = milli % 1_000_000n === 0n;
  return isWhole && !(line.weighed && line.quantity % 1000 !== 0) ? Number(milli / 1_000_000n) : 1;
}

/** The discount of each part by its own share of the gross; parts sum to the line's discount. */
function splitDiscount(
  line: LineForCloud,
  parts: readonly { readonly quantity: number; readonly price: number }[],
  pieces: number,
): readonly number[] {
  const [first] = parts;
  if (parts.length < 2 || first === undefined) return [line.lineDiscount];
  const firstGross = Number((BigInt(line.gross) * BigInt(first.quantity)) / BigInt(pieces));
  const firstDiscount = Math.min(Math.max(firstGross - first.price * first.quantity, 0), line.lineDiscount);
  return [firstDiscount, line.lineDiscount - firstDiscount];
}

function orderLine(
  line: LineForCloud,
  part: { readonly quantity: number; readonly price: number },
  discount: number,
): OrderLine {
  const properties = [
    ...(line.isBaseUnit && !line.weighed
      ? []
      : [
          {
            name: 'Số lượng',
            value: `${formatQuantity(line.quantity)} ${line.unitName} × ${formatAmount(line.unitPrice)}`,
          },
        ]),
    ...(line.vatRateBp === null ? [] : [{ name: 'VAT', value: formatRate(line.vatRateBp) }]),
    ...(line.note === '' ? [] : [{ name: 'Ghi chú', value: line.note }]),
  ];
  return {
    variant_id: line.variantId,
    product_id: line.productId,
    title: line.name,
    sku: line.sku,
    barcode: line.code,
    quantity: part.quantity,
    price: part.price,
    total_discount: discount,
    applied_discounts: discount === 0 ? [] : [{ description: 'Giảm giá tại quầy', amount: discount }],
    properties,
  };
}

function roundingLine(rounding: number) {
  return { title: 'Làm tròn tiền mặt', quantity: 1, price: rounding, total_discount: 0 };
}
