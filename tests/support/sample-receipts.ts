import { dong } from '../../domain/money/dong.ts';
import { basisPoints } from '../../domain/money/rate.ts';
import { splitVat } from '../../domain/money/vat.ts';
import type { ReceiptDocument } from '../../domain/receipt/document.ts';
import type { Paper } from '../../domain/receipt/layout.ts';
import { reconcileSlip } from '../../domain/receipt/reconcile-slip.ts';
import { returnSlip } from '../../domain/receipt/return-slip.ts';
import { type SaleReceiptInput, saleReceipt } from '../../domain/receipt/sale-receipt.ts';
import { cashSlip, shiftSlip, testPage } from '../../domain/receipt/shift-slips.ts';
import { emptyShiftFacts } from '../../domain/shift/shift.ts';
import {
  type ReconcileItem,
  reconcileClasses,
  sumByClass,
  unsentClasses,
} from '../../domain/sync/reconcile.ts';
import { sampleLogo } from './sample-logo.ts';

const header = [
  'Tạp hóa & Thời trang Phương Nam',
  'CN Lê Lợi',
  '12 Lê Lợi, Phường Sài Gòn, TP. Hồ Chí Minh',
  'ĐT: 028 3812 3456',
];
const at = Date.UTC(2026, 10, 25, 7, 3, 0);

export const saleInput: SaleReceiptInput = {
  texts: {
    title: 'HÓA ĐƠN BÁN HÀNG',
    header,
    footer: ['Cảm ơn quý khách, hẹn gặp lại', 'Hàng đổi trả trong 7 ngày kèm hóa đơn'],
    showVat: true,
  },
  number: 'LL2-261125-0037',
  saleId: '019ab3c2-7d10-7abc-8def-0123456789ab',
  completedAt: at,
  branchName: 'CN Lê Lợi',
  tillNumber: 2,
  cashier: 'Nguyễn Thị Lan',
  customer: { name: 'Trần Đức Thịnh', phone: '0903123456' },
  note: 'Giao lầu 2 sau 17 giờ',
  lines: [
    line('Nước mắm cá cơm Phú Quốc 500 ml', 'chai', 2000, 42_000, 84_000),
    {
      ...line('Áo thun cổ tròn', 'cái', 1000, 189_000, 189_000),
      variantName: 'Đỏ / L',
      lineDiscount: 19_000,
    },
    line('Gạo ST25 (cân)', 'kg', 1250, 38_000, 47_500),
    line(
      'Bộ nồi inox ba đáy năm món có nắp kính cường lực dùng cho bếp từ và bếp hồng ngoại'.normalize('NFD'),
      'bộ',
      1000,
      1_290_000,
      1_290_000,
    ),
  ],
  subtotal: 1_610_500,
  lineDiscounts: 19_000,
  orderDiscount: 20_000,
  rounding: -500,
  payable: 1_571_000,
  vatByRate: [splitVat(dong(1_440_000), basisPoints(800)), splitVat(dong(131_500), basisPoints(500))],
  payments: [
    {
      kind: 'transfer',
      tendered: dong(1_000_000),
      change: dong(0),
      amount: dong(1_000_000),
      reference: 'QYLL2 0123456789',
    },
    { kind: 'cash', tendered: dong(600_000), change: dong(29_000), amount: dong(571_000), reference: '' },
  ],
  change: 29_000,
  copy: null,
};

function line(name: string, unitName: string, quantity: number, unitPrice: number, gross: number) {
  return { name, variantName: '', unitName, quantity, unitPrice, gross, lineDiscount: 0, note: '' };
}

const shift = {
  header,
  number: 'LL2-261125-C1',
  tillNumber: 2,
  openedAt: Date.UTC(2026, 10, 25, 0, 30),
  openedBy: 'Nguyễn Thị Lan',
  printedAt: at,
  facts: {
    ...emptyShiftFacts,
    float: dong(1_000_000),
    saleCount: 20,
    salesTotal: dong(5_320_000),
    discounts: dong(120_000),
    vat: dong(394_000),
    byTender: { cash: dong(3_120_000), transfer: dong(1_400_000), card: dong(800_000) },
    countByTender: { cash: 14, transfer: 4, card: 3 },
    cashOut: dong(200_000),
  },
  movements: [{ kind: 'out' as const, amount: 200_000, reason: 'Trả tiền nước đá' }],
  count: { 500000: 6, 200000: 4, 50000: 2, 20000: 1 },
  note: '',
};

/** A receipt of about fifty lines of print. */
export const longSale = saleReceipt({
  ...saleInput,
  lines: Array.from({ length: 22 }, (_, index) =>
    line(`Mì ăn liền vị thứ ${index + 1}`, 'gói', 2000, 4_500, 9_000),
  ),
});

const reconciled: readonly ReconcileItem[] = [
  reconcileItem('amount-differs', '0011', 185_000, 180_000),
  reconcileItem('missing', '0012', 92_000, 0),
  reconcileItem('only-in-cloud', '0099', 0, 250_000),
  reconcileItem('waiting', '0036', 1_571_000, 0),
  ...Array.from({ length: 31 }, (_, index) => reconcileItem('matched', `01${index}`, 171_500, 171_500)),
];

/** A day of a busy till on which everything went wrong that can, and more than the paper lists. */
const badDay: readonly ReconcileItem[] = [
  ...reconcileClasses
    .filter((name) => name !== 'matched')
    .flatMap((name, index) =>
      [0, 1, 2].map((copy) =>
        reconcileItem(
          name,
          `${1_000 + index * 10 + copy}`,
          name === 'only-in-cloud' ? 0 : 123_456_789 + index,
          name === 'doubled' ? 246_913_578 : (index % 2) * 123_450_000,
        ),
      ),
    ),
  { ...reconcileItem('only-in-cloud', '', 0, 98_765_432_100), number: '', orderId: 1_600_000_042 },
];

