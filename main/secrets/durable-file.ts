import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** Whole or not at all, for this account's eyes only, and on disk when it returns. */
export function writeDurably(path: string, content: string | Buffer): void {
  const draft = `${path}.new`;
  const file = openSync(draft, 'w', 0o600);
  try {
    writeSync(file, typeof content === 'string' ? Buffer.from(content, 'utf8') : content);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(draft, path);
  syncFolder(dirname(path));
}

/** Keeps what is there under a name of its own; null where nothing is. */
export function putAside(path: string): string | null {
  if (!existsSync(path)) return null;
  const kept = Array.from({ length: 1_000 }, (_, number) => `${path}.kept-${number + 1}`).find(
    (candidate) => !existsSync(candidate),
  );
  if (kept === undefined) throw new Error(`too many copies of ${path}`);
  writeDurably(kept, readFileSync(path));
  return kept;
}

/** A rename is durable once its folder is; Windows has no such call and needs none. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
