import { describe, expect, it, vi } from 'vitest';
import { cloudOrders, outboxStates, quickPace, shopCloud, syncedTill } from '../support/synced-till.ts';

describe('sync in the background', () => {
  it('sends a sale as soon as it is told of it', async () => {
    const sandbox = await shopCloud();
    const till = syncedTill(sandbox);
    till.sync.start();
    await vi.waitFor(() => expect(till.sync.connection().lastPullAt).not.toBeNull(), 5_000);
    till.sell();
    till.sync.wake();
    await vi.waitFor(() => expect(outboxStates(till.store)).toEqual(['confirmed']), 3_000);
    expect(till.events).toContain('app');
  });

  it('starts once, however often it is started', async () => {
    const sandbox = await shopCloud();
    const till = syncedTill(sandbox);
    till.sync.start();
    till.sync.start();
    for (let count = 0; count < 5; count += 1) till.sell();
    till.sync.wake();
    await vi.waitFor(() => expect(outboxStates(till.store)).toEqual(Array(5).fill('confirmed')), 5_000);
    expect(await cloudOrders(sandbox)).toHaveLength(5);
  });

  it('starts without a network, and comes to itself when there is one', async () => {
    const sandbox = await shopCloud();
    await sandbox.control({ refuseMs: 600_000 });
    const till = syncedTill(sandbox);
    till.sell();
    till.sync.start();
    await vi.waitFor(() => expect(till.sync.connection().state).toBe('offline'), 3_000);
    expect(outboxStates(till.store)).toEqual(['queued']);
    await sandbox.control({ refuseMs: 0 });
    await vi.waitFor(() => expect(outboxStates(till.store)).toEqual(['confirmed']), 12_000);
  }, 20_000);

  it('waits at its end for what is on its way, and no longer than it must', async () => {
    const sandbox = await shopCloud();
    const till = syncedTill(sandbox);
    till.sell();
    await sandbox.control({ answerDelayMs: 100 });
    till.sync.start();
    await vi.waitFor(() => expect(outboxStates(till.store)).toEqual(['sending']), 3_000);
    await till.sync.stop();
    expect(outboxStates(till.store)).toEqual(['confirmed']);
  });

  it('gives up at its end on an answer that does not come, and looks for the order next time', async () => {
    const sandbox = await shopCloud();
    const till = syncedTill(sandbox, { pace: { ...quickPace, stopMs: 20 } });
    till.sell();
    await sandbox.control({ answerDelayMs: 1_000 });
    till.sync.start();
    await vi.waitFor(() => expect(outboxStates(till.store)).toEqual(['sending']), 3_000);
    await till.sync.stop();
    expect(outboxStates(till.store)).toEqual(['unknown']);
    await sandbox.control({ answerDelayMs: 0 });
    expect(await till.restart().runOnce('push')).toMatchObject({ ok: true, value: { confirmed: 1 } });
    expect(await cloudOrders(sandbox)).toHaveLength(1);
  });

  it('sends nothing into a line it knows to be down', async () => {
    const sandbox = await shopCloud();
    const till = syncedTill(sandbox);
    await sandbox.control({ down: true });
    await till.sync.runOnce('pull');
    till.sell();
    expect(await till.sync.runOnce('push')).toMatchObject({
      ok: false,
      error: { code: 'CLOUD_UNREACHABLE' },
    });
    // A cut connection could have carried the sale: queued says that it was not tried.
    expect(outboxStates(till.store)).toEqual(['queued']);
  });

  it('keeps going when the shop’s own store fails for a moment', async () => {
    const sandbox = await shopCloud();
    let fails = true;
    const till = syncedTill(sandbox, {
      pace: { ...quickPace, pullEveryMs: 20 },
      saveVatRates: () => {
        if (fails) throw new Error('disk full');
      },
    });
    till.sync.start();
    await vi.waitFor(() => expect(till.logged.map(({ event }) => event)).toContain('sync-broke'), 3_000);
    fails = false;
    await vi.waitFor(() => expect(till.sync.connection().lastPullAt).not.toBeNull(), 8_000);
  }, 15_000);

  it('never writes the token or a customer into its log', async () => {
    const sandbox = await shopCloud();
    const till = syncedTill(sandbox);
    await till.sync.firstPull(() => undefined);
    till.sell({ customer: { id: 'c1', name: 'Chị Hoa', phone: '0901234567' } });
    await sandbox.control({ dropAnswers: 1 });
    await till.sync.runOnce('push');
    till.sell({ customer: { id: 'c1', name: 'Chị Hoa', phone: '0901234567' } });
    await sandbox.control({ refusals: 1 });
    await till.sync.runOnce('push');
    const log = JSON.stringify(till.logged);
    expect(till.logged.length).toBeGreaterThan(0);
    for (const secret of [sandbox.token, 'Chị Hoa', '0901234567']) expect(log).not.toContain(secret);
  });
});
