import type { AddressInfo } from 'node:net';
import type { Shop } from './context.ts';
import { type FaultChanges, noFaults } from './faults.ts';
import { branches, generateShop, tokenFor } from './generate/shop.ts';
import { type SandboxInput, sandboxOptions } from './options.ts';
import { buildServer } from './server.ts';
import { openShopStore, type Store } from './store.ts';

export type Sandbox = {
  readonly url: string;
  readonly token: string;
  /** Branches a till may be bound to. */
  readonly locations: readonly { readonly id: number; readonly name: string }[];
  /** Changes what goes wrong, as `POST /_control` does. */
  readonly control: (changes: FaultChanges) => void;
  readonly close: () => Promise<void>;
};

/** Starts a shop cloud on this machine. */
export async function startSandbox(input: SandboxInput = {}): Promise<Sandbox> {
  const options = sandboxOptions(input);
  const store = openShopStore(options.db);
  generateShop(store, options);
  const later = afterAnswers(options['settle-ms']);
  let url = '';
  const shop: Shop = {
    store,
    options,
    faults: { ...noFaults(), timeFilter: options['time-filter'] },
    url: () => url,
    later: later.run,
  };
  const app = buildServer(shop);
  await app.listen({ port: options.port, host: '127.0.0.1' });
  const { port } = app.server.address() as AddressInfo;
  url = `http://127.0.0.1:${port}`;
  return {
    url,
    token: tokenFor(options.seed),
    locations: branches
      .filter((branch) => branch.type === 'default' && branch.unavailable === 0)
      .map(({ id, name }) => ({ id, name })),
    control: (changes) => {
      Object.assign(shop.faults, changes);
    },
    close: async () => {
      await app.close();
      later.finish();
      closeStore(store);
    },
  };
}

/** Work that follows an answer after a while; what is still due at the end is done at once, as the service would. */
function afterAnswers(delayMs: number) {
  const due = new Map<NodeJS.Timeout, () => void>();
  return {
    run: (work: () => void) => {
      const timer = setTimeout(() => {
        due.delete(timer);
        work();
      }, delayMs);
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

function closeStore(store: Store): void {
  if (store.open) store.close();
}
