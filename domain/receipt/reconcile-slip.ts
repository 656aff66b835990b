import {
  type ClassSums,
  type ReconcileClass,
  type ReconcileItem,
  reconcileClasses,
  sumOfClasses,
} from '../sync/reconcile.ts';
import { formatAmount, formatDong } from '../text/format.ts';
import { formatDateTime, formatDay, type Instant } from '../time.ts';
import { type Block, line, pair, type ReceiptDocument, rule, smallSpace } from './document.ts';
import { shopHead } from './sale-receipt.ts';

/** A business day held against the cloud, on paper. */
export type ReconcileSlipInput = {
  readonly header: readonly string[];
  readonly branchName: string;
  readonly tillNumber: number;
  readonly day: string;
  /** When the day was held against the cloud: everything below is as of then. */
  readonly at: Instant;
  readonly dayEnded: boolean;
  readonly foundBy: 'walk' | 'memory';
  readonly classes: ClassSums;
  readonly printedAt: Instant;
  readonly items: readonly (ReconcileItem & {
    readonly accepted: { readonly by: string; readonly reason: string } | null;
  })[];
  /** Documents that differ and for which there is no room here. */
  readonly itemsLeftOut: number;
};

const names: { readonly [C in ReconcileClass]: string } = {
  matched: 'Khớp',
  missing: 'Thiếu trên Haravan',
  doubled: 'Trùng đơn',
  'amount-differs': 'Lệch tiền',
  'cancelled-there': 'Đã hủy trên Haravan',
  waiting: 'Chờ gửi',
  refused: 'Cần xử lý',
  'set-aside': 'Đã gác lại',
  'only-in-cloud': 'Chỉ có trên Haravan',
};

const ways = {
  walk: 'Đã đọc hết đơn của ngày trên Haravan',
  memory: 'Đơn lạ tìm theo dữ liệu máy đã tải',
} as const;

export function reconcileSlip(input: ReconcileSlipInput): ReceiptDocument {
  const sums = reconcileClasses.map((name) => ({ name, ...input.classes[name] }));
  const { count, tillAmount: till, cloudAmount: cloud } = sumOfClasses(input.classes);
  const sold = count - input.classes['only-in-cloud'].count;
  return {
    blocks: [
      ...shopHead(input.header.slice(0, 2)),
      smallSpace,
      line('BÁO CÁO ĐỐI SOÁT', { align: 'center', size: 'large', bold: true }),
      line(`Ngày ${formatDay(input.day)}${input.dayEnded ? '' : ' (chưa hết ngày)'}`, {
        align: 'center',
        bold: true,
      }),
      pair(input.branchName, `Máy ${input.tillNumber}`, { size: 'small' }),
      pair('Đối soát lúc', formatDateTime(input.at), { size: 'small' }),
      pair('In lúc', formatDateTime(input.printedAt), { size: 'small' }),
      line(ways[input.foundBy], { size: 'small' }),
      rule,
      ...sums
        .filter(({ name, count }) => name === 'matched' || count > 0)
        .map(({ name, count, tillAmount, cloudAmount }) =>
          pair(
            `${names[name]} (${formatAmount(count)})`,
            formatAmount(name === 'only-in-cloud' ? cloudAmount : tillAmount),
          ),
        ),
      rule,
      pair(`Máy bán hàng (${formatAmount(sold)})`, formatDong(till), { bold: true }),
      pair('Haravan', formatDong(cloud), { bold: true }),
      pair('Chênh lệch', formatDong(cloud - till), { bold: true }),
      ...itemBlocks(input),
    ],
  };
}

function itemBlocks(input: ReconcileSlipInput): readonly Block[] {
  if (input.items.length === 0) {
    const words = input.classes.matched.count > 0 ? 'Mọi hóa đơn đều khớp.' : 'Ngày này không có hóa đơn.';
    return [smallSpace, line(words, { align: 'center' })];
  }
  return [
    rule,
    ...input.items.flatMap((item): readonly Block[] => [
      line(item.number === '' ? `Đơn #${item.orderId ?? ''}` : item.number, { bold: true }),
      line(names[item.class], { size: 'small' }),
      ...amounts(item),
      ...(item.accepted === null
        ? []
        : [line(`Đã xác nhận: ${item.accepted.by} – ${item.accepted.reason}`, { size: 'small' })]),
    ]),
    ...(input.itemsLeftOut > 0
      ? [line(`… và ${formatAmount(input.itemsLeftOut)} hóa đơn nữa, xem trên màn hình.`, { size: 'small' })]
      : []),
  ];
}

function amounts(item: ReconcileItem): readonly Block[] {
  const till = pair('  Máy', formatAmount(item.tillAmount), { size: 'small' });
  const cloud = pair('  Haravan', formatAmount(item.cloudAmount), { size: 'small' });
  if (item.class === 'only-in-cloud') return [cloud];
  return ['waiting', 'refused', 'set-aside'].includes(item.class) ? [till] : [till, cloud];
}
