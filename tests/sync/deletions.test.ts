import { describe, expect, it } from 'vitest';
import { cloudOfLists, product } from '../support/cloud-of-lists.ts';
import { changeCloud, countIn, goodsAt } from '../support/pulled-shop.ts';
import { shopCloud, syncedTill } from '../support/synced-till.ts';

const dayMs = 25 * 3_600_000;

describe('goods deleted in the cloud', () => {
  it.each(['utc', 'shop_local'] as const)(
    'are gone with the next look at events, times read as %s',
    async (reading) => {
      const sandbox = await shopCloud({ 'time-filter': reading });
      const till = syncedTill(sandbox);
      await till.sync.firstPull(() => undefined);
      await changeCloud(sandbox, 'DELETE', '/com/products/1000000009.json');
      expect(goodsAt(till.store.writer, 9)).toBeDefined();
      await till.sync.runOnce('pull');
      expect(goodsAt(till.store.writer, 9)).toBeUndefined();
      expect(goodsAt(till.store.writer, 10)).toBeDefined();
    },
  );

  it('are all found, also when more were deleted at once than a page of events holds', async () => {
    const sandbox = await shopCloud({ products: 200 });
    const till = syncedTill(sandbox);
    await till.sync.firstPull(() => undefined);
    const before = countIn(till.store.writer, 'product');
    for (let position = 1; position <= 48; position += 1)
      await changeCloud(sandbox, 'DELETE', `/com/products/${1_000_000_000 + position}.json`);
    for (let position = 52; position <= 70; position += 1)
      await changeCloud(sandbox, 'DELETE', `/com/products/${1_000_000_000 + position}.json`);
    await till.sync.runOnce('pull');
    expect(countIn(till.store.writer, 'product')).toBe(before - 67);
  });

  it('are found while the first pull was broken off too', async () => {
    const sandbox = await shopCloud({ products: 300 });
    const till = syncedTill(sandbox);
    await new Promise<void>((resolve) => {
      void till.sync.firstPull((view) => {
        if ((view.kinds[0]?.pulled ?? 0) > 0) void till.sync.stop().then(resolve);
      });
    });
    const met = till.store.writer.get<{ id: number }>('SELECT max(id) AS id FROM product')?.id ?? 0;
    expect(met).toBeGreaterThan(0);
    await changeCloud(sandbox, 'DELETE', `/com/products/${met}.json`);
    const again = till.restart();
    await again.firstPull(() => undefined);
    await again.runOnce('pull');
    expect(till.store.writer.get('SELECT id FROM product WHERE id = ?', [met])).toBeUndefined();
  });

  it('are gone after the daily sweep where events may not be read', async () => {
    const sandbox = await shopCloud();
    let now = Date.now();
    const till = syncedTill(sandbox, { clock: () => now });
    await sandbox.control({ forbidden: ['events'] });
    await till.sync.firstPull(() => undefined);
    await changeCloud(sandbox, 'DELETE', '/com/products/1000000009.json');
    await till.sync.runOnce('pull');
    expect(goodsAt(till.store.writer, 9)).toBeDefined();
    now += dayMs;
    await till.sync.runOnce('pull');
    expect(goodsAt(till.store.writer, 9)).toBeUndefined();
    expect(goodsAt(till.store.writer, 10)).toBeDefined();
    expect(till.sync.connection().state).toBe('online');
  });

  it('are not all of them, when the service suddenly says that there is nothing', async () => {
    const full = await shopCloud();
    const empty = await shopCloud({ products: 0 });
    let [now, from] = [Date.now(), full];
    const till = syncedTill(full, {
      clock: () => now,
      binding: () => ({
        baseUrl: from.url,
        shopId: 1,
        tillId: 'till-1',
        locationId: from.locations[0]?.id ?? 0,
      }),
    });
    await till.sync.firstPull(() => undefined);
    const before = countIn(till.store.writer, 'goods');
    from = empty;
    now += dayMs;
    expect(await till.sync.runOnce('pull')).toMatchObject({ ok: true });
    expect(countIn(till.store.writer, 'goods')).toBe(before);
    expect(till.logged.map(({ event }) => event)).toContain('sweep-incomplete');
  });

  it('that only a list misses are asked for by name before they are taken away', async () => {
    const all = [product(3), product(2), product(1)];
    const cloud = await cloudOfLists({ products: all });
    let now = Date.now();
    const till = syncedTill(cloud, { clock: () => now });
    await till.sync.firstPull(() => undefined);
    const ids = () => till.store.writer.all('SELECT id FROM product ORDER BY id');
    expect(ids()).toEqual([{ id: 1 }, { id: 2 }, { id: 3 }]);
    // As when pages shift while they are read: 2 is not in the list, though it is there, and 1 is gone for good.
    cloud.lists.products = [product(3), product(4)];
    cloud.hidden.products = [product(2)];
    now += dayMs;
    await till.sync.runOnce('pull');
    expect(ids()).toEqual([{ id: 2 }, { id: 3 }, { id: 4 }]);
  });
});

describe('customers deleted in the cloud', () => {
  const gone = 1_300_000_002;

  async function pulledTill() {
    const sandbox = await shopCloud();
    const clock = { aheadMs: 0 };
    const till = syncedTill(sandbox, { clock: () => Date.now() + clock.aheadMs });
    await till.sync.firstPull(() => undefined);
    const customer = till.store.writer.get<{ id: string; name: string; phone: string }>(
      'SELECT id, name, phone FROM customer WHERE cloud_id = ?',
      [gone],
    );
    if (customer === undefined) throw new Error('the sandbox has this customer');
    return { sandbox, clock, till, customer };
  }

  const marked = (till: ReturnType<typeof syncedTill>) =>
    till.store.writer.get<{ deleted_in_cloud_at: number | null }>(
      'SELECT deleted_in_cloud_at FROM customer WHERE cloud_id = ?',
      [gone],
    );

  it('leave with the daily sweep when nothing here points to them', async () => {
    const { sandbox, clock, till } = await pulledTill();
    await changeCloud(sandbox, 'DELETE', `/com/customers/${gone}.json`);
    await till.sync.runOnce('pull');
    expect(marked(till)).toEqual({ deleted_in_cloud_at: null });
    clock.aheadMs += dayMs;
    await till.sync.runOnce('pull');
    expect(marked(till)).toBeUndefined();
    expect(countIn(till.store.writer, 'customer')).toBe(19);
  });

  it('stay on record, marked and out of the search, when they bought here', async () => {
    const { sandbox, clock, till, customer } = await pulledTill();
    till.sell({ customer });
    await changeCloud(sandbox, 'DELETE', `/com/customers/${gone}.json`);
    clock.aheadMs += dayMs;
    await till.sync.runOnce('pull');
    expect(marked(till)).toEqual({ deleted_in_cloud_at: expect.any(Number) as number });
    // Whose order it is now, a person says: nobody loses a purchase without a word.
    expect(await till.sync.runOnce('push')).toMatchObject({ ok: true, value: { confirmed: 0, refused: 1 } });
  });

  it('are there again when the cloud has them again', async () => {
    const { clock, till, customer } = await pulledTill();
    till.sell({ customer });
    till.store.writer.run('UPDATE customer SET deleted_in_cloud_at = 1 WHERE cloud_id = ?', [gone]);
    clock.aheadMs += dayMs;
    await till.sync.runOnce('pull');
    expect(marked(till)).toEqual({ deleted_in_cloud_at: null });
  });
});
