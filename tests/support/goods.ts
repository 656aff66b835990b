import fc from 'fast-check';
import type { Goods } from '../../domain/cart/cart.ts';
import type { CartAction } from '../../domain/cart/change-cart.ts';
import { dong } from '../../domain/money/dong.ts';
import { milli } from '../../domain/money/quantity.ts';
import { basisPoints } from '../../domain/money/rate.ts';

/** Goods with everything set; a test says what matters to it. */
export function someGoods(over: Partial<Goods> = {}): Goods {
  return {
    variantId: 1,
    productId: 1,
    unitId: null,
    sku: 'SKU1',
    code: '8934563138165',
    name: 'Nước mắm 500 ml',
    variantName: '',
    unitName: 'chai',
    unitPrice: dong(42_000),
    vatRate: basisPoints(800),
    weighed: false,
    stockPerUnit: milli(1000),
    tracksStock: true,
    ...over,
  };
}

const rates = fc.constantFrom(null, basisPoints(500), basisPoints(800), basisPoints(1000));

export const anyGoods: fc.Arbitrary<Goods> = fc
  .record({
    variantId: fc.integer({ min: 1, max: 12 }),
    price: fc.integer({ min: 0, max: 50_000_000 }),
    rate: rates,
    weighed: fc.boolean(),
  })
  .map(({ variantId, price, rate, weighed }) =>
    someGoods({ variantId, productId: variantId, unitPrice: dong(price), vatRate: rate, weighed }),
  );

const anyDiscount = fc.oneof(
  fc
    .integer({ min: 1, max: 60_000_000 })
    .map((amount) => ({ kind: 'amount' as const, amount: dong(amount) })),
  fc.integer({ min: 1, max: 10_000 }).map((rate) => ({ kind: 'percent' as const, rate: basisPoints(rate) })),
);

const lineIds = fc.integer({ min: 0, max: 15 }).map((index) => `line-${index}`);

/** Anything a cashier may do to a cart, sensible or not. */
export const anyAction: fc.Arbitrary<CartAction> = fc.oneof(
  fc
    .record({ goods: anyGoods, pieces: fc.integer({ min: 1, max: 99_000 }), lineId: lineIds })
    .map(({ goods, pieces, lineId }) => ({
      kind: 'add-goods' as const,
      lineId,
      goods,
      quantity: milli(goods.weighed ? pieces : Math.ceil(pieces / 1000) * 1000),
    })),
  fc.record({
    kind: fc.constant('set-quantity' as const),
    lineId: lineIds,
    quantity: fc.integer({ min: -5000, max: 2_000_000_000 }).map(milli),
  }),
  fc.record({
    kind: fc.constant('set-line-discount' as const),
    lineId: lineIds,
    discount: fc.option(anyDiscount),
  }),
  fc.record({ kind: fc.constant('set-order-discount' as const), discount: fc.option(anyDiscount) }),
  fc.record({ kind: fc.constant('remove-line' as const), lineId: lineIds }),
);
