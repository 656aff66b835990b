import type { FastifyInstance } from 'fastify';
import type { Shop } from './context.ts';
import { type FaultChanges, faultSwitches, noFaults } from './faults.ts';

export type Door = {
  /** Closes the port for so long; 0 opens it at once. Settles when the port is closed or open. */
  readonly refuse: (forMs: number) => Promise<void>;
};

/** The way to break things over HTTP; needs no token. */
export function controlRoutes(app: FastifyInstance, shop: Shop, door: Door): void {
  app.get('/_control', () => shop.faults);
  app.post('/_control', async ({ body }, reply) => {
    const changes = faultSwitches.parse(body);
    // The answer goes out before the port closes.
    reply.raw.once('finish', () => void changeFaults(shop, door, changes));
    return { ...shop.faults, ...changes };
  });
  app.delete('/_control', async () => {
    await changeFaults(shop, door, noFaults());
    return shop.faults;
  });
}

export async function changeFaults(shop: Shop, door: Door, changes: FaultChanges): Promise<void> {
  Object.assign(shop.faults, faultSwitches.parse(changes));
  if (changes.refuseMs !== undefined) await door.refuse(changes.refuseMs);
}
