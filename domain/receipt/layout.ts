import type { Block, ReceiptDocument } from './document.ts';
import { placeBarcode, placeQr } from './place-codes.ts';
import { placePicture } from './place-picture.ts';
import { placeBanner, placeColumns, placeText } from './place-text.ts';
import type { Layout, Page, Placed, Placing } from './placed.ts';

export type Paper = '80' | '58';

/** Printable dots at 203 dpi. */
export const paperDots = { '80': 576, '58': 384 } as const satisfies { readonly [P in Paper]: number };

const spaces = { small: 10, large: 44 } as const;

/** Places a document on paper: long names wrap, figures line up at the right edge and are never cut. */
export function layOut(document: ReceiptDocument, page: Page): Layout {
  let y = 0;
  const placed: Placed[] = [];
  for (const block of document.blocks) {
    const result = placeBlock(block, y, page);
    placed.push(...result.placed);
    y += result.height;
  }
  return { width: page.width, height: y, placed };
}

function placeBlock(block: Block, y: number, page: Page): Placing {
  switch (block.kind) {
    case 'text':
      return placeText(block, y, page);
    case 'columns':
      return placeColumns(block, y, page);
    case 'rule': {
      const dashed = block.style === 'dashed';
      return { placed: [{ kind: 'box', x: 0, y: y + 7, width: page.width, height: 2, dashed }], height: 16 };
    }
    case 'space':
      return { placed: [], height: spaces[block.size] };
    case 'banner':
      return placeBanner(block.text, y, page);
    case 'qr':
      return placeQr(block, y, page);
    case 'barcode':
      return placeBarcode(block, y, page);
    case 'image':
      return placePicture(block.picture, y, page);
  }
}
