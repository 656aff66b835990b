import type { VatSplit } from '../money/vat.ts';
import type { Payment } from '../sale/settle.ts';
import type { TenderKind } from '../sale/tender.ts';
import { formatAmount, formatDong, formatQuantity, formatRate, maskPhone } from '../text/format.ts';
import { formatDateTime, type Instant } from '../time.ts';
import { asCopy, type ReceiptCopy } from './copy-mark.ts';
import { type Block, line, pair, type ReceiptDocument, rule, smallSpace } from './document.ts';
import type { Picture } from './picture.ts';

/** Everything a sale receipt shows. Amounts in đồng, quantities in thousandths. */
export type SaleReceiptInput = {
  readonly texts: ShopTexts;
  readonly number: string;
  readonly saleId: string;
  readonly completedAt: Instant;
  readonly branchName: string;
  readonly tillNumber: number;
  readonly cashier: string;
  readonly customer: { readonly name: string; readonly phone: string } | null;
  readonly note: string;
  readonly lines: readonly {
    readonly name: string;
    readonly variantName: string;
    readonly unitName: string;
    readonly quantity: number;
    readonly unitPrice: number;
    readonly gross: number;
    readonly lineDiscount: number;
    readonly note: string;
  }[];
  readonly subtotal: number;
  readonly lineDiscounts: number;
  readonly orderDiscount: number;
  readonly rounding: number;
  readonly payable: number;
  readonly vatByRate: readonly VatSplit[];
  readonly payments: readonly Payment[];
  readonly change: number;
  /** Null on the first receipt. */
  readonly copy: ReceiptCopy | null;
};

export type ShopTexts = {
  /** Stands above everything. */
  readonly logo?: Picture | 'logo' | undefined;
  readonly title: string;
  readonly header: readonly string[];
  readonly footer: readonly string[];
  readonly showVat: boolean;
};

export const tenderNames: { readonly [K in TenderKind]: string } = {
  cash: 'Tiền mặt',
  transfer: 'Chuyển khoản',
  card: 'Thẻ',
};

export function saleReceipt(input: SaleReceiptInput): ReceiptDocument {
  const first: ReceiptDocument = {
    blocks: [
      ...(input.texts.logo === undefined ? [] : [logoBlock(input.texts.logo)]),
      ...shopHead(input.texts.header),
      smallSpace,
      line(input.texts.title, { align: 'center', size: 'large', bold: true }),
      ...saleHead(input),
      rule,
      ...input.lines.flatMap(goodsBlocks),
      rule,
      ...totals(input),
      ...vatBlocks(input),
      ...paymentBlocks(input),
      ...(input.note === '' ? [] : [smallSpace, line(`Ghi chú: ${input.note}`)]),
      smallSpace,
      { kind: 'qr', data: input.saleId, caption: input.number },
      ...input.texts.footer.map((text) => line(text, { align: 'center', size: 'small' })),
    ],
  };
  return input.copy === null ? first : asCopy(first, input.copy);
}

function logoBlock(picture: Picture | 'logo'): Block {
  return { kind: 'image', picture };
}

export function shopHead(header: readonly string[]): readonly Block[] {
  return header.map((text, index) =>
    line(text, { align: 'center', bold: index === 0, size: index === 0 ? 'large' : 'small' }),
  );
}

function saleHead(input: SaleReceiptInput): readonly Block[] {
  const customer = input.customer;
  return [
    pair(`Số: ${input.number}`, formatDateTime(input.completedAt), { size: 'small' }),
    // Most shops have the branch in the header already.
    ...(input.texts.header.includes(input.branchName) ? [] : [line(input.branchName, { size: 'small' })]),
    pair(`Thu ngân: ${input.cashier}`, `Máy ${input.tillNumber}`, { size: 'small' }),
    ...(customer === null
      ? []
      : [
          pair(`Khách: ${customer.name}`, customer.phone === '' ? '' : maskPhone(customer.phone), {
            size: 'small',
          }),
        ]),
  ];
}

function goodsBlocks(goods: SaleReceiptInput['lines'][number]): readonly Block[] {
  const unit = goods.unitName === '' ? '' : ` ${goods.unitName}`;
  return [
    line(goods.variantName === '' ? goods.name : `${goods.name} – ${goods.variantName}`),
    pair(
      `  ${formatQuantity(goods.quantity)}${unit} × ${formatAmount(goods.unitPrice)}`,
      formatAmount(goods.gross),
    ),
    ...(goods.lineDiscount === 0
      ? []
      : [pair('  Giảm giá', formatAmount(-goods.lineDiscount), { size: 'small' })]),
    ...(goods.note === '' ? [] : [line(`  ${goods.note}`, { size: 'small' })]),
  ];
}

function totals(input: SaleReceiptInput): readonly Block[] {
  const hasChanges = input.lineDiscounts + input.orderDiscount !== 0 || input.rounding !== 0;
  return [
    ...(hasChanges ? [pair(`Tạm tính (${input.lines.length} mặt hàng)`, formatAmount(input.subtotal))] : []),
    ...(input.lineDiscounts === 0 ? [] : [pair('Giảm giá hàng', formatAmount(-input.lineDiscounts))]),
    ...(input.orderDiscount === 0 ? [] : [pair('Giảm giá đơn', formatAmount(-input.orderDiscount))]),
    ...(input.rounding === 0 ? [] : [pair('Làm tròn tiền mặt', formatAmount(input.rounding))]),
    pair('TỔNG CỘNG', formatDong(input.payable), { size: 'large', bold: true }),
  ];
}

function vatBlocks({ texts, vatByRate }: SaleReceiptInput): readonly Block[] {
  const taxed = vatByRate.filter((split) => split.rate !== null);
  if (!texts.showVat || taxed.length === 0) return [];
  return taxed.map((split) =>
    pair(
      `Đã gồm VAT ${formatRate(split.rate ?? 0)} trên ${formatAmount(split.net)}`,
      formatAmount(split.vat),
      { size: 'small' },
    ),
  );
}

function paymentBlocks({ payments, change }: SaleReceiptInput): readonly Block[] {
  return [
    rule,
    ...payments.flatMap((payment) => [
      pair(tenderNames[payment.kind], formatAmount(payment.tendered)),
      ...(payment.reference === '' ? [] : [line(`  Mã: ${payment.reference}`, { size: 'small' })]),
    ]),
    ...(change === 0 ? [] : [pair('Tiền thừa', formatAmount(change), { bold: true })]),
  ];
}
