import type { FastifyInstance } from 'fastify';
import type { Shop } from './context.ts';
import { type FaultChanges, faultSwitches, faultsAtStart } from './faults.ts';
import type { StatsKeeper } from './stats.ts';

/** What a change of switches moves beside the switches themselves. */
export type Levers = {
  /** Closes the port for so long; 0 opens it at once. Settles when the port is closed or open. */
  readonly refuse: (forMs: number) => Promise<void>;
  /** Lets the carriers work by themselves; 0 stops them. */
  readonly carrierEvery: (ms: number) => void;
};

/** The way to break things over HTTP; needs no token. */
export function controlRoutes(app: FastifyInstance, shop: Shop, levers: Levers, stats: StatsKeeper): void {
  app.get('/_control', () => shop.faults);
  app.post('/_control', async ({ body }, reply) => {
    const changes = faultSwitches.parse(body);
    if (changes.refuseMs === undefined) {
      await changeFaults(shop, levers, changes);
      return shop.faults;
    }
    // The answer goes out before the port closes.
    reply.raw.once('finish', () => void changeFaults(shop, levers, changes));
    return { ...shop.faults, ...changes };
  });
  app.delete('/_control', async () => {
    await changeFaults(shop, levers, faultsAtStart(shop.options));
    return shop.faults;
  });
  app.get('/_control/stats', () => stats.read());
  app.delete('/_control/stats', () => {
    stats.reset();
    return stats.read();
  });
}

export async function changeFaults(shop: Shop, levers: Levers, changes: FaultChanges): Promise<void> {
  Object.assign(shop.faults, faultSwitches.parse(changes));
  if (changes.carrierMs !== undefined) levers.carrierEvery(changes.carrierMs);
  if (changes.refuseMs !== undefined) await levers.refuse(changes.refuseMs);
}
