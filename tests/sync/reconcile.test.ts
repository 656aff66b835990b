import { describe, expect, it } from 'vitest';
import { startOfBusinessDay } from '../../domain/time.ts';
import { doubtConfirmed, entryOfDocument } from '../../main/db/repositories/outbox.ts';
import type { Sandbox } from '../../sandbox/start.ts';
import { countsOf, differencesOf, orderUnderKey, reconciled, timeAt } from '../support/reconciling.ts';
import { backOffice } from '../support/repairing.ts';
import {
  cloudOrders,
  outboxStates,
  quickPace,
  type SyncedTill,
  shopCloud,
  syncedTill,
} from '../support/synced-till.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

async function soldAndSent(sales = 1): Promise<{ sandbox: Sandbox; till: SyncedTill; day: string }> {
  const sandbox = await shopCloud();
  const till = syncedTill(sandbox);
  const sold = Array.from({ length: sales }, () => till.sell());
  await till.sync.runOnce('push');
  return { sandbox, till, day: sold[0]?.businessDay ?? '' };
}

describe('a business day held against the cloud', () => {
  it('matches sale by sale and to the đồng when all went well', async () => {
    const { till, day } = await soldAndSent(3);
    const { classes, foundBy } = await reconciled(till, day);
    expect(countsOf(classes)).toEqual({ matched: 3 });
    expect(classes.matched).toEqual({ count: 3, tillAmount: 126_000, cloudAmount: 126_000 });
    expect(foundBy).toBe('walk');
    expect(differencesOf(till)).toEqual([]);
  });

  it('finds a sale whose order is not there, and after a search sends it once more', async () => {
    const { sandbox, till, day } = await soldAndSent(2);
    till.store.writer.run('UPDATE outbox SET cloud_id = 5 WHERE sequence = 1');
    await sandbox.control({ listLagMs: 600_000 });
    // Its own order hides under a key nobody knows.
    const [order] = (await cloudOrders(sandbox)).toSorted((a, b) => a.id - b.id);
    await backOffice(sandbox, 'PUT', `/com/orders/${order?.id}.json`, {
      order: { note_attributes: [], tags: '' },
    });
    expect(countsOf((await reconciled(till, day)).classes)).toEqual({ matched: 1, missing: 1 });
    expect(differencesOf(till)).toMatchObject([
      { kind: 'missing', state: 'open', till_amount: 42_000, cloud_amount: 0 },
    ]);
    await sandbox.control({ listLagMs: 0 });
    const entry = till.store.writer.get<{ document_id: string }>(
      'SELECT document_id FROM outbox WHERE sequence = 1',
    );
    const missing = entryOfDocument(till.store.writer, entry?.document_id ?? '');
    if (missing !== undefined) doubtConfirmed(till.store.writer, missing, Date.now());
    await till.sync.runOnce('push');
    expect(outboxStates(till.store)).toEqual(['confirmed', 'confirmed']);
    expect(till.store.writer.all('SELECT settled FROM outbox')).toEqual([{ settled: 1 }, { settled: 1 }]);
    expect(await cloudOrders(sandbox)).toHaveLength(3);
    expect(countsOf((await reconciled(till, day)).classes)).toEqual({ matched: 2 });
    expect(differencesOf(till)).toMatchObject([{ kind: 'missing', state: 'resolved' }]);
  });

  it('shows a second order, has it cancelled, and is in step again', async () => {
    const { sandbox, till, day } = await soldAndSent();
    const key = till.store.writer.get<{ key: string }>('SELECT key FROM outbox')?.key ?? '';
    await orderUnderKey(sandbox, key);
    const found = await reconciled(till, day);
    expect(countsOf(found.classes)).toEqual({ doubled: 1 });
    expect(found.classes.doubled).toMatchObject({ tillAmount: 42_000, cloudAmount: 84_000 });
    await till.sync.runOnce('push');
    expect(countsOf((await reconciled(till, day)).classes)).toEqual({ matched: 1 });
    expect(differencesOf(till)).toMatchObject([{ kind: 'doubled', state: 'resolved' }]);
  });

  it('shows an order of another amount', async () => {
    const sandbox = await shopCloud();
    const till = syncedTill(sandbox);
    const sale = till.sell();
    await orderUnderKey(sandbox, `${till.tillId}/${sale.id}`, { amount: 40_000 });
    await till.sync.runOnce('push');
    const { classes } = await reconciled(till, sale.businessDay);
    expect(classes['amount-differs']).toEqual({ count: 1, tillAmount: 42_000, cloudAmount: 40_000 });
    expect(differencesOf(till)).toMatchObject([{ kind: 'amount-differs', number: sale.number }]);
  });

  it('shows an order the back office cancelled', async () => {
    const { sandbox, till, day } = await soldAndSent();
    const [order] = await cloudOrders(sandbox);
    await backOffice(sandbox, 'POST', `/com/orders/${order?.id}/cancel.json`, { reason: 'customer' });
    const { classes } = await reconciled(till, day);
    expect(classes['cancelled-there']).toEqual({ count: 1, tillAmount: 42_000, cloudAmount: 0 });
  });

  it('tells apart what waits, what was refused and what was set aside', async () => {
    const { sandbox, till, day } = await soldAndSent();
    for (let count = 0; count < 3; count += 1) till.sell();
    till.store.writer.run(
      "UPDATE outbox SET state = 'refused', reason = 'not-understood' WHERE sequence = 3",
    );
    till.store.writer.run("UPDATE outbox SET state = 'set-aside' WHERE sequence = 4");
    expect(countsOf((await reconciled(till, day)).classes)).toEqual({
      matched: 1,
      waiting: 1,
      refused: 1,
      'set-aside': 1,
    });
    expect(differencesOf(till)).toEqual([]);
    expect(await cloudOrders(sandbox)).toHaveLength(1);
  });

  it('shows orders of a day this store has lost, on the day their numbers say', async () => {
    const { sandbox, till, day } = await soldAndSent();
    const number = `LLtill-11-${day.slice(2).replaceAll('-', '')}-0007`;
    const id = await orderUnderKey(sandbox, `${till.tillId}/of-a-lost-hour`, { number });
    await orderUnderKey(sandbox, 'till-2/somebody-elses');
    const { classes } = await reconciled(till, day);
    expect(countsOf(classes)).toEqual({ matched: 1, 'only-in-cloud': 1 });
    expect(till.store.writer.all('SELECT order_id, number FROM difference')).toEqual([
      { order_id: id, number },
    ]);
  });

  it('finds what it was confirmed with even where somebody emptied the order’s attributes', async () => {
    const { sandbox, till, day } = await soldAndSent();
    const [order] = await cloudOrders(sandbox);
    await backOffice(sandbox, 'PUT', `/com/orders/${order?.id}.json`, { order: { note_attributes: [] } });
    expect(countsOf((await reconciled(till, day)).classes)).toEqual({ matched: 1 });
  });

  it('asks for the orders of its sales fifty at a time', async () => {
    const { sandbox, till, day } = await soldAndSent(120);
    sandbox.resetStats();
    expect(countsOf((await reconciled(till, day)).classes)).toEqual({ matched: 120 });
    // The count; three pages and the end of the walk; three of fifty by id.
    expect(sandbox.stats().calls).toEqual({ 'GET orders/count': 1, 'GET orders': 6 });
  });

  it('relies on its memory of orders in a shop with too many to read through, and says so', {
    timeout: 30_000,
  }, async () => {
    const sandbox = await shopCloud({ orders: 10_400, epoch: '2025-11-01T02:00:00.000Z' });
    // Sent over three weeks, which the history is full of.
    const { skewMs, clock } = timeAt(Date.parse('2025-10-31T20:00:00Z'));
    await sandbox.control({ clockSkewMs: skewMs });
    const till = syncedTill(sandbox, { clock });
    const sale = till.sell();
    await till.sync.runOnce('push');
    till.store.writer.run('UPDATE outbox SET cloud_sent_at = cloud_sent_at - ?', [21 * dayMs]);
    till.sell();
    await till.sync.runOnce('push');
    const { foundBy, classes } = await reconciled(till, sale.businessDay);
    expect(foundBy).toBe('memory');
    expect(countsOf(classes)).toEqual({ matched: 2 });
  });

  it('leaves everything as it was when the line breaks in the middle', async () => {
    const { sandbox, till, day } = await soldAndSent();
    await reconciled(till, day);
    const before = till.store.writer.all('SELECT * FROM reconciled_day');
    await sandbox.control({ badGateways: 1 });
    expect(await till.sync.reconcile(day)).toMatchObject({ ok: false });
    expect(till.store.writer.all('SELECT * FROM reconciled_day')).toEqual(before);
    expect(till.sync.reconcileProgress()).toBeNull();
  });
});

