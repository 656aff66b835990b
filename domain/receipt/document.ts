import type { Picture } from './picture.ts';

/** What is to be on the paper, before anybody knows how wide the paper is. Plain data; money and quantities are formatted text here. */
export type ReceiptDocument = { readonly blocks: readonly Block[] };

export type Block =
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly align: Align;
      readonly size: TextSize;
      readonly bold: boolean;
    }
  | {
      readonly kind: 'columns';
      readonly cells: readonly Cell[];
      readonly size: TextSize;
      readonly bold: boolean;
    }
  | { readonly kind: 'rule'; readonly style: 'solid' | 'dashed' }
  | { readonly kind: 'qr'; readonly data: string; readonly caption: string }
  /** `data` may hold the function characters of `barcode/code128`; the caption is what a person reads below the bars. */
  | {
      readonly kind: 'barcode';
      readonly symbology: 'code128';
      readonly data: string;
      readonly caption: string;
    }
  /** In the middle of the paper. The shop's logo is stored once and put in when it is printed, not kept with each receipt. */
  | { readonly kind: 'image'; readonly picture: Picture | 'logo' }
  | { readonly kind: 'space'; readonly size: 'small' | 'large' }
  /** A boxed line nobody can miss, such as BẢN SAO. */
  | { readonly kind: 'banner'; readonly text: string };

export type Align = 'left' | 'center' | 'right';

export type TextSize = 'small' | 'normal' | 'large' | 'huge';

/** `share` cells divide what is left after `fit` cells, which are as wide as their text and never wrap. */
export type Cell = { readonly text: string; readonly align: Align; readonly width: 'share' | 'fit' };

export function line(text: string, over: Partial<Extract<Block, { kind: 'text' }>> = {}): Block {
  return { kind: 'text', text, align: 'left', size: 'normal', bold: false, ...over };
}

/** A label and a figure at the right edge. */
export function pair(
  label: string,
  value: string,
  over: { readonly size?: TextSize; readonly bold?: boolean } = {},
): Block {
  return {
    kind: 'columns',
    size: over.size ?? 'normal',
    bold: over.bold ?? false,
    cells: [
      { text: label, align: 'left', width: 'share' },
      { text: value, align: 'right', width: 'fit' },
    ],
  };
}

export const rule: Block = { kind: 'rule', style: 'dashed' };
export const smallSpace: Block = { kind: 'space', size: 'small' };
