import {
  type KeyRecovery,
  type KeyStore,
  KeyStoreFailure,
  type SecretName,
} from '../services/ports-keychain.ts';

/** Keeps secrets for the life of the process only: for the demo shop, whose token opens nothing but itself, and for tests. */
export function memoryKeyStore(): KeyStore {
  const secrets = new Map<SecretName, string>();
  return {
    probe: async () => 'ready',
    get: async (name) => secrets.get(name) ?? null,
    set: async (name, value) => {
      secrets.set(name, value);
    },
    remove: async (name) => {
      secrets.delete(name);
    },
  };
}

/** There is nothing to recover, and no code is made for it. */
export const noRecovery: KeyRecovery = {
  state: () => 'none',
  renew: () => Promise.reject(new KeyStoreFailure('missing')),
  recover: async () => false,
  beginAnew: async () => undefined,
};
