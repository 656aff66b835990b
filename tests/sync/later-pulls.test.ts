import { describe, expect, it, vi } from 'vitest';
import { changeCloud, goodsAt } from '../support/pulled-shop.ts';
import { quickPace, shopCloud, syncedTill } from '../support/synced-till.ts';

describe('later pulls', () => {
  it('bring a new price, and leave what did not change alone', async () => {
    const sandbox = await shopCloud();
    const till = syncedTill(sandbox);
    await till.sync.firstPull(() => undefined);
    await changeCloud(sandbox, 'PUT', '/com/variants/1100000009.json', {
      variant: { id: 1_100_000_009, price: 56_500 },
    });
    const report = await till.sync.runOnce('pull');
    expect(report).toMatchObject({ ok: true, value: { pulled: { products: 1 } } });
    expect(goodsAt(till.store.writer, 9)).toMatchObject({ price: 56_500 });
    expect(await till.sync.runOnce('pull')).toMatchObject({ ok: true, value: { pulled: { products: 0 } } });
  });

  it('find changes also where the service takes times for the shop’s own', async () => {
    const sandbox = await shopCloud({ 'time-filter': 'shop_local' });
    const till = syncedTill(sandbox);
    await till.sync.firstPull(() => undefined);
    await changeCloud(sandbox, 'PUT', '/com/variants/1100000009.json', {
      variant: { id: 1_100_000_009, price: 57_000 },
    });
    await till.sync.runOnce('pull');
    expect(goodsAt(till.store.writer, 9)).toMatchObject({ price: 57_000 });
  });

  it('skip a price nobody can mean, and go on', async () => {
    const sandbox = await shopCloud();
    const till = syncedTill(sandbox);
    await till.sync.firstPull(() => undefined);
    await changeCloud(sandbox, 'PUT', '/com/variants/1100000009.json', {
      variant: { id: 1_100_000_009, price: 1e17 },
    });
    await changeCloud(sandbox, 'PUT', '/com/variants/1100000010.json', {
      variant: { id: 1_100_000_010, price: 5_500 },
    });
    await till.sync.runOnce('pull');
    expect(goodsAt(till.store.writer, 9)).toBeUndefined();
    expect(goodsAt(till.store.writer, 10)).toMatchObject({ price: 5_500 });
    expect(till.logged).toContainEqual({ event: 'goods-without-a-price', details: { count: 1 } });
  });

  it('count a sale in the stock once: by the till before the cloud has it, by the cloud after', async () => {
    const sandbox = await shopCloud();
    const till = syncedTill(sandbox);
    await till.sync.firstPull(() => undefined);
    const shown = () =>
      till.store.writer.get<{ stock: number }>(
        `SELECT s.available + coalesce((SELECT sum(quantity) FROM stock_move m
           WHERE m.variant_id = s.variant_id AND m.counted_at IS NULL), 0) AS stock
         FROM stock s WHERE s.variant_id = 1100000001`,
      )?.stock;
    expect(shown()).toBe(240_000);
    till.sell();
    expect(shown()).toBe(239_000);
    await till.sync.runOnce('pull');
    expect(shown()).toBe(239_000);
    await till.sync.runOnce('push');
    expect(shown()).toBe(239_000);
    await till.sync.runOnce('pull');
    expect(shown()).toBe(239_000);
    expect(till.store.writer.get('SELECT count(*) AS n FROM stock_move WHERE counted_at IS NULL')).toEqual({
      n: 0,
    });
  });

  it('show what another till sold at this branch', async () => {
    const sandbox = await shopCloud();
    const [here, there] = [syncedTill(sandbox), syncedTill(sandbox, { tillId: 'till-2' })];
    await here.sync.firstPull(() => undefined);
    there.sell();
    await there.sync.runOnce('push');
    await here.sync.runOnce('pull');
    expect(here.store.writer.get('SELECT available FROM stock WHERE variant_id = 1100000001')).toEqual({
      available: 239_000,
    });
  });

  it('begin anew with stock when the machine moved to another branch', async () => {
    const sandbox = await shopCloud();
    let locationId = sandbox.locations[0]?.id ?? 0;
    const till = syncedTill(sandbox, {
      binding: () => ({ baseUrl: sandbox.url, shopId: 1, tillId: 'till-1', locationId }),
    });
    await till.sync.firstPull(() => undefined);
    locationId = sandbox.locations[1]?.id ?? 0;
    await till.sync.runOnce('pull');
    expect(till.store.writer.get('SELECT available FROM stock WHERE variant_id = 1100000001')).toEqual({
      available: 180_000,
    });
  });

  it('bring a customer’s new name under the id the till gave at first sight', async () => {
    const sandbox = await shopCloud();
    const till = syncedTill(sandbox);
    await till.sync.firstPull(() => undefined);
    const before = till.store.writer.get<{ id: string }>(
      'SELECT id FROM customer WHERE cloud_id = 1300000002',
    );
    await changeCloud(sandbox, 'PUT', '/com/customers/1300000002.json', {
      customer: { id: 1_300_000_002, last_name: 'Đỗ Thị', first_name: 'Bưởi' },
    });
    await till.sync.runOnce('pull');
    expect(
      till.store.writer.get('SELECT id, name, search_text FROM customer WHERE cloud_id = 1300000002'),
    ).toMatchObject({
      id: before?.id,
      name: 'Đỗ Thị Bưởi',
      search_text: expect.stringContaining('do thi buoi') as string,
    });
  });

  it('say so when the line is cut, and when it is back', async () => {
    const sandbox = await shopCloud();
    const till = syncedTill(sandbox, { pace: { ...quickPace, pullEveryMs: 30, blipMs: 50 } });
    await till.sync.firstPull(() => undefined);
    till.sync.start();
    await vi.waitFor(() => expect(till.sync.connection().state).toBe('online'));
    await sandbox.control({ refuseMs: 600_000 });
    await vi.waitFor(() => expect(till.sync.connection().state).toBe('offline'), 4_000);
    const { since } = till.sync.connection();
    expect(Math.abs(Date.now() - since)).toBeLessThan(4_000);
    await sandbox.control({ refuseMs: 0 });
    await vi.waitFor(() => expect(till.sync.connection().state).toBe('online'), 8_000);
  }, 15_000);
});
