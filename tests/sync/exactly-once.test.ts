import { describe, expect, it, vi } from 'vitest';
import { cloudGet, cloudOrders, outboxStates, shopCloud, syncedTill } from '../support/synced-till.ts';

const keys = (orders: Awaited<ReturnType<typeof cloudOrders>>) =>
  orders.map((order) => order.note_attributes.find((field) => field.name === 'till_key')?.value).sort();

describe('a sale on its way to the cloud', () => {
  it('becomes one paid order with the till key, and is settled', async () => {
    const sandbox = await shopCloud();
    const till = syncedTill(sandbox);
    const sale = till.sell();
    const report = await till.sync.runOnce('push');
    expect(report).toMatchObject({ ok: true, value: { sent: 1, confirmed: 1, refused: 0, waiting: 0 } });
    const [order, ...others] = await cloudOrders(sandbox);
    expect(others).toEqual([]);
    expect(order).toMatchObject({
      total_price: sale.settlement.payable,
      financial_status: 'paid',
      fulfillment_status: 'fulfilled',
      location_id: sandbox.locations[0]?.id,
      source_name: 'pos',
    });
    expect(order?.tags).toContain(`qy-${sale.id}`);
    expect(keys(order === undefined ? [] : [order])).toEqual([`till-1/${sale.id}`]);
    expect(till.store.writer.get('SELECT state, settled FROM outbox')).toEqual({
      state: 'confirmed',
      settled: 1,
    });
  });

  it('is one order when the answer is lost after the order was made', async () => {
    const sandbox = await shopCloud();
    const till = syncedTill(sandbox);
    till.sell();
    await sandbox.control({ dropAnswers: 1 });
    const report = await till.sync.runOnce('push');
    expect(report).toMatchObject({ ok: true, value: { confirmed: 1, waiting: 0 } });
    expect(await cloudOrders(sandbox)).toHaveLength(1);
  });

  it('is one order when the answer is lost and the list shows new orders late', async () => {
    const sandbox = await shopCloud();
    const till = syncedTill(sandbox);
    till.sell();
    await sandbox.control({ dropAnswers: 1, listLagMs: 60 });
    await till.sync.runOnce('push');
    expect(outboxStates(till.store)).toEqual(['confirmed']);
    const { id } = till.store.writer.get<{ id: number }>('SELECT cloud_id AS id FROM outbox') ?? { id: 0 };
    // Lists lag, single orders do not: the ids beside it were never given.
    await cloudGet(sandbox, `/com/orders/${id}.json`);
    for (const other of [id - 1, id + 1]) {
      await expect(cloudGet(sandbox, `/com/orders/${other}.json`)).rejects.toThrow('404');
    }
  });

  it('is sent again only after two searches found nothing', async () => {
    const sandbox = await shopCloud();
    const till = syncedTill(sandbox);
    // Only a till that has heard of the cloud before sends without asking first.
    till.sell();
    await till.sync.runOnce('push');
    till.sell();
    await sandbox.control({ badGateways: 1 });
    const report = await till.sync.runOnce('push');
    expect(report).toMatchObject({ ok: true, value: { sent: 1, confirmed: 1 } });
    expect(await cloudOrders(sandbox)).toHaveLength(2);
    expect(till.store.writer.all('SELECT tries FROM outbox ORDER BY sequence')).toEqual([
      { tries: 1 },
      { tries: 2 },
    ]);
  });

  it('waits in the queue while the cloud is down, and drains by itself afterwards', async () => {
    const sandbox = await shopCloud();
    const till = syncedTill(sandbox);
    await till.sync.firstPull(() => undefined);
    till.sync.start();
    await sandbox.control({ refuseMs: 600_000 });
    for (let count = 0; count < 3; count += 1) till.sell();
    till.sync.wake();
    await vi.waitFor(() => expect(till.sync.connection().state).toBe('offline'), 5_000);
    expect(outboxStates(till.store)).toEqual(['queued', 'queued', 'queued']);
    await sandbox.control({ refuseMs: 0 });
    till.sync.wake();
    await vi.waitFor(
      () => expect(outboxStates(till.store)).toEqual(['confirmed', 'confirmed', 'confirmed']),
      5_000,
    );
    expect(till.sync.connection()).toMatchObject({ state: 'online', waiting: 0 });
    expect(new Set(keys(await cloudOrders(sandbox))).size).toBe(3);
  });

  it('is one order when the till was killed between sending and the answer', async () => {
    const sandbox = await shopCloud();
    const till = syncedTill(sandbox);
    till.sell();
    await till.sync.runOnce('push');
    // What a kill leaves behind: the order exists, the till never heard of it.
    till.store.writer.run(
      "UPDATE outbox SET state = 'sending', cloud_id = NULL, confirmed_at = NULL, settled = 0",
    );
    const after = till.restart();
    expect(await after.runOnce('push')).toMatchObject({ ok: true, value: { sent: 0, confirmed: 1 } });
    expect(await cloudOrders(sandbox)).toHaveLength(1);
  });

  it('is one order when the till was killed before the first byte left', async () => {
    const sandbox = await shopCloud();
    const till = syncedTill(sandbox);
    till.sell();
    till.store.writer.run("UPDATE outbox SET state = 'sending', tries = 1, sent_at = created_at");
    const after = till.restart();
    expect(await after.runOnce('push')).toMatchObject({ ok: true, value: { sent: 1, confirmed: 1 } });
    expect(await cloudOrders(sandbox)).toHaveLength(1);
  });

  it('waits out a full bucket without being counted as refused', async () => {
    const sandbox = await shopCloud();
    const till = syncedTill(sandbox);
    till.sell();
    await sandbox.control({ throttles: 1 });
    expect(await till.sync.runOnce('push')).toMatchObject({ ok: true, value: { confirmed: 1, refused: 0 } });
    expect(till.store.writer.get('SELECT tries FROM outbox')).toEqual({ tries: 1 });
  });

  it('stays queued under a revoked token, and goes up when the token is good again', async () => {
    const sandbox = await shopCloud();
    const till = syncedTill(sandbox);
    till.sell();
    await sandbox.control({ tokenRevoked: true });
    expect(await till.sync.runOnce('push')).toMatchObject({
      ok: false,
      error: { code: 'CLOUD_TOKEN_REFUSED' },
    });
    expect(outboxStates(till.store)).toEqual(['queued']);
    expect(till.sync.connection().state).toBe('token-refused');
    await sandbox.control({ tokenRevoked: false });
    expect(await till.sync.runOnce('push')).toMatchObject({ ok: true, value: { confirmed: 1 } });
    expect(till.sync.connection().state).toBe('online');
  });

  it('that is refused waits for a person with the words of the cloud, and blocks nothing behind it', async () => {
    const sandbox = await shopCloud();
    const till = syncedTill(sandbox);
    till.sell();
    till.sell();
    await sandbox.control({ refusals: 1 });
    expect(await till.sync.runOnce('push')).toMatchObject({ ok: true, value: { confirmed: 1, refused: 1 } });
    expect(outboxStates(till.store)).toEqual(['refused', 'confirmed']);
    const kept = till.store.writer.get<{ last_answer: string }>(
      "SELECT last_answer FROM outbox WHERE state = 'refused'",
    );
    expect(kept?.last_answer).toMatch(/\p{L}{3}/u);
    expect(till.sync.connection()).toMatchObject({ refused: 1, waiting: 0 });
  });

  it('is found when a 201 cannot be read', async () => {
    const sandbox = await shopCloud();
    const till = syncedTill(sandbox);
    till.sell();
    await sandbox.control({ garbage: 1 });
    expect(await till.sync.runOnce('push')).toMatchObject({ ok: true, value: { confirmed: 1 } });
    expect(await cloudOrders(sandbox)).toHaveLength(1);
  });

  it('is the customer’s and the cashier’s where the cloud knows them', async () => {
    const sandbox = await shopCloud();
    const till = syncedTill(sandbox);
    await till.sync.firstPull(() => undefined);
    till.store.writer.run("UPDATE staff SET cloud_user_id = 200000500003 WHERE id = 'staff-1'");
    const known = till.store.writer.get<{ id: string; name: string; phone: string; cloud_id: number }>(
      'SELECT id, name, phone, cloud_id FROM customer ORDER BY cloud_id LIMIT 1',
    );
    if (known === undefined) throw new Error('the shop has customers');
    till.sell({ customer: { id: known.id, name: known.name, phone: known.phone } });
    till.sell();
    await till.sync.runOnce('push');
    const orders = [...(await cloudOrders(sandbox))].sort((a, b) => a.id - b.id);
    expect(orders[0]).toMatchObject({ customer: { id: known.cloud_id }, user_id: 200_000_500_003 });
    expect(orders[1]).toMatchObject({ customer: { email: 'guest@haravan.com' } });
  });

  it('of one till is never mistaken for another till’s', async () => {
    const sandbox = await shopCloud();
    const tills = ['till-1', 'till-2'].map((tillId) => syncedTill(sandbox, { tillId }));
    const sales = tills.flatMap((till) => [till.sell(), till.sell(), till.sell()]);
    await sandbox.control({ dropAnswers: 2 });
    await Promise.all(tills.map((till) => till.sync.runOnce('push')));
    expect(tills.flatMap((till) => outboxStates(till.store))).toEqual(Array(6).fill('confirmed'));
    const orders = await cloudOrders(sandbox);
    expect(new Set(keys(orders)).size).toBe(6);
    expect(orders).toHaveLength(6);
    expect(orders.reduce((sum, order) => sum + order.total_price, 0)).toBe(
      sales.reduce((sum, sale) => sum + sale.settlement.payable, 0),
    );
  });
});
