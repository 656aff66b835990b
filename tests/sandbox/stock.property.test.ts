import fc from 'fast-check';
import { expect, it } from 'vitest';
import { at, type Cloud, numberAt, startCloud, stockOf, variantId } from './support.ts';

const action = fc.oneof(
  fc.record({
    kind: fc.constant('create' as const),
    lines: fc.array(
      fc.record({
        variant: fc.integer({ min: 1, max: 3 }),
        quantity: fc.integer({ min: 1, max: 9 }),
        price: fc.integer({ min: 0, max: 1_000_000 }),
      }),
      { minLength: 1, maxLength: 4 },
    ),
    isFulfilled: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('fulfil' as const), index: fc.nat(20) }),
  fc.record({ kind: fc.constant('cancel' as const), index: fc.nat(20), restock: fc.boolean() }),
);

type Action = typeof action extends fc.Arbitrary<infer T> ? T : never;
type Line = Extract<Action, { kind: 'create' }>['lines'][number];
type Known = {
  readonly id: number;
  readonly lines: readonly Line[];
  isFulfilled: boolean;
  isCancelled: boolean;
};

/** What stock must be, told by the rules alone: onHand and committed of variants 1 to 3. */
function expectedStock(orders: readonly Known[], restocked: ReadonlySet<Known>) {
  return [1, 2, 3].map((variant) => {
    const pieces = (some: readonly Known[]) =>
      some
        .flatMap(({ lines }) => lines)
        .reduce((sum, line) => sum + (line.variant === variant ? line.quantity : 0), 0);
    const onHand = 240 - pieces(orders.filter((order) => order.isFulfilled && !restocked.has(order)));
    const committed = pieces(orders.filter((order) => !order.isFulfilled && !order.isCancelled));
    return { onHand, committed, available: onHand - committed };
  });
}

it('keeps stock and totals right through any orders, deliveries and cancellations', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(action, { maxLength: 15 }), async (actions) => {
      const cloud = await startCloud({ products: 60 });
      const orders: Known[] = [];
      const restocked = new Set<Known>();
      for (const step of actions) await perform(cloud, orders, restocked, step);
      const stock = await Promise.all([1, 2, 3].map((variant) => stockOf(cloud, variantId(variant))));
      expect(stock).toEqual(expectedStock(orders, restocked));
      await cloud.close();
    }),
    { numRuns: 25 },
  );
});

async function perform(cloud: Cloud, orders: Known[], restocked: Set<Known>, step: Action): Promise<void> {
  if (step.kind === 'create') {
    orders.push(await create(cloud, step.lines, step.isFulfilled));
    return;
  }
  const order = orders[step.index % Math.max(orders.length, 1)];
  if (order === undefined) return;
  const path = `/com/orders/${order.id}`;
  if (step.kind === 'fulfil') {
    const answer = await cloud.send('POST', `${path}/fulfillments.json`, { fulfillment: {} });
    expect(answer.status).toBe(order.isFulfilled || order.isCancelled ? 422 : 201);
    order.isFulfilled ||= !order.isCancelled;
    return;
  }
  const answer = await cloud.send('POST', `${path}/cancel.json`, { restock: step.restock });
  expect(answer.status).toBe(order.isCancelled ? 422 : 200);
  if (!order.isCancelled && order.isFulfilled && step.restock) restocked.add(order);
  order.isCancelled = true;
}

async function create(cloud: Cloud, lines: readonly Line[], isFulfilled: boolean): Promise<Known> {
  const answer = await cloud.send('POST', '/com/orders.json', {
    order: {
      line_items: lines.map((line) => ({ ...line, variant_id: variantId(line.variant) })),
      ...(isFulfilled ? { fulfillment_status: 'fulfilled' } : {}),
    },
  });
  const total = lines.reduce((sum, line) => sum + line.price * line.quantity, 0);
  expect(at(answer.body, 'order.total_price')).toBe(total);
  return { id: numberAt(answer.body, 'order.id'), lines, isFulfilled, isCancelled: false };
}
