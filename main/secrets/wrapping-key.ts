import { KeyStoreFailure, type SecretPlace } from '../services/ports-keychain.ts';
import { keyFromText, keyIdOf, keyToText } from './box.ts';

/** The operating system's keychain, under whatever names. */
export type Keychain = SecretPlace<string>;

const entry = 'wrapping-key';
/** The one that is about to take its place: there only while secrets change over from one key to the other. */
const nextEntry = 'next-wrapping-key';

export function keptKey(keychain: Keychain): Promise<Buffer | null> {
  return read(keychain, entry);
}

/** In the keychain, and found there again. */
export async function keepKey(keychain: Keychain, key: Buffer): Promise<void> {
  await write(keychain, entry, key);
}

export async function keepNextKey(keychain: Keychain, key: Buffer): Promise<void> {
  await write(keychain, nextEntry, key);
}

/** The next key takes the first one's place. */
export async function takeNextKey(keychain: Keychain, key: Buffer): Promise<void> {
  await write(keychain, entry, key);
  await keychain.remove(nextEntry);
}

/** The key a file names: the usual one, or the one a kill kept from taking its place. Null when the keychain has neither. */
export async function keyNamed(keychain: Keychain, keyId: string): Promise<Buffer | null> {
  const usual = await read(keychain, entry);
  if (usual !== null && keyIdOf(usual) === keyId) return usual;
  const next = await read(keychain, nextEntry);
  if (next === null || keyIdOf(next) !== keyId) return null;
  await takeNextKey(keychain, next);
  return next;
}

async function read(keychain: Keychain, name: string): Promise<Buffer | null> {
  return keyFromText(await keychain.get(name));
}

async function write(keychain: Keychain, name: string, key: Buffer): Promise<void> {
  const text = keyToText(key);
  await keychain.set(name, text);
  if ((await keychain.get(name)) !== text)
    throw new KeyStoreFailure('denied', new Error(`${name} was not kept`));
}
