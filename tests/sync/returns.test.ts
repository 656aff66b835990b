import { v7 as uuidv7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { dong } from '../../domain/money/dong.ts';
import { milli } from '../../domain/money/quantity.ts';
import type { Destination } from '../../domain/return/goods-return.ts';
import type { Sale } from '../../domain/sale/sale.ts';
import { completeReturn } from '../../main/services/return-goods.ts';
import { verifyStore } from '../../main/services/verify/verify.ts';
import type { Sandbox } from '../../sandbox/start.ts';
import { backOffice } from '../support/repairing.ts';
import { must, setUpShop } from '../support/selling-till.ts';
import {
  cloudGet,
  demoGoods,
  outboxStates,
  type SyncedTill,
  shopCloud,
  syncedTill,
} from '../support/synced-till.ts';
import { bind, standingTill } from '../support/test-till.ts';

type Refund = {
  readonly id: number;
  readonly note: string;
  readonly restock: boolean | null;
  readonly refund_line_items: readonly { readonly line_item_id: number; readonly quantity: number }[];
  readonly transactions: readonly { readonly amount: number; readonly gateway: string }[];
};

type Order = {
  readonly id: number;
  readonly financial_status: string;
  readonly refunds: readonly Refund[];
  readonly line_items: readonly { readonly id: number; readonly quantity: number }[];
};

async function orderOf(sandbox: Sandbox, till: SyncedTill, saleId: string): Promise<Order> {
  const entry = till.store.writer.get<{ cloud_id: number }>(
    'SELECT cloud_id FROM outbox WHERE document_id = ?',
    [saleId],
  );
  return (await cloudGet<{ order: Order }>(sandbox, `/com/orders/${entry?.cloud_id}.json`)).order;
}

async function onTheShelf(sandbox: Sandbox, position: number): Promise<number> {
  const { inventory_locations: rows } = await cloudGet<{ inventory_locations: { qty_available: number }[] }>(
    sandbox,
    `/com/inventory_locations.json?location_ids=${sandbox.locations[0]?.id}&variant_ids=${1_100_000_000 + position}`,
  );
  return rows[0]?.qty_available ?? 0;
}

/** A till that sells and takes back, and its cloud. */
async function counter() {
  const sandbox = await shopCloud();
  const till = syncedTill(sandbox);
  const standing = standingTill(till.store.writer, {
    clock: Date.now,
    newId: uuidv7,
    notify: () => undefined,
  });
  bind(till.store.writer, till.tillId);
  setUpShop(standing, { needShift: false });
  const takeBack = (
    sale: Sale,
    quantities: readonly number[],
    over: { readonly returns?: number; readonly to?: readonly Destination[] } = {},
  ) =>
    must(
      completeReturn(
        standing,
        { staffId: 'staff-1', name: 'Trần Thị Lan', role: 'cashier' },
        {
          saleId: sale.id,
          returns: over.returns ?? 0,
          lines: sale.lines
            .map((line, index) => ({
              lineId: line.id,
              quantity: milli(quantities[index] ?? 0),
              destination: over.to?.[index] ?? ('shelf' as const),
            }))
            .filter(({ quantity }) => quantity > 0),
          way: 'as-paid',
          tenders: null,
          reason: 'Khách đổi ý',
        },
      ),
    );
  return { sandbox, till, takeBack, push: () => till.sync.runOnce('push') };
}

const refunded = (order: Order) =>
  order.refunds.flatMap(({ transactions }) => transactions).reduce((sum, { amount }) => sum - amount, 0);

describe('a return on its way to the cloud', () => {
  it('becomes one refund of its sale’s order, with goods back on the shelf and money gone', async () => {
    const { sandbox, till, takeBack, push } = await counter();
    const sale = till.sell({ lines: [{ goods: demoGoods(1, 42_000), quantity: 3000 }] });
    await push();
    const sold = await onTheShelf(sandbox, 1);
    const { number, payout } = takeBack(sale, [1000]);
    expect(payout).toBe(42_000);
    await push();
    expect(outboxStates(till.store)).toEqual(['confirmed', 'confirmed']);
    const order = await orderOf(sandbox, till, sale.id);
    expect(order.financial_status).toBe('partially_refunded');
    expect(order.refunds).toHaveLength(1);
    expect(order.refunds[0]?.note).toContain(`Trả hàng ${number}: Khách đổi ý`);
    expect(refunded(order)).toBe(42_000);
    expect(await onTheShelf(sandbox, 1)).toBe(sold + 1);
  });

  it('waits for its sale, which goes first', async () => {
    const { sandbox, till, takeBack, push } = await counter();
    const sale = till.sell();
    takeBack(sale, [1000]);
    await push();
    expect(outboxStates(till.store)).toEqual(['confirmed', 'confirmed']);
    expect((await orderOf(sandbox, till, sale.id)).financial_status).toBe('refunded');
  });

  it.each([
    ['the answer is lost after it was carried out', { dropAnswers: 1, dropAnswersTo: 'refunds' }],
    ['the service breaks down after it was', { badGatewaysAfter: 1, dropAnswersTo: 'refunds' }],
  ] as const)('is one refund when %s', async (_, fault) => {
    const { sandbox, till, takeBack, push } = await counter();
    const sale = till.sell();
    await push();
    takeBack(sale, [1000]);
    await sandbox.control(fault);
    await push();
    await push();
    expect(outboxStates(till.store)).toEqual(['confirmed', 'confirmed']);
    const order = await orderOf(sandbox, till, sale.id);
    expect(order.refunds).toHaveLength(1);
    expect(refunded(order)).toBe(42_000);
  });

  it('is one refund when the till is killed after sending', async () => {
    const { sandbox, till, takeBack, push } = await counter();
    const sale = till.sell();
    await push();
    takeBack(sale, [1000]);
    await push();
    till.store.writer.run("UPDATE outbox SET state = 'sending', cloud_id = NULL WHERE kind = 'return'");
    await till.restart().runOnce('push');
    expect(outboxStates(till.store)).toEqual(['confirmed', 'confirmed']);
    expect((await orderOf(sandbox, till, sale.id)).refunds).toHaveLength(1);
  });

  it('is one refund when the till is killed before sending', async () => {
    const { sandbox, till, takeBack, push } = await counter();
    const sale = till.sell();
    await push();
    takeBack(sale, [1000]);
    till.store.writer.run("UPDATE outbox SET state = 'sending' WHERE kind = 'return'");
    await till.restart().runOnce('push');
    expect(outboxStates(till.store)).toEqual(['confirmed', 'confirmed']);
    expect((await orderOf(sandbox, till, sale.id)).refunds).toHaveLength(1);
  });

  it('sends damaged goods in a refund of their own, which puts nothing on the shelf', async () => {
    const { sandbox, till, takeBack, push } = await counter();
    const sale = till.sell({
      lines: [
        { goods: demoGoods(1, 42_000), quantity: 2000 },
        { goods: demoGoods(2, 10_000), quantity: 1000 },
      ],
    });
    await push();
    const [first, second] = [await onTheShelf(sandbox, 1), await onTheShelf(sandbox, 2)];
    takeBack(sale, [1000, 1000], { to: ['damaged', 'shelf'] });
    await push();
    const order = await orderOf(sandbox, till, sale.id);
    expect(order.refunds.map(({ restock }) => restock).sort()).toEqual([false, true]);
    expect(refunded(order)).toBe(52_000);
    expect([await onTheShelf(sandbox, 1), await onTheShelf(sandbox, 2)]).toEqual([first, second + 1]);
  });

  it('finishes the second half alone when the till is killed between the two', async () => {
    const { sandbox, till, takeBack, push } = await counter();
    const sale = till.sell({
      lines: [
        { goods: demoGoods(1, 42_000), quantity: 1000 },
        { goods: demoGoods(2, 10_000), quantity: 1000 },
      ],
    });
    await push();
    const { returnId, number } = takeBack(sale, [1000, 1000], { to: ['damaged', 'shelf'] });
    const order = await orderOf(sandbox, till, sale.id);
    await backOffice(sandbox, 'POST', `/com/orders/${order.id}/refunds.json`, {
      refund: {
        restock: true,
        note: `Trả hàng ${number}: Khách đổi ý [qy-${returnId}/shelf]`,
        refund_line_items: [{ line_item_id: order.line_items[1]?.id, quantity: 1 }],
        transactions: [{ kind: 'refund', amount: 52_000 }],
      },
    });
    till.store.writer.run("UPDATE outbox SET state = 'sending' WHERE kind = 'return'");
    const again = till.restart();
    await again.runOnce('push');
    await again.runOnce('push');
    const after = await orderOf(sandbox, till, sale.id);
    expect(outboxStates(till.store)).toEqual(['confirmed', 'confirmed']);
    expect(after.refunds).toHaveLength(2);
    expect(refunded(after)).toBe(52_000);
  });

  it('takes back every piece once, however a line was split on its way up', async () => {
    const { sandbox, till, takeBack, push } = await counter();
    // 100.000 for three goes up as two pieces and one.
    const sale = till.sell({
      lines: [
        {
          goods: demoGoods(1, 40_000),
          quantity: 3000,
          discount: { kind: 'amount', amount: dong(20_000) },
        },
      ],
    });
    await push();
    const sold = await onTheShelf(sandbox, 1);
    const payouts = [0, 1, 2].map((returns) => takeBack(sale, [1000], { returns }).payout);
    expect(payouts.reduce((sum, payout) => sum + payout, 0)).toBe(sale.settlement.payable);
    await push();
    const order = await orderOf(sandbox, till, sale.id);
    expect(order.refunds).toHaveLength(3);
    expect(order.financial_status).toBe('refunded');
    expect(refunded(order)).toBe(100_000);
    expect(await onTheShelf(sandbox, 1)).toBe(sold + 3);
    // Sales of this test come without a journal.
    expect(verifyStore(till.store.writer).filter(({ check }) => check !== 'one-journal-entry')).toEqual([]);
  });

  it('gives the one piece that stands for weighed goods back with the last of them', async () => {
    const { sandbox, till, takeBack, push } = await counter();
    const sale = till.sell({
      lines: [{ goods: demoGoods(1, 40_000, { weighed: true }), quantity: 1250 }],
    });
    await push();
    const sold = await onTheShelf(sandbox, 1);
    takeBack(sale, [500]);
    await push();
    expect(await onTheShelf(sandbox, 1)).toBe(sold);
    takeBack(sale, [750], { returns: 1 });
    await push();
    const order = await orderOf(sandbox, till, sale.id);
    expect(order.financial_status).toBe('refunded');
    expect(refunded(order)).toBe(50_000);
    expect(await onTheShelf(sandbox, 1)).toBe(sold + 1);
  });
});
