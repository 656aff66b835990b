import type { Goods } from '../../../domain/cart/cart.ts';
import type { Discount } from '../../../domain/money/discount.ts';
import { dong } from '../../../domain/money/dong.ts';
import { milli } from '../../../domain/money/quantity.ts';
import { basisPoints } from '../../../domain/money/rate.ts';
import type { Sale } from '../../../domain/sale/sale.ts';
import type { Reader } from '../../../main/db/store.ts';
import type { Random } from '../../../sandbox/generate/random.ts';
import { someGoods } from '../goods.ts';
import { type SaleOrder, writeSale } from '../write-sale.ts';
import type { MortalTill } from './mortal-till.ts';

type GoodsRow = {
  readonly product_id: number;
  readonly variant_id: number;
  readonly unit_id: number;
  readonly name: string;
  readonly unit_name: string;
  readonly sku: string;
  readonly price: number;
  readonly weighed: 0 | 1;
  readonly tracks_stock: 0 | 1;
  readonly stock_per_unit: number;
};

/** Sells a few random things of the till's own catalogue; null while it has none. */
export function randomSale(
  random: Random,
  till: MortalTill,
  buyer: SaleOrder['customer'] = null,
): Sale | null {
  const writer = till.writer();
  const goods = writer.all<GoodsRow>('SELECT * FROM goods ORDER BY id LIMIT 30');
  if (goods.length === 0) return null;
  const lines = Array.from({ length: random.between(1, 3) }, () => {
    const row = random.pick(goods);
    return {
      goods: goodsOf(row),
      quantity: row.weighed === 1 ? random.between(100, 2500) : random.between(1, 7) * 1000,
      discount: randomDiscount(random),
    };
  });
  const order: Partial<SaleOrder> = {
    lines,
    orderDiscount: random.oneIn(4) ? { kind: 'percent', rate: basisPoints(random.between(1, 3000)) } : null,
    rounding: { step: random.pick([1, 500, 1000] as const), direction: 'nearest' },
    customer: buyer ?? (random.oneIn(3) ? randomCustomer(random, writer) : null),
  };
  const last = writer.get<{ n: number }>('SELECT coalesce(max(sequence), 0) AS n FROM sale')?.n ?? 0;
  return writeSale(writer, { tillId: till.tillId, sequence: last + 1, at: till.now() }, order);
}

function goodsOf(row: GoodsRow): Goods {
  return someGoods({
    productId: row.product_id,
    variantId: row.variant_id,
    unitId: row.unit_id === 0 ? null : row.unit_id,
    name: row.name,
    unitName: row.unit_name,
    sku: row.sku,
    unitPrice: dong(row.price),
    weighed: row.weighed === 1,
    tracksStock: row.tracks_stock === 1,
    stockPerUnit: milli(row.stock_per_unit),
  });
}

function randomDiscount(random: Random): Discount | null {
  if (!random.oneIn(3)) return null;
  return random.oneIn(2)
    ? { kind: 'percent', rate: basisPoints(random.between(1, 5000)) }
    : { kind: 'amount', amount: dong(random.between(1, 900)) };
}

function randomCustomer(random: Random, reader: Reader): SaleOrder['customer'] {
  const customers = reader.all<{ id: string; name: string; phone: string }>(
    'SELECT id, name, phone FROM customer ORDER BY id LIMIT 5',
  );
  return customers.length === 0 ? null : random.pick(customers);
}
