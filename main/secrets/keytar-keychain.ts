import { KeyStoreFailure, type KeyStoreState } from '../services/ports-keychain.ts';
import { boundedCalls } from './bounded-call.ts';
import { oneByOne } from './one-by-one.ts';
import { type AskQuietly, askSecretService } from './secret-service.ts';
import { asKeyStoreFailure } from './trouble-of.ts';
import type { Keychain } from './wrapping-key.ts';

const timeoutMs = 5_000;
const probeEntry = 'probe';

/** The part of keytar that is used. */
export type Keytar = {
  readonly getPassword: (service: string, account: string) => Promise<string | null>;
  readonly setPassword: (service: string, account: string, password: string) => Promise<void>;
  readonly deletePassword: (service: string, account: string) => Promise<boolean>;
};

export type KeytarOptions = {
  /** Keeps several tills of one computer account apart. */
  readonly scope: string;
  readonly timeoutMs?: number;
  /** How to ask without the person being asked; null where the system's own errors are plain. */
  readonly askQuietly?: AskQuietly | null;
  readonly load?: () => Promise<Keytar>;
};

/** The operating system's keychain through keytar: Credential Manager, Keychain, or the Secret Service of a Linux desktop. */
export function keytarKeychain(options: KeytarOptions): Keychain {
  const service = `Quầy ${options.scope}`;
  const patienceMs = options.timeoutMs ?? timeoutMs;
  const load = options.load ?? loadKeytar;
  const askQuietly = options.askQuietly === undefined ? usualQuestion(patienceMs) : options.askQuietly;
  const bounded = boundedCalls(patienceMs);
  const inTurn = oneByOne();

  /** Who said no is not asked again by every retry of the sync, only when somebody wants it. */
  let isDenied = false;

  const call = async <T>(work: (keytar: Keytar) => Promise<T>, isKnownOpen = false): Promise<T> => {
    try {
      const keytar = await load();
      return await bounded(() => work(keytar), isKnownOpen);
    } catch (error) {
      const failure = asKeyStoreFailure(error);
      isDenied = failure.state === 'denied';
      throw failure;
    }
  };
  /** @throws KeyStoreFailure unless it can be used without anybody being asked */
  const mustBeOpen = async () => {
    if (isDenied) throw new KeyStoreFailure('denied');
    const state = (await askQuietly?.()) ?? 'unknown';
    if (state !== 'ready' && state !== 'unknown') throw new KeyStoreFailure(state);
    return state;
  };
  /** Makes the system ask, where it has something to ask. */
  const touch = async () => {
    await call((keytar) => keytar.setPassword(service, probeEntry, 'probe'));
    await call((keytar) => keytar.deletePassword(service, probeEntry));
  };

  return {
    probe: () =>
      inTurn(async (): Promise<KeyStoreState> => {
        isDenied = false;
        try {
          const before = (await askQuietly?.()) ?? 'unknown';
          if (before === 'missing' || before === 'denied') return before;
          if (before === 'ready') {
            await call((keytar) => keytar.getPassword(service, probeEntry), true);
            return 'ready';
          }
          await touch();
          return 'ready';
        } catch (error) {
          return asKeyStoreFailure(error).state;
        }
      }),
    get: (entry) =>
      inTurn(async () => {
        const state = await mustBeOpen();
        const found = await call((keytar) => keytar.getPassword(service, entry), state === 'ready');
        if (found !== null || askQuietly === null) return found;
        // Nothing there, or locked since: the library says the same of both.
        if (state === 'unknown') await touch();
        else await mustBeOpen();
        return null;
      }),
    set: (entry, value) =>
      inTurn(async () => {
        const state = await mustBeOpen();
        await call((keytar) => keytar.setPassword(service, entry, value), state === 'ready');
      }),
    remove: (entry) =>
      inTurn(async () => {
        const state = await mustBeOpen();
        await call((keytar) => keytar.deletePassword(service, entry), state === 'ready');
      }),
  };
}

function usualQuestion(patienceMs: number): AskQuietly | null {
  return process.platform === 'linux' ? askSecretService(patienceMs) : null;
}

/** Loaded late, since a missing libsecret makes the import itself fail. */
async function loadKeytar(): Promise<Keytar> {
  try {
    const loaded: { readonly default: Keytar } = await import('keytar');
    return loaded.default;
  } catch (error) {
    throw new KeyStoreFailure('missing', error);
  }
}
