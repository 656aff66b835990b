import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from '../setup/places.mjs';
import { run } from '../setup/run.mjs';
import { requireRuntime, runtimeEnvironment } from '../setup/runtime-record.mjs';
import { tool } from './tools.mjs';

export const sourceFolders = ['contracts', 'domain', 'main', 'preload', 'renderer', 'resources'];
const sourceFiles = ['electron.vite.config.ts', 'package.json', 'package-lock.json'];
const stampFile = join(root, 'out/build/stamp');

/** Bundles main, preload and renderer into out/build, unless that was done since the sources last changed. */
export async function ensureBuilt() {
  const stamp = fingerprint();
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return false;
  const [program, ...args] = tool('electron-vite', ['build', '--logLevel', 'warn']);
  await run(program, args, {
    cwd: root,
    env: runtimeEnvironment(requireRuntime()),
    remedy: 'Correct what the lines above name, then run the command again.',
  });
  mkdirSync(dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, stamp);
  return true;
}

function fingerprint() {
  const hash = createHash('sha256');
  const files = sourceFolders
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name)),
    );
  for (const file of [...files, ...sourceFiles.map((name) => join(root, name))].sort()) {
    const { size, mtimeMs } = statSync(file);
    hash.update(`${file} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex');
}
