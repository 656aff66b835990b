import { randomBytes, scrypt } from 'node:crypto';
import { type Box, closeBox, keyBytes, keyIdOf, openBox } from './box.ts';
import { writeDurably } from './durable-file.ts';
import { damaged, isBase64, isBox, isKeyId, readStrictly } from './read-strictly.ts';

/** The wrapping key, closed with the code on the owner's slip of paper. */
export type RecoveryFile = { readonly keyId: string; readonly salt: string; readonly key: Box };

/** Format 1 has these and no others, so that no file can ask for more memory. 32 MiB and some 50 ms a try. */
const cost = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 };
const saltBytes = 16;

/** Null where there is none. @throws KeyStoreFailure `damaged` */
export function readRecoveryFile(path: string): RecoveryFile | null {
  const found = readStrictly(path, ['keyId', 'salt', 'key']);
  if (found === null) return null;
  const { keyId, salt, key } = found;
  if (!isKeyId(keyId) || !isBase64(salt, saltBytes) || !isBox(key)) throw damaged(path, 'has other fields');
  return { keyId, salt, key };
}

export async function writeRecoveryFile(path: string, code: string, key: Buffer): Promise<void> {
  const salt = randomBytes(saltBytes);
  const keyId = keyIdOf(key);
  const file: RecoveryFile = {
    keyId,
    salt: salt.toString('base64'),
    key: closeBox(await keyOfCode(code, salt), placeOf(keyId), key),
  };
  writeDurably(path, `${JSON.stringify({ format: 1, ...file }, null, 2)}\n`);
}

/** Null for a code that does not open it. */
export async function keyFromRecovery(file: RecoveryFile, code: string): Promise<Buffer | null> {
  const opened = openBox(
    await keyOfCode(code, Buffer.from(file.salt, 'base64')),
    placeOf(file.keyId),
    file.key,
  );
  return opened !== null && opened.length === keyBytes && keyIdOf(opened) === file.keyId ? opened : null;
}

/** Slow although the code has 90 bits: somebody may have seen a part of it. */
function keyOfCode(code: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(code, salt, keyBytes, cost, (error, key) => (error === null ? resolve(key) : reject(error)));
  });
}

function placeOf(keyId: string): readonly (string | number)[] {
  return ['quay recovery', 1, keyId];
}
