import type { VatSplit } from '../money/vat.ts';
import type { Destination } from '../return/goods-return.ts';
import type { RefundTender } from '../return/refund-tenders.ts';
import { formatAmount, formatDong, formatQuantity, formatRate, maskPhone } from '../text/format.ts';
import { formatDateTime, type Instant } from '../time.ts';
import { type Block, line, pair, type ReceiptDocument, rule, smallSpace } from './document.ts';
import { shopHead, tenderNames } from './sale-receipt.ts';

/** What the slip of goods that came back shows. Amounts in đồng, quantities in thousandths. */
export type ReturnSlipInput = {
  readonly header: readonly string[];
  readonly showVat: boolean;
  readonly number: string;
  readonly at: Instant;
  readonly tillNumber: number;
  readonly cashier: string;
  readonly approver: string | null;
  readonly sale: { readonly number: string; readonly completedAt: Instant };
  readonly customer: { readonly name: string; readonly phone: string } | null;
  readonly reason: string;
  readonly lines: readonly {
    readonly name: string;
    readonly variantName: string;
    readonly unitName: string;
    readonly quantity: number;
    readonly goods: number;
    readonly destination: Destination;
  }[];
  readonly rounding: number;
  readonly payout: number;
  readonly vatByRate: readonly VatSplit[];
  readonly tenders: readonly RefundTender[];
};

export function returnSlip(input: ReturnSlipInput): ReceiptDocument {
  return {
    blocks: [
      ...shopHead(input.header),
      smallSpace,
      line('PHIẾU TRẢ HÀNG', { align: 'center', size: 'large', bold: true }),
      pair(`Số: ${input.number}`, formatDateTime(input.at), { size: 'small' }),
      pair(`HĐ: ${input.sale.number}`, formatDateTime(input.sale.completedAt), { size: 'small' }),
      pair(`Thu ngân: ${input.cashier}`, `Máy ${input.tillNumber}`, { size: 'small' }),
      ...(input.approver === null ? [] : [line(`Người duyệt: ${input.approver}`, { size: 'small' })]),
      ...(input.customer === null
        ? []
        : [
            pair(
              `Khách: ${input.customer.name}`,
              input.customer.phone === '' ? '' : maskPhone(input.customer.phone),
              { size: 'small' },
            ),
          ]),
      line(`Lý do: ${input.reason}`, { size: 'small' }),
      rule,
      ...input.lines.flatMap(goodsBlocks),
      rule,
      ...(input.rounding === 0 ? [] : [pair('Làm tròn', formatAmount(input.rounding))]),
      pair('TRẢ KHÁCH', formatDong(input.payout), { size: 'large', bold: true }),
      ...vatBlocks(input),
      ...input.tenders.flatMap((tender) => [
        pair(tenderNames[tender.kind], formatAmount(tender.amount)),
        ...(tender.reference === '' ? [] : [line(`  Mã: ${tender.reference}`, { size: 'small' })]),
      ]),
      smallSpace,
      {
        kind: 'columns',
        size: 'small',
        bold: false,
        cells: [
          { text: 'Khách hàng', align: 'center', width: 'share' },
          { text: 'Thu ngân', align: 'center', width: 'share' },
        ],
      },
      { kind: 'space', size: 'large' },
      { kind: 'space', size: 'large' },
    ],
  };
}

function goodsBlocks(goods: ReturnSlipInput['lines'][number]): readonly Block[] {
  const unit = goods.unitName === '' ? '' : ` ${goods.unitName}`;
  return [
    line(goods.variantName === '' ? goods.name : `${goods.name} – ${goods.variantName}`),
    pair(`  ${formatQuantity(goods.quantity)}${unit}`, formatAmount(goods.goods)),
    ...(goods.destination === 'damaged' ? [line('  Hàng hỏng', { size: 'small' })] : []),
  ];
}

function vatBlocks({ showVat, vatByRate }: ReturnSlipInput): readonly Block[] {
  if (!showVat) return [];
  return vatByRate
    .filter(({ rate }) => rate !== null)
    .map(({ rate, net, vat }) =>
      pair(`Đã gồm VAT ${formatRate(rate ?? 0)} trên ${formatAmount(net)}`, formatAmount(vat), {
        size: 'small',
      }),
    );
}
