import { KeyStoreFailure, type KeyStoreState } from '../services/ports-keychain.ts';
import { boundedCalls } from './bounded-call.ts';
import { writeDurably } from './durable-file.ts';
import { oneByOne } from './one-by-one.ts';
import { damaged, isBase64, isObject, readStrictly } from './read-strictly.ts';
import type { AskQuietly } from './secret-service.ts';
import { asKeyStoreFailure } from './trouble-of.ts';
import type { Keychain } from './wrapping-key.ts';

/** Electron's safeStorage as far as it is used: newer versions have the names with Async, older ones the others. */
export type SafeStorage = {
  readonly isEncryptionAvailable?: () => boolean;
  readonly encryptString?: (text: string) => Buffer;
  readonly decryptString?: (closed: Buffer) => string;
  readonly isAsyncEncryptionAvailable?: () => Promise<boolean>;
  readonly encryptStringAsync?: (text: string) => Promise<Buffer>;
  readonly decryptStringAsync?: (
    closed: Buffer,
  ) => Promise<{ readonly result: string; readonly shouldReEncrypt: boolean }>;
  readonly getSelectedStorageBackend?: () => string;
};

/** Closed with a password everybody knows, or not decided yet: as good as in the clear. */
const unsafeBackends: readonly string[] = ['basic_text', 'unknown'];
const timeoutMs = 5_000;

type Calls = {
  readonly isAvailable: () => Promise<boolean>;
  readonly close: (text: string) => Promise<Buffer>;
  readonly open: (closed: Buffer) => Promise<{ readonly result: string; readonly shouldReEncrypt: boolean }>;
};

/** The operating system closes, and the closed text lies in a file: the same four methods over Electron's own way to the keychain. */
export function safeStorageKeychain(options: {
  readonly api: SafeStorage;
  readonly path: string;
  readonly askQuietly?: AskQuietly | null;
  readonly timeoutMs?: number;
}): Keychain {
  const { api, path, askQuietly = null } = options;
  const calls = callsOf(api);
  const bounded = boundedCalls(options.timeoutMs ?? timeoutMs);
  const inTurn = oneByOne();

  const state = async (): Promise<KeyStoreState> => {
    if (calls === null || unsafeBackends.includes(api.getSelectedStorageBackend?.() ?? '')) return 'missing';
    const quiet = (await askQuietly?.()) ?? 'ready';
    if (quiet !== 'ready' && quiet !== 'unknown') return quiet;
    return (await bounded(calls.isAvailable)) ? 'ready' : 'locked';
  };
  const ready = async (): Promise<Calls> => {
    const found = await state();
    if (found !== 'ready' || calls === null) throw new KeyStoreFailure(found === 'ready' ? 'missing' : found);
    return calls;
  };
  const write = (entries: Readonly<Record<string, string>>) =>
    writeDurably(path, `${JSON.stringify({ format: 1, entries }, null, 2)}\n`);
  const put = async (entry: string, value: string) => {
    const closed = await bounded(() => calls?.close(value) ?? Promise.reject(new KeyStoreFailure('missing')));
    write({ ...readEntries(path), [entry]: closed.toString('base64') });
  };

  return {
    probe: () => inTurn(() => state().catch((error) => asKeyStoreFailure(error).state)),
    get: (entry) =>
      inTurn(async () => {
        const { open } = await ready();
        const closed = readEntries(path)[entry];
        if (closed === undefined) return null;
        const opened = await bounded(() => open(Buffer.from(closed, 'base64'))).catch((error) => {
          // The system works and this is not its own any more: another computer account, or a new one of the same name.
          throw error instanceof KeyStoreFailure ? error : new KeyStoreFailure('lost', error);
        });
        if (opened.shouldReEncrypt) await put(entry, opened.result);
        return opened.result;
      }),
    set: (entry, value) =>
      inTurn(async () => {
        await ready();
        await put(entry, value);
      }),
    remove: (entry) =>
      inTurn(async () => {
        await ready();
        const { [entry]: gone, ...others } = readEntries(path);
        if (gone !== undefined) write(others);
      }),
  };
}

function readEntries(path: string): Readonly<Record<string, string>> {
  const found = readStrictly(path, ['entries']);
  if (found === null) return {};
  const { entries } = found;
  if (!isObject(entries)) throw damaged(path, 'has other fields');
  const sound: Record<string, string> = {};
  for (const [name, closed] of Object.entries(entries)) {
    if (!isBase64(closed)) throw damaged(path, 'holds something else');
    sound[name] = closed;
  }
  return sound;
}

/** Null where this Electron has neither way. */
function callsOf(api: SafeStorage): Calls | null {
  const { isAsyncEncryptionAvailable, encryptStringAsync, decryptStringAsync } = api;
  if (isAsyncEncryptionAvailable && encryptStringAsync && decryptStringAsync)
    return {
      isAvailable: () => isAsyncEncryptionAvailable.call(api),
      close: (text) => encryptStringAsync.call(api, text),
      open: (closed) => decryptStringAsync.call(api, closed),
    };
  const { isEncryptionAvailable, encryptString, decryptString } = api;
  if (isEncryptionAvailable && encryptString && decryptString)
    return {
      isAvailable: async () => isEncryptionAvailable.call(api),
      close: async (text) => encryptString.call(api, text),
      open: async (closed) => ({ result: decryptString.call(api, closed), shouldReEncrypt: false }),
    };
  return null;
}
