import { scrypt } from 'node:crypto';
import { hasFormerPins } from '../db/repositories/staff.ts';
import type { Till } from './till.ts';

/**
 * Costs of one digest: 32 MiB and upwards of 50 ms on a shop PC. Changing them makes every PIN unknown, so they never change
 * without a migration that asks the owner for new PINs.
 */
const cost = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 };

/**
 * The digest that stands for a PIN. The same PIN gives the same digest within a shop, so one look-up finds its owner and a unique
 * column keeps PINs apart; the pepper lies beside the database, so the database alone does not let anyone try all 10^8 PINs.
 */
export function pinDigest(pin: string, pepper: Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    scrypt(pin, pepper, 32, cost, (error, key) =>
      error === null ? resolve(key.toString('hex')) : reject(error),
    );
  });
}

/** The same PIN under the pepper from before this till joined the shop's others; null when nobody has such a PIN any more. */
export async function formerDigest(
  till: Pick<Till, 'store' | 'formerPepper'>,
  pin: string,
): Promise<string | null> {
  const pepper = hasFormerPins(till.store) ? till.formerPepper() : null;
  return pepper === null ? null : pinDigest(pin, pepper);
}
