import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The secret mixed into PIN digests: 32 random bytes in a file of its own beside the database, readable by this account only. It is
 * no keychain entry because people must be able to sign in while the keychain is locked.
 */
export function readPepper(directory: string): Buffer {
  const path = join(directory, 'pin.pepper');
  if (!existsSync(path)) writeDurably(path, randomBytes(32));
  const pepper = readFileSync(path);
  if (pepper.length !== 32) throw new Error('the PIN pepper is damaged');
  return pepper;
}

function writeDurably(path: string, content: Buffer): void {
  const draft = `${path}.new`;
  const file = openSync(draft, 'w', 0o600);
  try {
    writeSync(file, content);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(draft, path);
}