describe('a day’s edges', () => {
  const day = '2026-03-14';
  const midnight = startOfBusinessDay(day);

  it.each(['utc', 'shop_local'] as const)(
    'are midnight in Vietnam, for sales and for orders nobody here knows, times in filters read as %s',
    async (timeFilter) => {
      const sandbox = await shopCloud({ 'time-filter': timeFilter });
      let { clock } = timeAt(midnight);
      const till = syncedTill(sandbox, { clock: () => clock() });
      for (const [index, at] of [-10, 10, 24 * 60 - 10, 24 * 60 + 10].entries()) {
        const time = timeAt(midnight + at * minuteMs);
        ({ clock } = time);
        await sandbox.control({ clockSkewMs: time.skewMs });
        till.sell();
        await orderUnderKey(sandbox, `${till.tillId}/lost-${index}`);
        await till.sync.runOnce('push');
      }
      // Nothing but the walk can know of it.
      const second = till.store.writer.get<{ key: string }>('SELECT key FROM outbox WHERE sequence = 2');
      const edge = timeAt(midnight + dayMs - minuteMs);
      await sandbox.control({ clockSkewMs: edge.skewMs });
      await orderUnderKey(sandbox, second?.key ?? '');
      till.store.writer.run('DELETE FROM cloud_order');
      expect(countsOf((await reconciled(till, day)).classes)).toEqual({
        matched: 1,
        doubled: 1,
        'only-in-cloud': 2,
      });
      expect(countsOf((await reconciled(till, '2026-03-13')).classes)).toEqual({
        matched: 1,
        'only-in-cloud': 1,
      });
    },
  );

  it.each([
    ['three days ahead', 3 * dayMs],
    ['a year behind', -365 * dayMs],
  ])('hold for a till whose clock is %s', async (_name, offMs) => {
    const sandbox = await shopCloud();
    const till = syncedTill(sandbox, { clock: () => Date.now() + offMs });
    const sale = till.sell();
    await till.sync.runOnce('push');
    const { key } = till.store.writer.get<{ key: string }>('SELECT key FROM outbox') ?? { key: '' };
    await orderUnderKey(sandbox, key);
    await orderUnderKey(sandbox, `${till.tillId}/lost`, { number: sale.number.replace(/\d{4}$/, '0099') });
    expect(countsOf((await reconciled(till, sale.businessDay)).classes)).toEqual({
      doubled: 1,
      'only-in-cloud': 1,
    });
  });
});

