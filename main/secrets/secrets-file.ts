import { type SecretName, secretNames } from '../services/ports-keychain.ts';
import { type Box, closeBox, keyIdOf, openBox } from './box.ts';
import { writeDurably } from './durable-file.ts';
import { damaged, isBox, isKeyId, isObject, readStrictly } from './read-strictly.ts';

/** What lies beside the database: secrets closed with the wrapping key, each bound to its name, its key and this format. */
export type SecretsFile = {
  readonly keyId: string;
  readonly secrets: Readonly<Partial<Record<SecretName, Box>>>;
};

/** Null where there is none. @throws KeyStoreFailure `damaged` */
export function readSecretsFile(path: string): SecretsFile | null {
  const found = readStrictly(path, ['keyId', 'secrets']);
  if (found === null) return null;
  const { keyId, secrets } = found;
  if (!isKeyId(keyId) || !isObject(secrets)) throw damaged(path, 'has other fields');
  for (const [name, box] of Object.entries(secrets)) {
    if (!isSecretName(name) || !isBox(box))
      throw damaged(path, `holds something else under ${JSON.stringify(name)}`);
  }
  return { keyId, secrets };
}

export function writeSecretsFile(path: string, file: SecretsFile): void {
  writeDurably(path, `${JSON.stringify({ format: 1, ...file }, null, 2)}\n`);
}

/** @throws KeyStoreFailure `damaged` for a box that this key does not open under this name */
export function openSecret(path: string, file: SecretsFile, key: Buffer, name: SecretName): string | null {
  const box = file.secrets[name];
  if (box === undefined) return null;
  const opened = openBox(key, placeOf(file.keyId, name), box);
  if (opened === null) throw damaged(path, `was changed under ${JSON.stringify(name)}`);
  return opened.toString('utf8');
}

/** The file with that secret in it, or without it. */
export function withSecret(
  file: SecretsFile | null,
  key: Buffer,
  name: SecretName,
  value: string | null,
): SecretsFile {
  const keyId = keyIdOf(key);
  const { [name]: _, ...others } = file?.secrets ?? {};
  if (value === null) return { keyId, secrets: others };
  return {
    keyId,
    secrets: { ...others, [name]: closeBox(key, placeOf(keyId, name), Buffer.from(value, 'utf8')) },
  };
}

/** The same secrets under another key. @throws KeyStoreFailure `damaged` */
export function underKey(path: string, file: SecretsFile | null, key: Buffer, next: Buffer): SecretsFile {
  return secretNames.reduce<SecretsFile>(
    (made, name) => {
      const value = file === null ? null : openSecret(path, file, key, name);
      return value === null ? made : withSecret(made, next, name, value);
    },
    { keyId: keyIdOf(next), secrets: {} },
  );
}

function placeOf(keyId: string, name: SecretName): readonly (string | number)[] {
  return ['quay secret', 1, keyId, name];
}

function isSecretName(name: string): name is SecretName {
  return secretNames.some((known) => known === name);
}
