import { KeyStoreFailure, type SecretName, secretNames } from '../services/ports-keychain.ts';
import type { Keychain } from './wrapping-key.ts';

/**
 * Secrets as an earlier program kept them, each an entry of the keychain. They are moved once: kept in the new place, read back there,
 * and only then removed here. One that differs from what is kept is newer, since an earlier program was run again meanwhile.
 */
export async function moveDirectEntries(
  keychain: Keychain,
  to: {
    readonly get: (name: SecretName) => string | null;
    readonly set: (name: SecretName, value: string) => Promise<void>;
  },
): Promise<void> {
  for (const name of secretNames) {
    const value = await keychain.get(name);
    if (value === null) continue;
    if (to.get(name) !== value) await to.set(name, value);
    if (to.get(name) !== value) throw new KeyStoreFailure('denied', new Error(`${name} was not kept`));
    await keychain.remove(name);
    // What stayed would come back over a newer one at the next start.
    if ((await keychain.get(name)) !== null)
      throw new KeyStoreFailure('denied', new Error(`${name} was not removed`));
  }
}
