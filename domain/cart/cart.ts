import type { Discount } from '../money/discount.ts';
import type { Dong } from '../money/dong.ts';
import type { Milli } from '../money/quantity.ts';
import type { VatRate } from '../money/vat.ts';
import type { Instant } from '../time.ts';

/** What is being sold and not yet paid. A plain value: every change gives a new cart, so undo is keeping the old one. */
export type Cart = {
  readonly id: string;
  readonly lines: readonly CartLine[];
  readonly orderDiscount: Discount | null;
  readonly customer: CartCustomer | null;
  readonly note: string;
};

export type CartLine = GoodsLine | UnknownLine;

export type GoodsLine = {
  readonly kind: 'goods';
  readonly id: string;
  readonly goods: Goods;
  readonly quantity: Milli;
  readonly discount: Discount | null;
  readonly note: string;
};

/** A code nobody knows. It stays in the cart, and blocks paying, until somebody says what it was. */
export type UnknownLine = {
  readonly kind: 'unknown';
  readonly id: string;
  readonly code: string;
  readonly scannedAt: Instant;
};

/** A variant in a unit as it was at the moment of the scan; the price stays with the line whatever the cloud does later. */
export type Goods = {
  readonly variantId: number;
  readonly productId: number;
  /** Null for the variant's base unit. */
  readonly unitId: number | null;
  readonly sku: string;
  readonly code: string;
  readonly name: string;
  readonly variantName: string;
  readonly unitName: string;
  readonly unitPrice: Dong;
  readonly vatRate: VatRate;
  /** Weighed goods take thousandths of their unit. */
  readonly weighed: boolean;
  /** Base units taken from stock by one of this unit, in thousandths (a pack of six: 6000). */
  readonly stockPerUnit: Milli;
  readonly tracksStock: boolean;
};

export type CartCustomer = { readonly id: string; readonly name: string; readonly phone: string };

export const maxCartLines = 1000;
export const maxNoteLength = 500;

export function emptyCart(id: string): Cart {
  return { id, lines: [], orderDiscount: null, customer: null, note: '' };
}

export function isGoods(line: CartLine): line is GoodsLine {
  return line.kind === 'goods';
}

export function goodsLines(cart: Cart): readonly GoodsLine[] {
  return cart.lines.filter(isGoods);
}

export function unknownLines(cart: Cart): readonly UnknownLine[] {
  return cart.lines.filter((line) => line.kind === 'unknown');
}
