import { afterAll, describe, expect, it } from 'vitest';
import type { Shop } from '../../sandbox/context.ts';
import { faultsAtStart } from '../../sandbox/faults.ts';
import { sandboxOptions } from '../../sandbox/options.ts';
import { orderListQuery } from '../../sandbox/resources/order-list.ts';
import { all, openShopStore } from '../../sandbox/store.ts';
import { at, listAt, startCloud, stockOf, variantId } from './support.ts';

describe('a shop with a history', () => {
  it('has paid sales of before its epoch, the same for the same seed, and the stock of a shop without', async () => {
    const [one, same] = [await startCloud({ orders: 60 }), await startCloud({ orders: 60 })];
    const page = async (number: number) =>
      listAt((await one.get(`/com/orders.json?status=any&page=${number}`)).body, 'orders');
    const orders = [...(await page(1)), ...(await page(2))];
    expect(orders).toHaveLength(60);
    expect(orders[0]).toMatchObject({
      name: '#100060',
      financial_status: 'paid',
      fulfillment_status: 'fulfilled',
      source: 'pos',
      created_at: '2025-11-01T01:57:00.000Z',
      updated_at: '2025-11-01T01:57:00.000Z',
    });
    expect(at(orders[59], 'created_at')).toBe('2025-10-31T23:00:00.000Z');
    const [first, again] = [
      await one.get('/com/orders.json?status=any'),
      await same.get('/com/orders.json?status=any'),
    ];
    const lines = (body: unknown) =>
      listAt(body, 'orders').map((order) => at(order, 'line_items.0.variant_id'));
    expect(lines(first.body)).toEqual(lines(again.body));
    expect(await stockOf(one, variantId(1))).toEqual({ onHand: 240, committed: 0, available: 240 });
    const since = '/com/orders/count.json?status=any&updated_at_min=2025-11-01T01:00:00Z';
    expect((await one.get(since)).body).toEqual({ count: 20 });
  });
});

describe('the list of orders (§1.4) never walks all orders', () => {
  const store = openShopStore(undefined);
  afterAll(() => store.close());
  const options = sandboxOptions();
  const shop: Shop = {
    store,
    options,
    faults: faultsAtStart(options),
    clock: () => 0,
    url: () => '',
    later: () => undefined,
  };
  const since = '2026-01-01T00:00:00Z';

  it.each([
    [{}, 'order_created'],
    [{ order: 'updated_at asc' }, 'order_updated'],
    [{ created_at_min: since }, 'order_created (created_at>'],
    [{ processed_at_min: since }, 'order_created (created_at>'],
    [{ updated_at_min: since }, 'order_updated (updated_at>'],
    [{ updated_at_min: since, order: 'created_at asc' }, 'order_updated (updated_at>'],
    [{ created_at_max: since, order: 'updated_at desc' }, 'order_created (created_at<'],
    [{ updated_at_min: since, financial_status: 'paid', page: '900' }, 'order_updated (updated_at>'],
  ])('for %j', (query, index) => {
    const { sql, values } = orderListQuery(shop, { status: 'any', ...query });
    const steps = all<{ detail: string }>(store, `EXPLAIN QUERY PLAN ${sql}`, ...values);
    const plan = steps.map(({ detail }) => detail);
    expect(plan.find((step) => step.includes('order_'))).toContain(`COVERING INDEX ${index}`);
    expect(plan.filter((step) => step.startsWith('SCAN') && !step.includes('COVERING INDEX'))).toEqual([]);
  });
});
