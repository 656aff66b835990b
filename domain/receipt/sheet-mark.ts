import { line, type ReceiptDocument, smallSpace } from './document.ts';

/** The sheet of a receipt that the shop keeps, counted as carbon paper was: the customer's is the first. No copy, and not marked as one. */
export function asSheet(document: ReceiptDocument, sheet: number): ReceiptDocument {
  const mark = line(`Liên ${sheet} – lưu tại cửa hàng`, { align: 'center', bold: true });
  return { blocks: [mark, smallSpace, ...document.blocks] };
}
