import { type Cart, isGoods } from '../cart/cart.ts';
import { priceCart } from '../cart/price-cart.ts';
import type { Dong } from '../money/dong.ts';
import type { StaffAction } from '../staff.ts';

export type Measured = { readonly action: StaffAction; readonly measure: number };

/**
 * Discounts that are a larger share of their price after a change than before, in basis points: those that were typed, and those that
 * grew because goods were taken away from beside them, which is the usual way around a limit.
 */
export function raisedDiscounts(before: Cart, after: Cart): readonly Measured[] {
  // Nearly every change is to a cart without any discount.
  if (!hasDiscount(after)) return [];
  const [old, now] = [sharesOf(before), sharesOf(after)];
  const lines = [...now.lines]
    .filter(([lineId, share]) => share > (old.lines.get(lineId) ?? 0))
    .map(([, share]) => share);
  return [
    ...(lines.length === 0 ? [] : [{ action: 'give-line-discount' as const, measure: Math.max(...lines) }]),
    ...(now.order > old.order ? [{ action: 'give-order-discount' as const, measure: now.order }] : []),
  ];
}

function hasDiscount(cart: Cart): boolean {
  return cart.orderDiscount !== null || cart.lines.some((line) => isGoods(line) && line.discount !== null);
}

function sharesOf(cart: Cart): { readonly lines: ReadonlyMap<string, number>; readonly order: number } {
  const priced = priceCart(cart);
  const net = priced.lines.reduce((sum, line) => sum + line.net, 0);
  return {
    lines: new Map(priced.lines.map((line) => [line.lineId, shareOf(line.lineDiscount, line.gross)])),
    order: shareOf(priced.orderDiscount, net as Dong),
  };
}

/** Rounded up: a discount of 10,001 % is above a limit of 10 %. */
function shareOf(part: Dong, whole: Dong): number {
  return whole === 0 ? 0 : Number((BigInt(part) * 10_000n + BigInt(whole) - 1n) / BigInt(whole));
}
