import { describe, expect, it } from 'vitest';
import type { Sandbox } from '../../sandbox/start.ts';
import { cloudGet, type SyncedTill, shopCloud, syncedTill } from '../support/synced-till.ts';

/** An order as the till's, made by hand: the state the cloud can leave an order in is hard to bring about by a till that does it right. */
async function orderWithTransactions(
  sandbox: Sandbox,
  till: SyncedTill,
  transactions: readonly object[],
): Promise<number> {
  const sale = till.sell();
  const response = await fetch(`${sandbox.url}/com/orders.json`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${sandbox.token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({
      order: {
        line_items: [{ title: 'Hàng', price: sale.settlement.payable, quantity: 1 }],
        transactions,
        tags: `qy-${sale.id}`,
      },
    }),
  });
  const { order } = (await response.json()) as { order: { id: number } };
  till.store.writer.run(
    "UPDATE outbox SET state = 'confirmed', cloud_id = ?, confirmed_at = created_at WHERE document_id = ?",
    [order.id, sale.id],
  );
  return order.id;
}

const moneyOf = async (sandbox: Sandbox, id: number) => {
  const { order } = await cloudGet<{
    order: { financial_status: string; transactions: { kind: string; amount: number }[] };
  }>(sandbox, `/com/orders/${id}.json`);
  const captured = order.transactions.filter(({ kind }) => kind.toLowerCase() === 'capture');
  return { status: order.financial_status, captured: captured.reduce((sum, { amount }) => sum + amount, 0) };
};

const settledOf = (till: SyncedTill) => till.store.writer.get('SELECT settled FROM outbox');

describe('the money of an order', () => {
  it('that the cloud left partly paid is captured for the rest, once', { timeout: 15_000 }, async () => {
    const sandbox = await shopCloud();
    const till = syncedTill(sandbox);
    const id = await orderWithTransactions(sandbox, till, [{ kind: 'capture' }]);
    await till.sync.runOnce('push');
    expect(await moneyOf(sandbox, id)).toEqual({ status: 'paid', captured: 42_000 });
    expect(settledOf(till)).toEqual({ settled: 1 });
  });

  it('is captured once also when the answer to the capture is lost', { timeout: 15_000 }, async () => {
    const sandbox = await shopCloud();
    const till = syncedTill(sandbox);
    const id = await orderWithTransactions(sandbox, till, [{ kind: 'capture' }]);
    await sandbox.control({ dropAnswers: 1, dropAnswersTo: 'writes' });
    await till.sync.runOnce('push');
    expect(await moneyOf(sandbox, id)).toEqual({ status: 'paid', captured: 42_000 });
    expect(settledOf(till)).toEqual({ settled: 1 });
  });

  it('is left to the cloud while the cloud has not begun to book it', { timeout: 15_000 }, async () => {
    const sandbox = await shopCloud({ 'settle-ms': 900 });
    const till = syncedTill(sandbox);
    till.sell();
    await till.sync.runOnce('push');
    const { id } = till.store.writer.get<{ id: number }>('SELECT cloud_id AS id FROM outbox') ?? { id: 0 };
    expect(await moneyOf(sandbox, id)).toEqual({ status: 'paid', captured: 42_000 });
    expect(settledOf(till)).toEqual({ settled: 1 });
  });

  it('of an order that was deleted there is nobody’s to book any more', async () => {
    const sandbox = await shopCloud();
    const till = syncedTill(sandbox);
    till.sell();
    till.store.writer.run("UPDATE outbox SET state = 'confirmed', cloud_id = 5, confirmed_at = created_at");
    expect(await till.sync.runOnce('push')).toMatchObject({ ok: true });
    expect(settledOf(till)).toEqual({ settled: 1 });
    expect(till.logged.map(({ event }) => event)).toContain('order-out-of-reach');
  });
});