function reconcileItem(
  name: ReconcileItem['class'],
  number: string,
  tillAmount: number,
  cloudAmount: number,
): ReconcileItem {
  const isHere = name !== 'only-in-cloud';
  return {
    class: name,
    saleId: isHere ? `sale-${number}` : null,
    orderId: null,
    number: `LL2-261124-${number}`,
    tillAmount,
    cloudAmount,
  };
}

function withBarcode({ blocks }: ReceiptDocument): ReceiptDocument {
  return {
    blocks: [
      ...blocks,
      { kind: 'barcode', symbology: 'code128', data: saleInput.number, caption: saleInput.number },
    ],
  };
}

/** One of each paper the till prints, with everything on it that can be. */
const documents = (paper: Paper): Readonly<Record<SampleName, ReceiptDocument>> => ({
  sale: saleReceipt(saleInput),
  copy: saleReceipt({ ...saleInput, copy: { number: 2, at: at + 3_600_000, by: 'Lê Văn Quản' } }),
  x: shiftSlip({
    ...shift,
    kind: 'x',
    closedAt: null,
    closedBy: null,
    receiver: null,
    expected: null,
    counted: null,
    variance: null,
    count: {},
  }),
  z: shiftSlip({
    ...shift,
    kind: 'z',
    closedAt: at,
    closedBy: 'Nguyễn Thị Lan',
    receiver: null,
    expected: 3_920_000,
    counted: 3_920_000,
    variance: 0,
  }),
  handover: shiftSlip({
    ...shift,
    kind: 'handover',
    closedAt: at,
    closedBy: 'Nguyễn Thị Lan',
    receiver: 'Phạm Minh Khôi',
    expected: 3_920_000,
    counted: 3_910_000,
    variance: -10_000,
    note: 'Thiếu tiền lẻ',
  }),
  'cash-out': cashSlip({
    header,
    kind: 'out',
    amount: 200_000,
    reason: 'Trả tiền nước đá',
    at,
    staff: 'Nguyễn Thị Lan',
    shiftNumber: 'LL2-261125-C1',
  }),
  test: testPage(header, paper, at),
  logo: withBarcode(saleReceipt({ ...saleInput, texts: { ...saleInput.texts, logo: sampleLogo(336) } })),
  reconcile: reconcileSlip({
    header,
    branchName: 'CN Lê Lợi',
    tillNumber: 2,
    day: '2026-11-24',
    at,
    dayEnded: true,
    foundBy: 'walk',
    classes: sumByClass(reconciled),
    printedAt: at + 60_000,
    items: reconciled
      .filter((item) => item.class !== 'matched')
      .map((item, index) => ({
        ...item,
        accepted: index === 0 ? { by: 'Lê Văn Quản', reason: 'Khách đổi địa chỉ trên web' } : null,
      })),
    itemsLeftOut: 0,
  }),
  'reconcile-long': reconcileSlip({
    header: ['Chuỗi cửa hàng Thực phẩm sạch & Đặc sản vùng miền Nguyễn Thị Phương Thảo', ...header.slice(1)],
    branchName: 'CN 27 Đường số 3, Khu đô thị mới Phú Mỹ Hưng',
    tillNumber: 12,
    day: '2026-11-25',
    at,
    dayEnded: false,
    foundBy: 'memory',
    classes: sumByClass([
      ...badDay,
      ...Array.from({ length: 1_234 }, (_, index) =>
        reconcileItem('matched', `${index}`, 8_171_500, 8_171_500),
      ),
    ]),
    printedAt: at + 60_000,
    items: badDay.map((item, index) => ({
      ...item,
      accepted:
        index % 4 === 0 && !unsentClasses.some((name) => name === item.class)
          ? {
              by: 'Nguyễn Hoàng Phương Uyên (quản lý khu vực)',
              reason:
                'Khách đổi hai thùng sữa lấy một thùng và trả thêm tiền ngay tại kho, sửa tay trên web lúc nửa đêm',
            }
          : null,
    })),
    itemsLeftOut: 1_037,
  }),
  return: returnSlip({
    header,
    showVat: true,
    number: 'LL2-261125-T003',
    at: at + 3_600_000,
    tillNumber: 2,
    cashier: 'Nguyễn Thị Lan',
    approver: 'Lê Văn Quản',
    sale: { number: 'LL2-261125-0037', completedAt: at },
    customer: { name: 'Trần Đức Thịnh', phone: '0903123456' },
    reason: 'Áo chật, chai nước mắm nứt nắp',
    lines: [
      {
        name: 'Áo thun cổ tròn',
        variantName: 'Đỏ / L',
        unitName: 'cái',
        quantity: 1000,
        goods: 161_500,
        destination: 'shelf',
      },
      {
        name: 'Nước mắm cá cơm Phú Quốc 500 ml',
        variantName: '',
        unitName: 'chai',
        quantity: 1000,
        goods: 39_900,
        destination: 'damaged',
      },
    ],
    rounding: -400,
    payout: 201_000,
    vatByRate: [splitVat(dong(201_400), basisPoints(800))],
    tenders: [
      { kind: 'cash', amount: dong(150_000), reference: '' },
      { kind: 'card', amount: dong(51_000), reference: '004217' },
    ],
  }),
});

export const sampleNames = [
  'sale',
  'copy',
  'x',
  'z',
  'handover',
  'cash-out',
  'test',
  'logo',
  'reconcile',
  'reconcile-long',
  'return',
] as const;
export type SampleName = (typeof sampleNames)[number];

export function sampleReceipt(name: SampleName, paper: Paper): ReceiptDocument {
  return documents(paper)[name];
}
