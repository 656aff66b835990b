import { KeyStoreFailure } from '../services/ports-keychain.ts';
import type { Keychain } from './wrapping-key.ts';

/**
 * The keychain that is in use, and one that was: what is asked for and still lies in the old one is written to the new one, read back, and
 * then removed from the old one. A kill anywhere in between leaves it in at least one of them.
 */
export function movingKeychain(now: Keychain, before: Keychain): Keychain {
  const fromBefore = async (entry: string): Promise<string | null> => {
    try {
      return await before.get(entry);
    } catch (error) {
      // A place this computer does not have any more holds nothing anybody could move.
      if (error instanceof KeyStoreFailure && error.state === 'missing') return null;
      throw error;
    }
  };
  const cleared = new Set<string>();
  /** What a kill left behind there must not be met again by whoever goes back to the old place. */
  const clearBefore = async (entry: string) => {
    if (cleared.has(entry)) return;
    if ((await fromBefore(entry)) !== null) await before.remove(entry);
    cleared.add(entry);
  };
  return {
    probe: now.probe,
    get: async (entry) => {
      const kept = await now.get(entry);
      if (kept !== null) {
        await clearBefore(entry);
        return kept;
      }
      const old = await fromBefore(entry);
      if (old === null) return null;
      await now.set(entry, old);
      if ((await now.get(entry)) !== old)
        throw new KeyStoreFailure('denied', new Error(`${entry} was not kept`));
      await before.remove(entry);
      return old;
    },
    set: now.set,
    remove: async (entry) => {
      await now.remove(entry);
      // Else it would be found there, and come back.
      if ((await fromBefore(entry)) !== null) await before.remove(entry);
    },
  };
}
