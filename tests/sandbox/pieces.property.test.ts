import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  at,
  listAt,
  numberAt,
  orderPaths,
  placeOrder,
  settledOrder,
  startCloud,
  stockOf,
  variantId,
} from './support.ts';

const bought = 6;

const action = fc.oneof(
  fc.record({
    path: fc.constant('fulfillments'),
    quantity: fc.integer({ min: 1, max: bought }),
    isParcel: fc.boolean(),
  }),
  fc.record({
    path: fc.constant('refunds'),
    quantity: fc.integer({ min: 1, max: bought }),
    restock: fc.boolean(),
    amount: fc.integer({ min: 0, max: 300_000 }),
  }),
  fc.record({
    path: fc.constant('carrier'),
    outcome: fc.constantFrom('delivered', 'returned', 'cancelled'),
    steps: fc.integer({ min: 1, max: 6 }),
  }),
  fc.record({ path: fc.constant('cancel'), restock: fc.boolean() }),
);

type Action = typeof action extends fc.Arbitrary<infer T> ? T : never;

function bodyOf(step: Action, orderId: number, lineId: number): object {
  if ('outcome' in step) return { orderId, outcome: step.outcome, steps: step.steps };
  if ('isParcel' in step) {
    const line_items = [{ id: lineId, quantity: step.quantity }];
    return { fulfillment: { line_items, ...(step.isParcel ? { tracking_company: 'GHN' } : {}) } };
  }
  if (!('amount' in step)) return { restock: step.restock };
  const transactions = step.amount === 0 ? [] : [{ kind: 'refund', amount: step.amount }];
  const refund_line_items = [{ line_item_id: lineId, quantity: step.quantity }];
  return { refund: { restock: step.restock, refund_line_items, transactions } };
}

it('loses and invents no piece and no đồng through any deliveries, returns and refunds (§1.9)', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(action, { maxLength: 12 }), async (steps) => {
      const cloud = await startCloud({ products: 60, 'settle-ms': 0 });
      const id = await placeOrder(cloud, {
        line_items: [{ variant_id: variantId(1), quantity: bought }],
        transactions: [{ kind: 'capture', amount: bought * 42_000 }],
      });
      const lineId = numberAt(await settledOrder(cloud, id), 'order.line_items.0.id');
      for (const step of steps) {
        const path = step.path === 'carrier' ? '/_control/carrier' : `/com/orders/${id}/${step.path}.json`;
        const answer = await cloud.send('POST', path, bodyOf(step, id, lineId));
        expect([200, 201, 422]).toContain(answer.status);
        const order = at((await cloud.get(orderPaths(id).order)).body, 'order');
        const stock = await stockOf(cloud, variantId(1));
        expect(stock.committed).toBe(numberAt(order, 'line_items.0.fulfillable_quantity'));
        expect(stock.onHand).toBeGreaterThanOrEqual(240 - bought);
        expect(stock.onHand).toBeLessThanOrEqual(240);
        const left = listAt(order, 'transactions')
          .filter((row) => at(row, 'kind') !== 'pending')
          .reduce<number>((sum, row) => sum + numberAt(row, 'amount'), 0);
        expect(left).toBeGreaterThanOrEqual(0);
        expect(at(order, 'financial_status') === 'refunded').toBe(left === 0);
      }
      await cloud.close();
    }),
    { numRuns: 40 },
  );
});
