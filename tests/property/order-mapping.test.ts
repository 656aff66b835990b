import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Cart, emptyCart, goodsLines } from '../../domain/cart/cart.ts';
import { type CartAction, changeCart } from '../../domain/cart/change-cart.ts';
import { dong } from '../../domain/money/dong.ts';
import { milli } from '../../domain/money/quantity.ts';
import type { CashRounding, Tender } from '../../domain/sale/settle.ts';
import { orderFromSale } from '../../main/cloud/haravan/order-from-sale.ts';
import { documentForUpload } from '../../main/db/repositories/upload-sale.ts';
import { anyAction } from '../support/goods.ts';
import { cloudOrders, demoGoods, type SyncedTill, shopCloud, syncedTill } from '../support/synced-till.ts';

const anySale = fc.record({
  actions: fc.array(anyAction, { minLength: 1, maxLength: 30 }),
  /** Base pieces in one unit of each of the goods, thousandths. */
  packs: fc.array(fc.constantFrom(1000, 6000, 24_000, 500, 2500), { minLength: 12, maxLength: 12 }),
  rounding: fc.constantFrom<CashRounding>(
    { step: 1, direction: 'nearest' },
    { step: 500, direction: 'nearest' },
    { step: 1000, direction: 'nearest' },
    { step: 1000, direction: 'down' },
  ),
  transferPercent: fc.integer({ min: 0, max: 100 }),
});

type AnySale = typeof anySale extends fc.Arbitrary<infer T> ? T : never;

/** A cart somebody could bring about with the shop's first twelve goods, in units that hold several pieces. */
function cartOf({ actions, packs }: AnySale): Cart {
  return actions.reduce<Cart>((cart, action, index) => {
    const changed = changeCart(cart, withDemoGoods(cart, action, packs, index));
    return changed.ok ? changed.value : cart;
  }, emptyCart('cart'));
}

function withDemoGoods(cart: Cart, action: CartAction, packs: readonly number[], index: number): CartAction {
  if (action.kind !== 'add-goods') return action;
  const { variantId, unitPrice, weighed, vatRate } = action.goods;
  const goods = demoGoods(variantId, unitPrice, {
    weighed,
    vatRate,
    ...(weighed
      ? { unitName: 'kg' }
      : { unitId: 7, unitName: 'gói', stockPerUnit: milli(packs[variantId - 1] ?? 1000) }),
  });
  const isTaken = cart.lines.some((line) => line.id === action.lineId);
  return { ...action, goods, lineId: isTaken ? `line-${index}-again` : action.lineId };
}

function tendersFor(transferPercent: number): (total: number) => readonly Tender[] {
  return (total) => {
    const transfer = Math.floor((total * transferPercent) / 100);
    return [
      ...(transfer > 0 ? [{ kind: 'transfer' as const, amount: dong(transfer), reference: 'FT1' }] : []),
      ...(transfer < total ? [{ kind: 'cash' as const, amount: dong(total + 10_000), reference: '' }] : []),
    ];
  };
}

function sell(till: SyncedTill, input: AnySale) {
  const cart = cartOf(input);
  const lines = goodsLines(cart);
  if (lines.length === 0) return undefined;
  return till.sell({
    lines,
    orderDiscount: cart.orderDiscount,
    rounding: input.rounding,
    tenders: tendersFor(input.transferPercent),
  });
}

describe('any sale as an order', () => {
  it('adds up to what was paid, in whole đồng and whole pieces', async () => {
    const till = syncedTill(await shopCloud({ products: 1 }));
    fc.assert(
      fc.property(anySale, (input) => {
        const sale = sell(till, input);
        if (sale === undefined) return;
        const stored = documentForUpload(till.store.writer, sale.id);
        if (stored === undefined) throw new Error('a sale is stored');
        const { order } = orderFromSale(stored, { key: 'k', locationId: 1 });
        const lines = order.line_items.reduce((sum, line) => sum + line.price * line.quantity, 0);
        expect(lines - order.total_discounts).toBe(sale.settlement.payable);
        expect(order.transactions.reduce((sum, { amount }) => sum + amount, 0)).toBe(sale.settlement.payable);
        expect(order.line_items.reduce((sum, line) => sum + (line.total_discount ?? 0), 0)).toBe(
          sale.totals.lineDiscounts,
        );
        for (const line of order.line_items) {
          expect(Number.isSafeInteger(line.price) && line.price >= 0).toBe(true);
          expect(Number.isSafeInteger(line.quantity) && line.quantity >= 1).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('is worth the same in the cloud, is paid there by the same payments, and takes the same pieces', {
    timeout: 60_000,
  }, async () => {
    const sandbox = await shopCloud();
    const till = syncedTill(sandbox);
    await till.sync.firstPull(() => undefined);
    const stockBefore = stockByVariant(till);
    const sales = fc
      .sample(anySale, { numRuns: 60, seed: 20_261_125 })
      .map((input) => sell(till, input))
      .filter((sale) => sale !== undefined);
    expect(await till.sync.runOnce('both')).toMatchObject({
      ok: true,
      value: { confirmed: sales.length, refused: 0, waiting: 0 },
    });
    const orders = new Map((await cloudOrders(sandbox)).map((order) => [keyOf(order), order]));
    expect(orders.size).toBe(sales.length);
    const takenByOrders = new Map<number, number>();
    for (const sale of sales) {
      const order = orders.get(`till-1/${sale.id}`);
      expect(order?.total_price).toBe(sale.settlement.payable);
      // Nothing was paid for an order worth nothing: there is nothing to book.
      if (sale.settlement.payable > 0) expect(order?.financial_status).toBe('paid');
      expect(
        order?.transactions
          .filter(({ kind }) => kind === 'capture')
          .map(({ amount, gateway }) => ({ amount, gateway })),
      ).toEqual(
        sale.settlement.payments
          .filter(({ amount }) => amount > 0)
          .map(({ amount, kind }) => ({ amount, gateway: kind === 'cash' ? 'Tiền mặt' : 'Chuyển khoản' })),
      );
      for (const line of order?.line_items ?? []) {
        if (line.variant_id === null) continue;
        takenByOrders.set(line.variant_id, (takenByOrders.get(line.variant_id) ?? 0) + line.quantity * 1000);
      }
    }
    // What is shown after the pull is the cloud's own count, with nothing of ours taken off a second time.
    for (const [variantId, taken] of takenByOrders) {
      expect(stockByVariant(till).get(variantId)).toBe((stockBefore.get(variantId) ?? 0) - taken);
    }
    expect(till.store.writer.get('SELECT count(*) AS n FROM stock_move WHERE counted_at IS NULL')).toEqual({
      n: 0,
    });
  });
});

function stockByVariant(till: SyncedTill): ReadonlyMap<number, number> {
  const rows = till.store.writer.all<{ variant_id: number; available: number }>(
    'SELECT variant_id, available FROM stock',
  );
  return new Map(rows.map((row) => [row.variant_id, row.available]));
}

function keyOf(order: {
  readonly note_attributes: readonly { readonly name: string; readonly value: string }[];
}): string {
  return order.note_attributes.find(({ name }) => name === 'till_key')?.value ?? '';
}
