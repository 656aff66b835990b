import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeOnce } from '../setup/make-once.mjs';
import { cacheFolder } from '../setup/places.mjs';
import { step } from '../setup/report.mjs';
import { run } from '../setup/run.mjs';

/** Why this machine cannot make a virtual scanner, in one line. */
export class CannotRun extends Error {}

const emulator = 'qemu-system-x86_64';
const prefix = 'hid-machine-';
const modules = ['hid', 'hid-generic', 'uhid'];
const aptMinutes = 3;

/**
 * What a virtual machine with a HID scanner is made of: the emulator, and in one cached folder a kernel with its HID modules
 * and a shell to start with. What is missing is fetched from the system's packages.
 *
 * @returns {Promise<{ emulator: string, folder: string, modules: readonly string[] }>} throws a CannotRun
 */
export async function machineParts() {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new CannotRun('the virtual machine is made for Linux on x86-64');
  await ensureEmulator();
  return { emulator, folder: cachedParts() ?? (await fetchParts()), modules };
}

async function ensureEmulator() {
  if (isInstalled(emulator)) return;
  if (!isInstalled('apt-get') || process.getuid?.() !== 0)
    throw new CannotRun(`${emulator} is missing (Debian: apt-get install qemu-system-x86)`);
  await apt(`installing ${emulator}`, async () => {
    await run('apt-get', ['update', '-qq'], aptOptions);
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'qemu-system-x86'], aptOptions);
  });
}

/** The newest that was fetched before. */
function cachedParts() {
  if (!existsSync(cacheFolder)) return undefined;
  const made = readdirSync(cacheFolder).filter((name) => name.startsWith(prefix));
  const newest = made.sort((a, b) => a.localeCompare(b, 'en', { numeric: true })).at(-1);
  return newest === undefined ? undefined : join(cacheFolder, newest);
}

async function fetchParts() {
  for (const tool of ['apt-get', 'apt-cache', 'dpkg-deb', 'tar'])
    if (!isInstalled(tool))
      throw new CannotRun(`the kernel comes from Debian’s packages, and ${tool} is missing`);
  return apt('fetching a kernel for the virtual machine', async () => {
    const kernel = kernelPackage() ?? (await refreshed(kernelPackage));
    if (kernel === undefined) throw new Error('no package linux-image-amd64');
    return makeOnce(`${prefix}${kernel.replace('linux-image-', '')}`, (folder) => fill(folder, kernel));
  });
}

/** The package behind the name that always means the newest. */
function kernelPackage() {
  const asked = spawnSync('apt-cache', ['depends', 'linux-image-amd64'], { encoding: 'utf8' });
  return /Depends: (linux-image-[\w.+-]+)/.exec(asked.stdout ?? '')?.[1];
}

async function refreshed(find) {
  if (process.getuid?.() !== 0) return undefined;
  await run('apt-get', ['update', '-qq'], aptOptions);
  return find();
}

async function fill(folder, kernel) {
  const unpacked = join(folder, 'unpacked');
  mkdirSync(unpacked);
  const download = () =>
    run('apt-get', ['download', '-qq', '-o', 'APT::Sandbox::User=root', kernel, 'busybox-static'], {
      ...aptOptions,
      cwd: unpacked,
    });
  await download().catch(async (error) => {
    // The list of packages may be older than what the mirror still has.
    if (process.getuid?.() !== 0) throw error;
    await run('apt-get', ['update', '-qq'], aptOptions);
    await download();
  });
  const wanted = ['*/busybox', '*/vmlinuz-*', ...modules.map((name) => `*/${name}.ko*`)];
  for (const file of readdirSync(unpacked).filter((name) => name.endsWith('.deb'))) {
    const unpack = `dpkg-deb --fsys-tarfile "$0" | tar -x --wildcards "$@" 2>&1 || true`;
    await run('sh', ['-c', unpack, file, ...wanted], { cwd: unpacked, remedy: '' });
  }
  const found = readdirSync(unpacked, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const take = (pattern, name) => {
    const entry = found.find((candidate) => pattern.test(candidate.name));
    if (entry === undefined) throw new Error(`${name} is not in ${kernel}`);
    renameSync(join(entry.parentPath, entry.name), join(folder, name));
  };
  take(/^vmlinuz-/, 'vmlinuz');
  take(/^busybox$/, 'busybox');
  for (const name of modules) {
    const packed = found.find((entry) => entry.name === `${name}.ko.xz`);
    if (packed !== undefined) await run('unxz', [join(packed.parentPath, packed.name)], { remedy: '' });
    if (packed === undefined) take(new RegExp(`^${name}\\.ko$`), `${name}.ko`);
    else renameSync(join(packed.parentPath, `${name}.ko`), join(folder, `${name}.ko`));
  }
  rmSync(unpacked, { recursive: true });
}

const aptOptions = {
  env: { DEBIAN_FRONTEND: 'noninteractive' },
  timeoutMs: aptMinutes * 60_000,
  remedy: '',
};

/** Without a package mirror there is no virtual machine, and that breaks nothing else. */
async function apt(name, work) {
  try {
    return await step(name, work);
  } catch (error) {
    throw new CannotRun(`${name} failed: ${error.message.trim().split('\n').at(-1)}`);
  }
}

function isInstalled(program) {
  return spawnSync('sh', ['-c', 'command -v "$0"', program], { stdio: 'ignore' }).status === 0;
}
