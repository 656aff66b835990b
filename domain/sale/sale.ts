import { type Cart, type GoodsLine, goodsLines, unknownLines } from '../cart/cart.ts';
import { type PricedCart, type PricedLine, priceCart } from '../cart/price-cart.ts';
import { type Milli, milli } from '../money/quantity.ts';
import { divideRounded } from '../money/rounding.ts';
import { ok, type Result, refuse } from '../result.ts';
import type { Instant } from '../time.ts';
import { type CashRounding, type Settlement, settle, type Tender } from './settle.ts';

/** A paid sale: immutable, numbered by the till. Money in đồng, quantities in thousandths. */
export type Sale = {
  readonly id: string;
  readonly number: string;
  readonly cartId: string;
  readonly completedAt: Instant;
  readonly businessDay: string;
  readonly sequence: number;
  readonly shiftId: string | null;
  readonly staffId: string;
  readonly customer: Cart['customer'];
  readonly note: string;
  readonly lines: readonly SaleLine[];
  readonly totals: Omit<PricedCart, 'lines'>;
  readonly settlement: Settlement;
};

export type SaleLine = Omit<GoodsLine, 'kind'> & { readonly priced: PricedLine };

/** Goods leaving (negative) or entering the branch, in thousandths of the base unit. */
export type StockMove = { readonly lineId: string; readonly variantId: number; readonly quantity: Milli };

export type SaleIdentity = Pick<
  Sale,
  'id' | 'number' | 'completedAt' | 'businessDay' | 'sequence' | 'shiftId' | 'staffId'
>;

/** Whether a cart may be paid at all: something in it, and no code left unexplained. */
export function payableCart(cart: Cart): Result<Cart> {
  if (unknownLines(cart).length > 0) {
    return refuse('CART_HAS_UNKNOWN_CODES', { count: unknownLines(cart).length });
  }
  return goodsLines(cart).length === 0 ? refuse('CART_EMPTY') : ok(cart);
}

/** Turns a cart and its tenders into a sale, or says why it cannot be one. */
export function completeSale(
  cart: Cart,
  tenders: readonly Tender[],
  rounding: CashRounding,
  identity: SaleIdentity,
): Result<Sale> {
  const payable = payableCart(cart);
  if (!payable.ok) return payable;
  const { lines: pricedLines, ...totals } = priceCart(cart);
  const settlement = settle(totals.total, tenders, rounding);
  if (!settlement.ok) return settlement;
  if (settlement.value.remaining > 0) return refuse('PAYMENT_SHORT', { missing: settlement.value.remaining });
  const lines = goodsLines(cart).map(({ kind: _, ...line }, index): SaleLine => {
    const priced = pricedLines[index];
    if (priced === undefined) throw new Error('every line of goods is priced');
    return { ...line, priced };
  });
  return ok({
    ...identity,
    cartId: cart.id,
    customer: cart.customer,
    note: cart.note,
    lines,
    totals,
    settlement: settlement.value,
  });
}

/** One move a line that is tracked in stock; services and untracked goods make none. */
export function stockMovesOf(sale: Sale): readonly StockMove[] {
  return sale.lines
    .filter((line) => line.goods.tracksStock)
    .map((line) => ({
      lineId: line.id,
      variantId: line.goods.variantId,
      quantity: milli(-Number(divideRounded(BigInt(line.quantity) * BigInt(line.goods.stockPerUnit), 1000n))),
    }));
}
