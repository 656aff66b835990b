import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from './places.mjs';

/**
 * A cached folder that is either complete or absent: `make` fills a temporary neighbour, which is renamed at the end.
 * Two set-ups at once may both do the work; the first to finish wins and the other's copy is dropped.
 *
 * @param {string} name names everything the content depends on
 * @param {(folder: string) => Promise<void>} make
 * @returns {Promise<string>} the folder
 */
export async function makeOnce(name, make) {
  const folder = join(cacheFolder, name);
  if (existsSync(folder)) return folder;
  mkdirSync(cacheFolder, { recursive: true });
  const draft = mkdtempSync(join(cacheFolder, `.${name}-`));
  try {
    await make(draft);
    try {
      renameSync(draft, folder);
    } catch (error) {
      if (!existsSync(folder)) throw error;
    }
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  return folder;
}
