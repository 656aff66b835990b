import { z } from 'zod';
import { retryDelayMs } from '../domain/sync/outbox.ts';
import { createApiBudget } from '../main/cloud/api-budget.ts';
import { haravanClient } from '../main/cloud/haravan/client.ts';
import { pollingPace } from '../main/cloud/polling-pace.ts';
import { seededSpread } from '../main/cloud/seeded-spread.ts';
import { usualPace } from '../main/cloud/sync-options.ts';
import type { FleetWorld } from './fleet-world.ts';

const longestBackoffMs = 30_000;
const ordersALook = 50;

export type FleetTill = {
  /** Sends sales one after the other and looks at their money, fifty orders a call; settles when all is done. */
  readonly drain: (sales: number) => Promise<void>;
  /** Sends one sale at once; tells how long it waited. */
  readonly sell: () => Promise<number>;
  /** Polls until the signal fires, so many calls a round. */
  readonly poll: (callsARound: number, ending: AbortSignal) => Promise<void>;
  /** Pulls page after page until the signal fires. */
  readonly pull: (ending: AbortSignal) => Promise<void>;
  readonly polls: () => number;
};

type SentSale = { readonly id: number; readonly at: number };

/** A till's calls without its store: the real budget, client and polling pace, in the order the real till makes them. */
export function fleetTill(world: FleetWorld, seed: number): FleetTill {
  const spread = seededSpread(seed * 7919 + 1);
  const budget = createApiBudget({ clock: world.now, spread, sleep: world.sleep });
  const client = haravanClient({
    baseUrl: world.baseUrl,
    token: world.token,
    budget,
    fetch: world.fetch,
  });
  let polls = 0;

  const order = () => ({
    order: {
      location_id: world.locationId,
      source_name: 'pos',
      line_items: [{ variant_id: 1_100_000_001, quantity: 1, price: 42_000 }],
      transactions: [{ kind: 'capture', amount: 42_000 }],
    },
  });
  const created = z.object({ order: z.object({ id: z.number() }) });

  const sendSale = async (): Promise<number> => {
    for (let failures = 0; ; failures += 1) {
      const answer = await client.as('sale').send('POST', '/com/orders.json', order(), created);
      if (answer.kind === 'ok') return answer.value.order.id;
      if (answer.kind !== 'throttled') throw new Error(`a sale came to ${JSON.stringify(answer)}`);
      await world.sleep(Math.min(longestBackoffMs, retryDelayMs(failures + 1, spread())));
    }
  };
  const lookAt = async (sent: readonly SentSale[]): Promise<void> => {
    const ids = sent.map(({ id }) => id).join(',');
    for (let looks = 0; ; looks += 1) {
      const restMs = usualPace.settleLookMs * 2 ** Math.min(looks, 8);
      const dueAt = (looks === 0 ? Math.max(...sent.map(({ at }) => at)) : world.now()) + restMs;
      await world.sleep(Math.max(0, dueAt - world.now()));
      const answer = await client.as('money').get('/com/orders.json', { ids, status: 'any' }, z.unknown());
      if (answer.kind === 'ok') return;
      if (answer.kind !== 'throttled') throw new Error(`a look came to ${JSON.stringify(answer)}`);
    }
  };
  const page = (signal: AbortSignal) =>
    client.as('catalogue', signal).get('/com/products.json', { limit: 1, page: 9 }, z.unknown());

  return {
    drain: async (sales) => {
      let sent: readonly SentSale[] = [];
      for (let sale = 0; sale < sales; sale += 1) {
        sent = [...sent, { id: await sendSale(), at: world.now() }];
        if (sent.length < ordersALook) continue;
        await lookAt(sent);
        sent = [];
      }
      if (sent.length > 0) await lookAt(sent);
    },
    sell: async () => {
      const from = world.now();
      const id = await sendSale();
      const waitedMs = world.now() - from;
      await lookAt([{ id, at: world.now() }]);
      return waitedMs;
    },
    pull: async (ending) => {
      while (!ending.aborted) await page(ending);
    },
    poll: async (callsARound, ending) => {
      let lastMs = usualPace.pullEveryMs;
      while (!ending.aborted) {
        for (let call = 0; call < callsARound && !ending.aborted; call += 1) await page(ending);
        polls += 1;
        const next = pollingPace({
          everyMs: usualPace.pullEveryMs,
          lastMs,
          calls: callsARound,
          othersUse: budget.othersUse(),
          spread: spread(),
        });
        lastMs = next.everyMs;
        await world.sleep(next.waitMs, ending);
      }
    },
    polls: () => polls,
  };
}
