import type { ErrorCode } from '../../contracts/errors/registry.ts';

/** What services need of the place secrets are kept in. */

export const secretNames = ['cloud-token', 'shop-secret'] as const;
export type SecretName = (typeof secretNames)[number];

/**
 * Why secrets are out of reach. `missing`: this computer has no keychain. `locked`: somebody has to unlock it, or it does not answer.
 * `denied`: it, or the person it asked, said no. `lost`: it works, but the key of this till's secrets is not in it. `damaged`: a file
 * of secrets was changed by somebody else.
 */
export type KeyStoreTrouble = 'missing' | 'locked' | 'denied' | 'lost' | 'damaged';

export type KeyStoreState = 'ready' | KeyStoreTrouble;

/** Four methods, whatever lies behind them. */
export type SecretPlace<Name extends string> = {
  /** How things stand; may have the system ask the person to unlock it, so it is called when somebody waits for it. */
  readonly probe: () => Promise<KeyStoreState>;
  /** Null when nothing is kept under that name. Asks nobody, where the system lets that be avoided. @throws KeyStoreFailure */
  readonly get: (name: Name) => Promise<string | null>;
  /** Kept, and read back, when it resolves. @throws KeyStoreFailure */
  readonly set: (name: Name, value: string) => Promise<void>;
  /** @throws KeyStoreFailure */
  readonly remove: (name: Name) => Promise<void>;
};

/** Where the till's secrets are. */
export type KeyStore = SecretPlace<SecretName>;

/** What a code on paper can do for a till whose keychain lost its key. */
export type KeyRecovery = {
  /** Whether a code opens what is kept now; `outdated` where the file was made for another key. */
  readonly state: () => 'none' | 'made' | 'outdated';
  /** A new code, to be shown once; whatever was made before opens nothing any more. @throws KeyStoreFailure */
  readonly renew: () => Promise<string>;
  /** Puts the key back into the keychain; false for a code that does not open it. @throws KeyStoreFailure */
  readonly recover: (code: string) => Promise<boolean>;
  /** Puts files nobody can open aside, so that secrets can be given anew. Nothing is deleted. @throws KeyStoreFailure */
  readonly beginAnew: () => Promise<void>;
};

export class KeyStoreFailure extends Error {
  override readonly name = 'KeyStoreFailure';
  readonly state: KeyStoreTrouble;

  constructor(state: KeyStoreTrouble, cause?: unknown) {
    super(`keychain ${state}`, { cause });
    this.state = state;
  }
}

export const keyStoreCodes: { readonly [T in KeyStoreTrouble]: ErrorCode } = {
  missing: 'KEYCHAIN_MISSING',
  locked: 'KEYCHAIN_LOCKED',
  denied: 'KEYCHAIN_DENIED',
  lost: 'KEYCHAIN_LOST',
  damaged: 'KEYCHAIN_DAMAGED',
};
