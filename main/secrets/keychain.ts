import { type KeyStore, KeyStoreFailure, type KeyStoreState } from '../services/ports.ts';

const timeoutMs = 5_000;

/** The part of keytar that is used; the module is loaded late, since a missing libsecret makes the import itself fail. */
type Keytar = {
  readonly getPassword: (service: string, account: string) => Promise<string | null>;
  readonly setPassword: (service: string, account: string, password: string) => Promise<void>;
  readonly deletePassword: (service: string, account: string) => Promise<boolean>;
};

/** Errors of libsecret and D-Bus that mean there is no keychain at all, rather than a locked one. */
const missingPatterns = [
  /autolaunch D-Bus/i,
  /not provided by any/i,
  /ServiceUnknown/i,
  /Cannot spawn/i,
  /Failed to connect/i,
  /No such file/i,
];

/** The operating system's keychain; `scope` keeps several tills of one computer account apart. */
export function openKeychain(scope: string): KeyStore {
  const service = `Quầy ${scope}`;
  const use = async <T>(work: (keytar: Keytar) => Promise<T>): Promise<T> => {
    try {
      return await withTimeout(work(await loadKeytar()));
    } catch (error) {
      throw asKeyStoreFailure(error);
    }
  };
  return {
    get: (name) => use((keytar) => keytar.getPassword(service, name)),
    set: (name, value) => use((keytar) => keytar.setPassword(service, name, value)),
    remove: async (name) => {
      await use((keytar) => keytar.deletePassword(service, name));
    },
    probe: async (): Promise<KeyStoreState> => {
      try {
        await use((keytar) => keytar.getPassword(service, 'probe'));
        return 'ready';
      } catch (error) {
        if (error instanceof KeyStoreFailure) return error.state;
        throw error;
      }
    },
  };
}

async function loadKeytar(): Promise<Keytar> {
  try {
    const loaded: { readonly default: Keytar } = await import('keytar');
    return loaded.default;
  } catch (error) {
    throw new KeyStoreFailure('missing', error);
  }
}

/** A locked keychain may wait for a prompt nobody sees. */
function withTimeout<T>(work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new KeyStoreFailure('locked')), timeoutMs);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

function asKeyStoreFailure(error: unknown): unknown {
  if (error instanceof KeyStoreFailure || !(error instanceof Error)) return error;
  const isMissing = missingPatterns.some((pattern) => pattern.test(error.message));
  return new KeyStoreFailure(isMissing ? 'missing' : 'locked', error);
}
