import { formatDateTime, type Instant } from '../time.ts';
import { type Block, line, type ReceiptDocument, smallSpace } from './document.ts';

/** Which copy this is, when it was asked for and by whom. */
export type ReceiptCopy = { readonly number: number; readonly at: Instant; readonly by: string };

const words = 'BẢN SAO – IN LẠI LẦN';

/** The same paper once more, marked above and below so that no end of it passes for the first. An older mark gives way. */
export function asCopy(document: ReceiptDocument, copy: ReceiptCopy): ReceiptDocument {
  const mark: readonly Block[] = [
    { kind: 'banner', text: `${words} ${copy.number}` },
    line(`${formatDateTime(copy.at)} · ${copy.by}`, { align: 'center', size: 'small' }),
  ];
  return { blocks: [...mark, smallSpace, ...withoutMark(document.blocks), smallSpace, ...mark] };
}

function withoutMark(blocks: readonly Block[]): readonly Block[] {
  const [first] = blocks;
  const isMarked = first?.kind === 'banner' && first.text.startsWith(words);
  return isMarked ? blocks.slice(3, -3) : blocks;
}
