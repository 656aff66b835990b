import { randomBytes, randomInt } from 'node:crypto';
import { join } from 'node:path';
import { recoveryChances, recoveryCodeOf, recoverySigns } from '../../domain/recovery-code.ts';
import {
  type KeyRecovery,
  type KeyStore,
  KeyStoreFailure,
  type KeyStoreState,
  type SecretName,
  secretNames,
} from '../services/ports-keychain.ts';
import { keyBytes, keyIdOf } from './box.ts';
import { moveDirectEntries } from './direct-entries.ts';
import { putAside } from './durable-file.ts';
import { oneByOne } from './one-by-one.ts';
import { keyFromRecovery, readRecoveryFile, writeRecoveryFile } from './recovery-file.ts';
import { openSecret, readSecretsFile, underKey, withSecret, writeSecretsFile } from './secrets-file.ts';
import { type Keychain, keepKey, keepNextKey, keptKey, keyNamed, takeNextKey } from './wrapping-key.ts';

export type WrappedSecrets = { readonly keyStore: KeyStore; readonly recovery: KeyRecovery };

/**
 * One key in the keychain, everything else closed with it in a file beside the database. Once the key was read it stays in memory: a
 * keychain that locks itself later stops nothing.
 */
export function wrappedSecrets(keychain: Keychain, directory: string): WrappedSecrets {
  const secretsPath = join(directory, 'secrets.json');
  const recoveryPath = join(directory, 'recovery.json');
  const inTurn = oneByOne();
  /** Null until it was asked for; `key` null while there is nothing to close yet. */
  let opened: { key: Buffer | null } | null = null;

  const open = async (): Promise<{ key: Buffer | null }> => {
    if (opened !== null) return opened;
    const file = readSecretsFile(secretsPath);
    const key = file === null ? await keptKey(keychain) : await keyNamed(keychain, file.keyId);
    if (file !== null && key === null) throw new KeyStoreFailure('lost');
    const found = { key };
    await moveDirectEntries(keychain, {
      get: (name) => (found.key === null ? null : read(found.key, name)),
      set: (name, value) => keep(found, name, value),
    });
    opened = found;
    return found;
  };
  const read = (key: Buffer, name: SecretName): string | null => {
    const file = readSecretsFile(secretsPath);
    if (file === null) return null;
    if (file.keyId !== keyIdOf(key)) throw new KeyStoreFailure('lost');
    return openSecret(secretsPath, file, key, name);
  };
  const keep = async (at: { key: Buffer | null }, name: SecretName, value: string) => {
    if (at.key === null) {
      const made = randomBytes(keyBytes);
      await keepKey(keychain, made);
      at.key = made;
    }
    writeSecretsFile(secretsPath, withSecret(fileFor(at.key), at.key, name, value));
  };
  /** What is there, when it is this key's: nothing of another key is ever written over. */
  const fileFor = (key: Buffer) => {
    const file = readSecretsFile(secretsPath);
    if (file !== null && file.keyId !== keyIdOf(key)) throw new KeyStoreFailure('lost');
    return file;
  };
  const look = async (): Promise<KeyStoreState> => {
    try {
      const { key } = await open();
      if (key !== null) for (const name of secretNames) read(key, name);
      return 'ready';
    } catch (error) {
      if (error instanceof KeyStoreFailure) return error.state;
      throw error;
    }
  };

  return {
    keyStore: {
      probe: () =>
        inTurn(async () => {
          if (opened !== null) return look();
          const state = await keychain.probe();
          return state === 'ready' ? look() : state;
        }),
      get: (name) =>
        inTurn(async () => {
          const { key } = await open();
          return key === null ? null : read(key, name);
        }),
      set: (name, value) => inTurn(async () => keep(await open(), name, value)),
      remove: (name) =>
        inTurn(async () => {
          const { key } = await open();
          const file = key === null ? null : fileFor(key);
          if (key !== null && file?.secrets[name] !== undefined)
            writeSecretsFile(secretsPath, withSecret(file, key, name, null));
        }),
    },
    recovery: {
      state: () => {
        try {
          const made = readRecoveryFile(recoveryPath);
          if (made === null) return 'none';
          const file = readSecretsFile(secretsPath);
          return file === null || file.keyId === made.keyId ? 'made' : 'outdated';
        } catch (error) {
          if (error instanceof KeyStoreFailure) return 'outdated';
          throw error;
        }
      },
      renew: () =>
        inTurn(async () => {
          const { key } = await open();
          const next = randomBytes(keyBytes);
          const file = key === null ? null : underKey(secretsPath, fileFor(key), key, next);
          const code = newCode();
          await keepNextKey(keychain, next);
          if (file !== null) writeSecretsFile(secretsPath, file);
          opened = { key: next };
          await takeNextKey(keychain, next);
          await writeRecoveryFile(recoveryPath, code, next);
          return code;
        }),
      recover: (code) =>
        inTurn(async () => {
          const made = readRecoveryFile(recoveryPath);
          const key = made === null ? null : await keyFromRecovery(made, code);
          if (key === null) return false;
          const file = readSecretsFile(secretsPath);
          if (file !== null && file.keyId !== keyIdOf(key)) return false;
          await keepKey(keychain, key);
          opened = null;
          await open();
          return true;
        }),
      beginAnew: () =>
        inTurn(async () => {
          putAside(secretsPath);
          putAside(recoveryPath);
          const key = randomBytes(keyBytes);
          await keepKey(keychain, key);
          writeSecretsFile(secretsPath, { keyId: keyIdOf(key), secrets: {} });
          opened = null;
          await open();
        }),
    },
  };
}

function newCode(): string {
  return recoveryCodeOf(Array.from({ length: recoveryChances }, () => randomInt(recoverySigns.length)));
}
