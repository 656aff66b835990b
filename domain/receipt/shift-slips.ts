import type { CashMovementKind, NoteCount, ShiftFacts } from '../shift/shift.ts';
import { formatAmount, formatDong } from '../text/format.ts';
import { formatDateTime, type Instant } from '../time.ts';
import { type Block, line, pair, type ReceiptDocument, rule, smallSpace } from './document.ts';
import { shopHead } from './sale-receipt.ts';

/** What X, Z and handover slips show. `null` amounts are hidden by a blind count or not known yet. */
export type ShiftSlipInput = {
  readonly header: readonly string[];
  readonly kind: 'x' | 'z' | 'handover';
  readonly number: string;
  readonly tillNumber: number;
  readonly openedAt: Instant;
  readonly openedBy: string;
  readonly closedAt: Instant | null;
  readonly closedBy: string | null;
  readonly receiver: string | null;
  readonly printedAt: Instant;
  readonly facts: ShiftFacts;
  readonly expected: number | null;
  readonly counted: number | null;
  readonly variance: number | null;
  readonly count: NoteCount;
  readonly note: string;
  readonly movements: readonly {
    readonly kind: CashMovementKind;
    readonly amount: number;
    readonly reason: string;
  }[];
  /** What the cloud did not have when the shift was closed, as of printing. */
  readonly late?: LateOnPaper;
  /** Printed anew after the close. */
  readonly isCopy?: boolean;
};

export type LateOnPaper = {
  readonly count: number;
  readonly amount: number;
  readonly rows: readonly {
    readonly number: string;
    readonly amount: number;
    readonly arrivedAt: Instant | null;
  }[];
};

const titles = {
  x: 'BÁO CÁO X – GIỮA CA',
  z: 'BÁO CÁO Z – CHỐT CA',
  handover: 'BIÊN BẢN BÀN GIAO CA',
} as const;

export function shiftSlip(input: ShiftSlipInput): ReceiptDocument {
  const { facts } = input;
  const isHidden = input.expected === null;
  const amount = (value: number) => (isHidden ? '•••' : formatAmount(value));
  return {
    blocks: [
      ...shopHead(input.header.slice(0, 2)),
      smallSpace,
      line(titles[input.kind], { align: 'center', size: 'large', bold: true }),
      ...(input.isCopy === true ? [copyBanner] : []),
      pair(`Ca: ${input.number}`, `Máy ${input.tillNumber}`, { size: 'small' }),
      pair(`Mở ca: ${input.openedBy}`, formatDateTime(input.openedAt), { size: 'small' }),
      input.closedAt === null
        ? pair('In lúc', formatDateTime(input.printedAt), { size: 'small' })
        : pair(`Chốt ca: ${input.closedBy ?? ''}`, formatDateTime(input.closedAt), { size: 'small' }),
      ...(input.isCopy === true
        ? [pair('In lại lúc', formatDateTime(input.printedAt), { size: 'small' })]
        : []),
      ...(input.receiver === null ? [] : [line(`Nhận ca: ${input.receiver}`, { size: 'small' })]),
      rule,
      pair('Số hóa đơn', formatAmount(facts.saleCount)),
      pair('Doanh thu', amount(facts.salesTotal), { bold: true }),
      pair('Giảm giá', amount(facts.discounts)),
      ...(facts.rounding === 0 ? [] : [pair('Làm tròn', amount(facts.rounding))]),
      pair('VAT đã gồm', amount(facts.vat)),
      ...returnBlocks(facts),
      rule,
      pair(`Tiền mặt (${facts.countByTender.cash})`, amount(facts.byTender.cash)),
      pair(`Chuyển khoản (${facts.countByTender.transfer})`, formatAmount(facts.byTender.transfer)),
      pair(`Thẻ (${facts.countByTender.card})`, formatAmount(facts.byTender.card)),
      rule,
      pair('Tiền đầu ca', formatAmount(facts.float)),
      ...(facts.refundsByTender.cash === 0
        ? []
        : [pair('Trả hàng bằng tiền mặt', formatAmount(-facts.refundsByTender.cash))]),
      pair('Thu khác', formatAmount(facts.cashIn)),
      pair('Chi khác', formatAmount(-facts.cashOut)),
      ...input.movements.map((movement) =>
        pair(
          `  ${movement.reason}`,
          formatAmount(movement.kind === 'in' ? movement.amount : -movement.amount),
          { size: 'small' },
        ),
      ),
      ...(input.expected === null
        ? []
        : [pair('Tiền mặt dự kiến', formatDong(input.expected), { bold: true })]),
      ...countBlocks(input),
      ...lateBlocks(input.late),
      ...(input.note === '' ? [] : [line(`Ghi chú: ${input.note}`)]),
      ...signatures(input),
    ],
  };
}