describe('a day that is over', () => {
  it('is held against the cloud by itself, again once late documents are there, and then no more', async () => {
    const sandbox = await shopCloud();
    let offMs = -dayMs;
    const till = syncedTill(sandbox, {
      clock: () => Date.now() + offMs,
      pace: { ...quickPace, pullEveryMs: 60 },
    });
    await till.sync.firstPull(() => undefined);
    const sale = till.sell();
    await till.sync.runOnce('push');
    till.sell();
    offMs = 0;
    till.store.writer.run("UPDATE outbox SET next_try_at = ? WHERE state = 'queued'", [Date.now() + 600_000]);
    const shown = () =>
      till.store.writer.get<{ run: number; waits: number; classes_json: string }>(
        'SELECT run, waits, classes_json FROM reconciled_day WHERE business_day = ?',
        [sale.businessDay],
      );
    till.sync.start();
    await expect.poll(shown, { timeout: 10_000 }).toMatchObject({ run: 1, waits: 1 });
    expect(countsOf(JSON.parse(shown()?.classes_json ?? '{}'))).toEqual({ matched: 1, waiting: 1 });
    till.store.writer.run("UPDATE outbox SET next_try_at = 0 WHERE state = 'queued'");
    till.sync.wake();
    await expect.poll(() => shown()?.waits, { timeout: 10_000 }).toBe(0);
    expect(countsOf(JSON.parse(shown()?.classes_json ?? '{}'))).toEqual({ matched: 2 });
    const { run } = shown() ?? { run: 0 };
    sandbox.resetStats();
    await expect.poll(() => sandbox.stats().calls['GET orders'] ?? 0, { timeout: 10_000 }).toBeGreaterThan(3);
    expect(shown()?.run).toBe(run);
    expect(sandbox.stats().calls['GET orders/count']).toBeUndefined();
  });

  it('is looked at again when the back office cancels one of its orders afterwards', async () => {
    const { sandbox, till, day } = await soldAndSent();
    await till.sync.firstPull(() => undefined);
    await till.sync.runOnce('pull');
    await reconciled(till, day);
    const [order] = await cloudOrders(sandbox);
    await backOffice(sandbox, 'POST', `/com/orders/${order?.id}/cancel.json`, { reason: 'customer' });
    await till.sync.runOnce('pull');
    expect(till.store.writer.get('SELECT waits FROM reconciled_day')).toEqual({ waits: 1 });
  });
});
