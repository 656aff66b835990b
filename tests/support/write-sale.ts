import { v7 as uuidv7 } from 'uuid';
import type { Cart, Goods } from '../../domain/cart/cart.ts';
import { priceCart } from '../../domain/cart/price-cart.ts';
import type { Discount } from '../../domain/money/discount.ts';
import { dong } from '../../domain/money/dong.ts';
import { milli } from '../../domain/money/quantity.ts';
import { receiptNumber } from '../../domain/sale/receipt-number.ts';
import { completeSale, type Sale, stockMovesOf } from '../../domain/sale/sale.ts';
import type { CashRounding, Tender } from '../../domain/sale/settle.ts';
import { outboxKey } from '../../domain/sync/outbox.ts';
import { businessDay } from '../../domain/time.ts';
import { queueDocument } from '../../main/db/repositories/outbox-queue.ts';
import { insertSale, insertStockMoves } from '../../main/db/repositories/sales.ts';
import type { Writer } from '../../main/db/store.ts';
import { someGoods } from './goods.ts';

export type SaleOrder = {
  readonly lines: readonly {
    readonly goods: Goods;
    readonly quantity: number;
    readonly discount?: Discount | null;
  }[];
  readonly orderDiscount: Discount | null;
  /** For what the goods come to; in cash, with change, when left out. */
  readonly tenders: (total: number) => readonly Tender[];
  readonly rounding: CashRounding;
  readonly customer: Cart['customer'];
  readonly note: string;
};

/** Writes a paid sale the way the payment does, without a cart on any screen. @throws when the rules refuse it. */
export function writeSale(
  writer: Writer,
  by: { readonly tillId: string; readonly sequence: number; readonly at: number },
  order: Partial<SaleOrder> = {},
): Sale {
  const id = uuidv7();
  const lines = order.lines ?? [{ goods: demoGoods(1, 42_000), quantity: 1000 }];
  const cart: Cart = {
    id: `cart-${id}`,
    lines: lines.map((line, index) => ({
      kind: 'goods',
      id: `${id}-${index}`,
      goods: line.goods,
      quantity: milli(line.quantity),
      discount: line.discount ?? null,
      note: '',
    })),
    orderDiscount: order.orderDiscount ?? null,
    customer: order.customer ?? null,
    note: order.note ?? '',
  };
  const sale = completeSale(
    cart,
    order.tenders?.(priceCart(cart).total) ?? [
      { kind: 'cash', amount: dong(priceCart(cart).total + 10_000), reference: '' },
    ],
    order.rounding ?? { step: 1, direction: 'nearest' },
    {
      id,
      number: receiptNumber({
        branchCode: `LL${by.tillId}`,
        tillNumber: 1,
        businessDay: businessDay(by.at),
        sequence: by.sequence,
      }),
      sequence: by.sequence,
      completedAt: by.at,
      businessDay: businessDay(by.at),
      shiftId: null,
      staffId: 'staff-1',
    },
  );
  if (!sale.ok) throw new Error(`the test's sale is refused: ${sale.refusal.code}`);
  writer.inTransaction(() => {
    insertSale(writer, sale.value);
    insertStockMoves(writer, id, stockMovesOf(sale.value), by.at);
    queueDocument(writer, { id, kind: 'sale', documentId: id, key: outboxKey(by.tillId, id), at: by.at });
  });
  return sale.value;
}

/** The sandbox's first goods: product and variant number `position`. */
export function demoGoods(position: number, price: number, over: Partial<Goods> = {}): Goods {
  return someGoods({
    productId: 1_000_000_000 + position,
    variantId: 1_100_000_000 + position,
    name: `Hàng ${position}`,
    unitPrice: dong(price),
    ...over,
  });
}
