import { formatDateTime, type Instant } from '../time.ts';
import { line, pair, type ReceiptDocument, rule, smallSpace } from './document.ts';
import { shopHead } from './sale-receipt.ts';

/** The recovery code on paper, for the owner alone: a group a line, so that it can be typed from it. */
export function recoverySlip(input: {
  readonly header: readonly string[];
  readonly branchName: string;
  readonly tillNumber: number;
  readonly code: string;
  readonly at: Instant;
}): ReceiptDocument {
  return {
    blocks: [
      ...shopHead(input.header.slice(0, 1)),
      smallSpace,
      line('MÃ KHÔI PHỤC', { align: 'center', size: 'large', bold: true }),
      pair(input.branchName, `Máy ${input.tillNumber}`, { size: 'small' }),
      pair('Tạo lúc', formatDateTime(input.at), { size: 'small' }),
      rule,
      ...input.code
        .split('-')
        .map((group, index) => pair(`Nhóm ${index + 1}`, group, { size: 'large', bold: true })),
      rule,
      line('Cất ở nơi an toàn, không để cạnh máy. Mã in trước hết hiệu lực.', { size: 'small' }),
      line('Giấy nhiệt phai dần: chép tay mã ra giấy thường.', { size: 'small' }),
    ],
  };
}
