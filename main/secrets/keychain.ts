import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { keytarKeychain } from './keytar-keychain.ts';
import { movingKeychain } from './moving-keychain.ts';
import { type SafeStorage, safeStorageKeychain } from './safe-storage.ts';
import { askSecretService } from './secret-service.ts';
import { type WrappedSecrets, wrappedSecrets } from './wrapped-secrets.ts';
import type { Keychain } from './wrapping-key.ts';

/** The ways to the operating system's keychain; the first is what a till uses unless its settings say otherwise. */
export const keychainKinds = ['keytar', 'safe-storage'] as const;
export type KeychainKind = (typeof keychainKinds)[number];

const timeoutMs = 5_000;

type Place = {
  readonly directory: string;
  /** Null in a process without Electron's safeStorage. */
  readonly safeStorage: SafeStorage | null;
};

const openers: { readonly [K in KeychainKind]: (place: Place) => Keychain } = {
  keytar: ({ directory }) => keytarKeychain({ scope: directory }),
  'safe-storage': ({ directory, safeStorage }) =>
    safeStorageKeychain({
      api: safeStorage ?? {},
      path: safeStorageFile(directory),
      askQuietly: process.platform === 'linux' ? askSecretService(timeoutMs) : null,
    }),
};

/** The till's secrets over the keychain of that kind; what still lies in the other one is moved as it is asked for. */
export function openSecrets(kind: KeychainKind, place: Place): WrappedSecrets {
  const now = openers[kind](place);
  const other = kind === 'keytar' ? 'safe-storage' : 'keytar';
  const hadOther = other === 'keytar' || existsSync(safeStorageFile(place.directory));
  return wrappedSecrets(hadOther ? movingKeychain(now, openers[other](place)) : now, place.directory);
}

export function isKeychainKind(text: unknown): text is KeychainKind {
  return keychainKinds.some((kind) => kind === text);
}

function safeStorageFile(directory: string): string {
  return join(directory, 'safe-storage.json');
}
