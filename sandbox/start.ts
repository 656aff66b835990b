import type { FastifyInstance } from 'fastify';
import { stepCarriers } from './actions.ts';
import type { Shop } from './context.ts';
import { changeFaults, type Levers } from './control.ts';
import { type FaultChanges, faultsAtStart } from './faults.ts';
import { placePastOrders } from './generate/past-orders.ts';
import { branches, tokenFor } from './generate/people.ts';
import { generateShop } from './generate/shop.ts';
import { type SandboxInput, sandboxOptions } from './options.ts';
import { settleEverything } from './resources/settlement.ts';
import { buildServer } from './server.ts';
import { type Stats, statsKeeper } from './stats.ts';
import { openShopStore } from './store.ts';
import { ticker } from './ticker.ts';

export type Sandbox = {
  readonly url: string;
  readonly token: string;
  /** Branches a till may be bound to. */
  readonly locations: readonly { readonly id: number; readonly name: string }[];
  /** Changes what goes wrong, as `POST /_control` does; in force when the promise settles. */
  readonly control: (changes: FaultChanges) => Promise<void>;
  /** Calls counted since the start or the last reset. */
  readonly stats: () => Stats;
  readonly resetStats: () => void;
  readonly close: () => Promise<void>;
};

const host = '127.0.0.1';

/** Starts a shop cloud on this machine. `clock` gives UTC ms: the service's time and its call limit run by it. */
export async function startSandbox(
  input: SandboxInput = {},
  clock: () => number = Date.now,
): Promise<Sandbox> {
  const options = sandboxOptions(input);
  const store = openShopStore(options.db);
  generateShop(store, options);
  const faults = faultsAtStart(options);
  const later = afterAnswers(() => faults.settleMs);
  let url = '';
  const shop: Shop = {
    store,
    options,
    faults,
    clock: () => clock() + faults.clockSkewMs,
    url: () => url,
    later: later.run,
  };
  placePastOrders(shop);
  // Money a killed sandbox still owed its orders.
  settleEverything(shop);
  const carriers = ticker(() => stepCarriers(shop));
  carriers.every(faults.carrierMs);
  const stats = statsKeeper(options.bucket);
  const levers: Levers = { refuse: (forMs) => port.refuse(forMs), carrierEvery: carriers.every };
  const app = buildServer(shop, levers, stats, clock);
  url = await app.listen({ port: options.port, host });
  const port = portOf(app, faults);
  const close = async () => {
    carriers.every(0);
    await port.refuse(0);
    await app.close();
    later.finish();
    if (store.open) store.close();
  };
  let closing: Promise<void> | undefined;
  return {
    url,
    token: tokenFor(options.seed),
    locations: branches
      .filter((branch) => branch.type === 'default' && branch.unavailable === 0)
      .map(({ id, name }) => ({ id, name })),
    control: (changes) => changeFaults(shop, levers, changes),
    stats: stats.read,
    resetStats: stats.reset,
    close: () => {
      closing ??= close();
      return closing;
    },
  };
}

/** Closes the listening socket for a while and opens it again at the same address. */
function portOf(app: FastifyInstance, faults: { refuseMs: number }): Pick<Levers, 'refuse'> {
  const { server } = app;
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a listening server has a port');
  let reopening: NodeJS.Timeout | undefined;
  const open = () =>
    new Promise<void>((resolve, reject) => {
      clearTimeout(reopening);
      faults.refuseMs = 0;
      if (server.listening) return resolve();
      server.once('error', reject);
      server.listen(address.port, host, () => {
        server.removeListener('error', reject);
        resolve();
      });
    });
  return {
    refuse: async (forMs) => {
      if (forMs === 0) return open();
      server.close();
      server.closeAllConnections();
      clearTimeout(reopening);
      reopening = setTimeout(() => void open(), forMs);
    },
  };
}

/** Work that follows an answer after a while; what is still due at the end is done at once, as the service would. */
function afterAnswers(delayMs: () => number) {
  const due = new Map<NodeJS.Timeout, () => void>();
  return {
    run: (work: () => void) => {
      const timer = setTimeout(() => {
        due.delete(timer);
        work();
      }, delayMs());
      due.set(timer, work);
    },
    finish: () => {
      for (const [timer, work] of due) {
        clearTimeout(timer);
        work();
      }
      due.clear();
    },
  };
}