/** Goods that came back, and what is left of the takings. */
function returnBlocks(facts: ShiftFacts): readonly Block[] {
  if (facts.returnCount === 0) return [];
  const { transfer, card } = facts.refundsByTender;
  return [
    rule,
    pair(`Trả hàng (${formatAmount(facts.returnCount)} phiếu)`, formatAmount(-facts.returnsTotal)),
    ...(transfer === 0 ? [] : [pair('  trả chuyển khoản', formatAmount(-transfer), { size: 'small' })]),
    ...(card === 0 ? [] : [pair('  trả qua thẻ', formatAmount(-card), { size: 'small' })]),
  ];
}

function countBlocks(input: ShiftSlipInput): readonly Block[] {
  if (input.counted === null) return [];
  const faces = Object.entries(input.count)
    .map(([face, pieces]) => ({ face: Number(face), pieces }))
    .filter(({ pieces }) => pieces > 0)
    .sort((a, b) => b.face - a.face);
  return [
    ...(faces.length === 0 ? [] : [rule]),
    ...faces.map(({ face, pieces }) =>
      pair(`${formatAmount(face)} × ${pieces}`, formatAmount(face * pieces), { size: 'small' }),
    ),
    pair('Tiền mặt đếm được', formatDong(input.counted), { bold: true }),
    ...(input.variance === null ? [] : [pair('Chênh lệch', formatDong(input.variance), { bold: true })]),
  ];
}

const copyBanner: Block = { kind: 'banner', text: 'BẢN SAO' };
const mostLateOnPaper = 40;

function lateBlocks(late: LateOnPaper | undefined): readonly Block[] {
  if (late === undefined || late.count === 0) return [];
  const shown = late.rows.slice(0, mostLateOnPaper);
  return [
    rule,
    pair(`Chưa lên lúc chốt ca (${formatAmount(late.count)})`, formatAmount(late.amount)),
    ...shown.flatMap((sale): readonly Block[] => [
      pair(sale.number, formatAmount(sale.amount), { size: 'small' }),
      line(sale.arrivedAt === null ? '  Chưa lên' : `  Đã lên ${formatDateTime(sale.arrivedAt)}`, {
        size: 'small',
      }),
    ]),
    ...(late.count > shown.length
      ? [line(`… và ${formatAmount(late.count - shown.length)} hóa đơn nữa`, { size: 'small' })]
      : []),
  ];
}

function signatures(input: ShiftSlipInput): readonly Block[] {
  if (input.kind === 'x') return [];
  const right = input.kind === 'handover' ? 'Người nhận' : 'Quản lý';
  return [
    smallSpace,
    {
      kind: 'columns',
      size: 'small',
      bold: false,
      cells: [
        { text: input.kind === 'handover' ? 'Người giao' : 'Thu ngân', align: 'center', width: 'share' },
        { text: right, align: 'center', width: 'share' },
      ],
    },
    { kind: 'space', size: 'large' },
    { kind: 'space', size: 'large' },
  ];
}

export type CashSlipInput = {
  readonly header: readonly string[];
  readonly kind: CashMovementKind;
  readonly amount: number;
  readonly reason: string;
  readonly at: Instant;
  readonly staff: string;
  readonly shiftNumber: string;
};

export function cashSlip(input: CashSlipInput): ReceiptDocument {
  return {
    blocks: [
      ...shopHead(input.header.slice(0, 2)),
      smallSpace,
      line(input.kind === 'in' ? 'PHIẾU THU TIỀN MẶT' : 'PHIẾU CHI TIỀN MẶT', {
        align: 'center',
        size: 'large',
        bold: true,
      }),
      pair(`Ca: ${input.shiftNumber}`, formatDateTime(input.at), { size: 'small' }),
      line(`Người làm: ${input.staff}`, { size: 'small' }),
      rule,
      line(`Lý do: ${input.reason}`),
      pair('Số tiền', formatDong(input.amount), { size: 'large', bold: true }),
      smallSpace,
      line('Ký tên', { align: 'center', size: 'small' }),
      { kind: 'space', size: 'large' },
    ],
  };
}

export function testPage(header: readonly string[], paper: string, at: Instant): ReceiptDocument {
  return {
    blocks: [
      ...shopHead(header),
      smallSpace,
      line('TRANG IN THỬ', { align: 'center', size: 'large', bold: true }),
      pair(`Khổ giấy ${paper} mm`, formatDateTime(at), { size: 'small' }),
      rule,
      line('àáảãạ ăằắẳẵặ âầấẩẫậ èéẻẽẹ êềếểễệ ìíỉĩị'),
      line('òóỏõọ ôồốổỗộ ơờớởỡợ ùúủũụ ưừứửữự ỳýỷỹỵ đ ₫'),
      line('ÀÁẢÃẠ ĂẰẮẲẴẶ ÂẦẤẨẪẬ ÈÉẺẼẸ ÊỀẾỂỄỆ ÌÍỈĨỊ'),
      line('ÒÓỎÕỌ ÔỒỐỔỖỘ ƠỜỚỞỠỢ ÙÚỦŨỤ ƯỪỨỬỮỰ ỲÝỶỸỴ Đ'),
      pair('1.234.567', '89.000'),
      pair('12', '1.000', { size: 'large', bold: true }),
      { kind: 'qr', data: 'QUAY-TEST', caption: 'QUAY-TEST' },
    ],
  };
}
