import { dong } from '../domain/money/dong.ts';
import { milli } from '../domain/money/quantity.ts';
import type { Store } from '../main/db/store.ts';
import { someGoods } from '../tests/support/goods.ts';
import { writeSale } from '../tests/support/write-sale.ts';

const aTransaction = 250;

/** Leaves `count` paid sales in the outbox, spread evenly over `days` that ended yesterday; goods are the shop's first `goods` variants. */
export function queueSales(
  store: Store,
  options: { readonly count: number; readonly days: number; readonly goods: number },
): void {
  const spanMs = options.days * 86_400_000;
  const began = Date.now() - spanMs - 86_400_000;
  for (let start = 0; start < options.count; start += aTransaction) {
    store.writer.inTransaction(() => {
      for (let index = start; index < Math.min(start + aTransaction, options.count); index += 1) {
        writeSale(
          store.writer,
          {
            tillId: 'till',
            sequence: index + 1,
            at: Math.round(began + (spanMs * index) / options.count),
          },
          {
            lines: [0, 1, 2].map((line) => {
              const position = ((index * 3 + line) % options.goods) + 1;
              return {
                goods: someGoods({
                  productId: 1_000_000_000 + position,
                  variantId: 1_100_000_000 + position,
                  name: `Hàng ${position}`,
                  unitPrice: dong(10_000 + position * 500),
                }),
                quantity: milli(1000 * ((index % 3) + 1)),
              };
            }),
          },
        );
      }
    });
  }
}
