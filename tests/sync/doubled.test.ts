import { cpSync, rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { businessDay } from '../../domain/time.ts';
import { createSync } from '../../main/cloud/sync.ts';
import { openStore } from '../../main/db/store.ts';
import { backOffice } from '../support/repairing.ts';
import {
  cloudGet,
  cloudOrders,
  outboxStates,
  quickPace,
  type SyncedTill,
  shopCloud,
  syncedTill,
} from '../support/synced-till.ts';

type Order = {
  readonly id: number;
  readonly cancelled_status: string;
  readonly refunds: readonly { readonly transactions: readonly { readonly amount: number }[] }[];
};

const orderIn = async (sandbox: Awaited<ReturnType<typeof shopCloud>>, id: number) =>
  (await cloudGet<{ order: Order }>(sandbox, `/com/orders/${id}.json`)).order;

const stockOf = async (sandbox: Awaited<ReturnType<typeof shopCloud>>) => {
  const { inventory_locations: rows } = await cloudGet<{
    inventory_locations: { qty_available: number }[];
  }>(
    sandbox,
    `/com/inventory_locations.json?location_ids=${sandbox.locations[0]?.id}&variant_ids=1100000001`,
  );
  return rows[0]?.qty_available ?? 0;
};

/** The same order again, as a proxy between till and cloud that repeats what it was sent would make it. */
async function repeatOrder(sandbox: Awaited<ReturnType<typeof shopCloud>>, till: SyncedTill, saleId: string) {
  return backOffice<{ order: Order }>(sandbox, 'POST', '/com/orders.json', {
    order: {
      line_items: [{ variant_id: 1_100_000_001, product_id: 1_000_000_001, price: 42_000, quantity: 1 }],
      fulfillment_status: 'fulfilled',
      location_id: sandbox.locations[0]?.id,
      transactions: [{ kind: 'capture', amount: 42_000 }],
      note_attributes: [{ name: 'till_key', value: `${till.tillId}/${saleId}` }],
      tags: `quay,qy-${saleId}`,
    },
  });
}

describe('two orders under one key', () => {
  it('become one: the older stays, the other is cancelled with its goods and money back', async () => {
    const sandbox = await shopCloud();
    const till = syncedTill(sandbox);
    const sale = till.sell();
    const before = await stockOf(sandbox);
    await till.sync.runOnce('push');
    const { order: extra } = await repeatOrder(sandbox, till, sale.id);
    // Whoever was killed while sending looks for his order, and sees both.
    till.store.writer.run("UPDATE outbox SET state = 'sending' WHERE kind = 'sale'");
    await till.restart().runOnce('push');
    const orders = (await cloudOrders(sandbox)).map(({ id }) => id);
    expect(orders).toHaveLength(2);
    const kept = orders.find((id) => id !== Math.max(...orders)) ?? 0;
    expect(await orderIn(sandbox, kept)).toMatchObject({ cancelled_status: 'uncancelled' });
    const cancelled = await orderIn(sandbox, Math.max(...orders));
    expect(cancelled).toMatchObject({ cancelled_status: 'cancelled' });
    expect(till.store.writer.get("SELECT cloud_id FROM outbox WHERE kind = 'sale'")).toEqual({
      cloud_id: kept,
    });
    expect(outboxStates(till.store)).toEqual(['confirmed', 'confirmed']);
    expect(await stockOf(sandbox)).toBe(before - 1);
    expect(cancelled.id).toBe(extra.id);
  });
});

describe('a store that is an older copy of itself', () => {
  it('sends nothing again that it had sent in the time it lost, and sends what is new', async () => {
    const sandbox = await shopCloud();
    const till = syncedTill(sandbox);
    for (let count = 0; count < 3; count += 1) till.sell();
    till.store.connection.pragma('wal_checkpoint(TRUNCATE)');
    const backup = `${till.store.path}.backup`;
    cpSync(till.store.path, backup);
    await till.sync.runOnce('push');
    till.sell();
    await till.sync.runOnce('push');
    await till.sync.stop();
    expect(await cloudOrders(sandbox)).toHaveLength(4);

    const restored = openStore(backup);
    const logged: string[] = [];
    const sync = createSync({
      store: restored.writer,
      clock: Date.now,
      newId: () => crypto.randomUUID(),
      readToken: async () => sandbox.token,
      binding: () => ({
        baseUrl: sandbox.url,
        shopId: 1,
        tillId: till.tillId,
        locationId: sandbox.locations[0]?.id ?? 0,
      }),
      saveVatRates: () => undefined,
      notify: () => undefined,
      log: (event) => logged.push(event),
      pace: quickPace,
    });
    expect(outboxStates(restored)).toEqual(['queued', 'queued', 'queued']);
    expect(await sync.runOnce('push')).toMatchObject({
      ok: true,
      value: { sent: 0, confirmed: 3, waiting: 0 },
    });
    expect(logged).toContain('store-is-older');
    expect(await cloudOrders(sandbox)).toHaveLength(4);
    // The receipt that was lost with the disk is in a customer's hand: its number is not given again.
    const day = businessDay(Date.now());
    expect(restored.writer.get('SELECT value FROM counter WHERE name = ?', [`receipt:${day}`])).toEqual({
      value: 4,
    });
    expect(restored.writer.get("SELECT facts_json FROM journal WHERE kind = 'store-restored'")).toEqual({
      facts_json: JSON.stringify({ day, numbersUpTo: 4 }),
    });
    await sync.stop();
    restored.close();
    rmSync(backup, { force: true });
  });
});

describe('a clock that jumps', () => {
  it.each([
    ['a year ahead', 365 * 86_400_000],
    ['a year back', -365 * 86_400_000],
  ])('%s between sending and looking makes no second order', { timeout: 20_000 }, async (_name, jumpMs) => {
    const sandbox = await shopCloud();
    let jumped = 0;
    const till = syncedTill(sandbox, { clock: () => Date.now() + jumped });
    till.sell();
    await till.sync.runOnce('push');
    jumped = jumpMs;
    till.sell();
    await sandbox.control({ dropAnswers: 1 });
    await till.sync.runOnce('push');
    jumped = 0;
    await till.restart().runOnce('push');
    expect(outboxStates(till.store)).toEqual(['confirmed', 'confirmed']);
    expect(await cloudOrders(sandbox)).toHaveLength(2);
  });
});
