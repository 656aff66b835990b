import { describe, expect, it } from 'vitest';
import { ordersOfKey } from '../../main/db/repositories/cloud-orders.ts';
import { ordersKnown } from '../../main/db/repositories/orders-known.ts';
import { writeSetting } from '../../main/db/repositories/settings.ts';
import type { Sandbox } from '../../sandbox/start.ts';
import { orderUnderKey } from '../support/reconciling.ts';
import { backOffice } from '../support/repairing.ts';
import { cloudOrders, outboxStates, type SyncedTill, shopCloud, syncedTill } from '../support/synced-till.ts';

async function pulledTill(sandbox: Sandbox): Promise<SyncedTill> {
  const till = syncedTill(sandbox);
  await till.sync.firstPull(() => undefined);
  await till.sync.runOnce('pull');
  return till;
}

const orderCalls = (sandbox: Sandbox) => sandbox.stats().calls['GET orders'] ?? 0;

describe('orders of the shop, pulled', () => {
  it('cost one call a round while nothing changes, however many there are', async () => {
    const sandbox = await shopCloud({ orders: 1_000 });
    const till = await pulledTill(sandbox);
    sandbox.resetStats();
    await till.sync.runOnce('pull');
    expect(orderCalls(sandbox)).toBe(1);
  });

  it('confirm a sale whose answer was lost', async () => {
    const sandbox = await shopCloud();
    const till = await pulledTill(sandbox);
    till.sell();
    await till.sync.runOnce('push');
    till.store.writer.run("UPDATE outbox SET state = 'unknown', cloud_id = NULL, next_try_at = 1e15");
    await till.sync.runOnce('pull');
    expect(outboxStates(till.store)).toEqual(['confirmed']);
  });

  it('tell of a second order under one key, which is then cancelled', async () => {
    const sandbox = await shopCloud();
    const till = await pulledTill(sandbox);
    const sale = till.sell();
    await till.sync.runOnce('push');
    const extra = await orderUnderKey(sandbox, `${till.tillId}/${sale.id}`);
    await till.sync.runOnce('pull');
    await till.sync.runOnce('push');
    const cancelled = (await cloudOrders(sandbox)).filter((order) => order.cancelled_status === 'cancelled');
    expect(cancelled.map(({ id }) => id)).toEqual([extra]);
  });

  it('tell what the back office did to an order, and change nothing here', async () => {
    const sandbox = await shopCloud();
    const till = await pulledTill(sandbox);
    const sale = till.sell();
    await till.sync.runOnce('push');
    const [order] = await cloudOrders(sandbox);
    await backOffice(sandbox, 'POST', `/com/orders/${order?.id}/cancel.json`, { reason: 'customer' });
    await till.sync.runOnce('pull');
    expect(ordersOfKey(till.store.writer, `${till.tillId}/${sale.id}`)).toMatchObject([
      { id: order?.id, cancelled: true, receiptNumber: sale.number, businessDay: sale.businessDay },
    ]);
    expect(outboxStates(till.store)).toEqual(['confirmed']);
  });

  it('keep the order the back office left standing of two', async () => {
    const sandbox = await shopCloud();
    const till = await pulledTill(sandbox);
    const sale = till.sell();
    await till.sync.runOnce('push');
    const [first] = await cloudOrders(sandbox);
    await backOffice(sandbox, 'POST', `/com/orders/${first?.id}/cancel.json`, { reason: 'other' });
    const second = await orderUnderKey(sandbox, `${till.tillId}/${sale.id}`);
    await till.sync.runOnce('pull');
    await till.sync.runOnce('push');
    const standing = (await cloudOrders(sandbox)).filter((order) => order.cancelled_status !== 'cancelled');
    expect(standing.map(({ id }) => id)).toEqual([second]);
    expect(outboxStates(till.store)).toEqual(['confirmed']);
  });

  it('remember orders of this till whose sale it does not know, and pass over those of other tills', async () => {
    const sandbox = await shopCloud();
    const till = await pulledTill(sandbox);
    await orderUnderKey(sandbox, 'till-2/somebody-elses');
    const stranger = await orderUnderKey(sandbox, `${till.tillId}/of-a-lost-day`);
    await till.sync.runOnce('pull');
    expect(till.store.writer.all('SELECT id FROM cloud_order')).toEqual([{ id: stranger }]);
    expect(till.logged).toContainEqual({ event: 'orders-unknown-here', details: { orders: [stranger] } });
  });

  it.each(['utc', 'shop_local'] as const)(
    'are read to the end over several rounds after a long time away, times in filters read as %s',
    { timeout: 60_000 },
    async (timeFilter) => {
      const sandbox = await shopCloud({ orders: 3_500, 'time-filter': timeFilter });
      const startedAt = Date.now();
      const till = await pulledTill(sandbox);
      const all = await cloudOrders(sandbox);
      const times = all.map(({ updated_at }) => Date.parse(updated_at)).sort((a, b) => a - b);
      // In the middle of what the till has not seen.
      await sandbox.control({ clockSkewMs: (times[1_000] ?? 0) - Date.now() });
      const stranger = await orderUnderKey(sandbox, `${till.tillId}/of-long-ago`);
      await sandbox.control({ clockSkewMs: 0 });
      writeSetting(till.store.writer, 'sync.orders', { knownTo: (times[100] ?? 0) + 3_600_000, gap: null });
      sandbox.resetStats();
      let rounds = 0;
      for (let isWhole = false; !isWhole && rounds < 20; rounds += 1) {
        const before = orderCalls(sandbox);
        await till.sync.runOnce('pull');
        expect(orderCalls(sandbox) - before).toBeLessThanOrEqual(20);
        const known = ordersKnown(till.store.writer);
        isWhole = known?.gap === null;
        expect(known?.wholeAt === null).toBe(!isWhole);
      }
      expect(rounds).toBeGreaterThan(2);
      // Said to be right as of now only once they are.
      expect(ordersKnown(till.store.writer)?.wholeAt).toBeGreaterThanOrEqual(startedAt);
      expect(till.store.writer.all('SELECT id FROM cloud_order')).toEqual([{ id: stranger }]);
      // Every page once, and a few probes.
      expect(orderCalls(sandbox)).toBeLessThan(3_500 / 50 + 5 * rounds);
    },
  );
});
