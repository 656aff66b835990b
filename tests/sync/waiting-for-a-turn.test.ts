import { describe, expect, it } from 'vitest';
import { type CountedBudget, createCountedBudget } from '../../main/cloud/call-meter.ts';
import { moveEntry } from '../../main/db/repositories/outbox.ts';
import { cloudOrders, outboxStates, shopCloud, syncedTill } from '../support/synced-till.ts';

/** A budget that lets no call about orders go while it is held back. */
function heldBudget() {
  const { budget, calls } = createCountedBudget(() => 0);
  let held: { readonly opened: Promise<void>; readonly open: () => void } | null = null;
  let waiting = 0;
  const counted: CountedBudget = {
    calls,
    budget: {
      ...budget,
      take: async (priority, resource, signal) => {
        if (held !== null && resource === 'orders') {
          waiting += 1;
          const ended = new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve()));
          await Promise.race([held.opened, ended]);
          waiting -= 1;
          if (signal?.aborted === true) return null;
        }
        return budget.take(priority, resource, signal);
      },
    },
  };
  return {
    counted,
    waiting: () => waiting,
    hold: () => {
      let open: () => void = () => undefined;
      const opened = new Promise<void>((resolve) => {
        open = resolve;
      });
      held = { opened, open: () => open() };
    },
    letGo: () => {
      held?.open();
      held = null;
    },
  };
}

/** A till whose second sale waits for its turn. */
async function waitingSale() {
  const sandbox = await shopCloud();
  const held = heldBudget();
  const till = syncedTill(sandbox, { budget: held.counted });
  till.sell();
  await till.sync.runOnce('push');
  held.hold();
  till.sell();
  const push = till.sync.runOnce('push');
  await expect.poll(held.waiting).toBe(1);
  return { sandbox, held, till, push };
}

describe('a sale that waits for its turn at the shop’s API', () => {
  it('counts as sent only when its turn has come', async () => {
    const { sandbox, held, till, push } = await waitingSale();
    expect(outboxStates(till.store)).toEqual(['confirmed', 'queued']);
    held.letGo();
    expect(await push).toMatchObject({ ok: true, value: { sent: 1, waiting: 0 } });
    expect(outboxStates(till.store)).toEqual(['confirmed', 'confirmed']);
    expect(await cloudOrders(sandbox)).toHaveLength(2);
  });

  it('is in no doubt after a kill: the next start sends it and looks for nothing', async () => {
    const { sandbox, till } = await waitingSale();
    const next = till.restart({ budget: createCountedBudget(() => 0) });
    expect(await next.runOnce('push')).toMatchObject({ ok: true, value: { sent: 1, waiting: 0 } });
    // In doubt, it would have been searched for and tried again.
    expect(till.store.writer.all('SELECT state, tries, lookups FROM outbox ORDER BY sequence')).toEqual([
      { state: 'confirmed', tries: 1, lookups: 0 },
      { state: 'confirmed', tries: 1, lookups: 0 },
    ]);
    expect(await cloudOrders(sandbox)).toHaveLength(2);
  });

  it('stays as it was when the program ends before its turn', async () => {
    const { sandbox, till, push } = await waitingSale();
    await till.sync.stop();
    await push;
    expect(till.store.writer.get('SELECT state, tries, sent_at FROM outbox ORDER BY sequence DESC')).toEqual({
      state: 'queued',
      tries: 0,
      sent_at: null,
    });
    expect(await cloudOrders(sandbox)).toHaveLength(1);
  });

  it('is not sent when somebody saw to it meanwhile', async () => {
    const { sandbox, held, till, push } = await waitingSale();
    const entry = till.store.writer.get<{ id: string }>("SELECT id FROM outbox WHERE state = 'queued'");
    // A pull met an order with its key.
    const met = { cloudId: 4_711, confirmedAt: Date.now(), settled: true };
    moveEntry(till.store.writer, { id: entry?.id ?? '', state: 'queued' }, 'confirmed', met);
    held.letGo();
    expect(await push).toMatchObject({ ok: true, value: { sent: 0 } });
    expect(outboxStates(till.store)).toEqual(['confirmed', 'confirmed']);
    expect(await cloudOrders(sandbox)).toHaveLength(1);
  });
});
