import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ownPepperId, type PepperFiles } from '../services/ports.ts';
import { writeDurably } from './durable-file.ts';

const length = 32;

/**
 * The secrets mixed into PIN digests: 32 random bytes each, in files of their own beside the database, readable by this account only. They
 * are no keychain entries because people must be able to sign in while the keychain is locked. This till's own is made when it is
 * first asked for; the shop's comes from the till that was there before.
 */
export function openPeppers(directory: string): PepperFiles {
  const known = new Map<string, Buffer>();
  const pathOf = (id: string) => join(directory, id === ownPepperId ? 'pin.pepper' : `pin-${id}.pepper`);
  return {
    read: (id) => {
      const path = pathOf(id);
      if (id === ownPepperId && !existsSync(path)) writeDurably(path, randomBytes(length));
      const pepper = known.get(id) ?? readFileSync(path);
      if (pepper.length !== length) throw new Error('the PIN pepper is damaged');
      known.set(id, pepper);
      return pepper;
    },
    keep: (id, pepper) => {
      writeDurably(pathOf(id), pepper);
      known.set(id, pepper);
    },
  };
}
