import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { makeOnce } from '../setup/make-once.mjs';
import { cacheFolder, installedVersion, root, toolNode } from '../setup/places.mjs';
import { cpioArchive } from './cpio.mjs';

const addon = 'node_modules/node-hid/prebuilds/HID_hidraw-linux-x64/node-napi-v4.node';
/** Large, and of no use once something in it has changed. */
const prefix = 'hid-disk-';
const packages = ['node-hid', 'pkg-prebuilds'];
/** The scanners' code as the till runs it, and what drives it in the machine. Node strips the types itself. */
const sources = ['main/devices/scanner', 'contracts/views', 'tests/hid/guest', 'tests/support'];

/**
 * The machine's file system, two archives the kernel unpacks one over the other: programs and libraries, which are cached, and
 * the sources, which are packed anew each time.
 *
 * @param {{ folder: string, modules: readonly string[] }} parts
 * @returns {Promise<{ base: string, sources: Buffer }>}
 */
export async function memoryDisk({ folder, modules }) {
  const libraries = librariesOf([toolNode, join(root, addon)]);
  const name = `${prefix}${fingerprint([folder, ...libraries])}`;
  const made = await makeOnce(name, async (draft) => {
    const files = [
      { path: 'bin/busybox', from: join(folder, 'busybox') },
      { path: 'bin/node', from: toolNode },
      ...modules.map((module) => ({ path: `modules/${module}.ko`, from: join(folder, `${module}.ko`) })),
      ...libraries.map((path) => ({ path: path.slice(1), from: path })),
      ...packages.flatMap(packageFiles),
    ];
    // Not compressed: the emulated machine would take longer over that than over reading more.
    const archive = cpioArchive(files.map(({ path, from }) => ({ path, data: readFileSync(from) })));
    writeFileSync(join(draft, 'disk.cpio'), archive);
    for (const old of readdirSync(cacheFolder).filter((entry) => entry.startsWith(prefix)))
      rmSync(join(cacheFolder, old), { recursive: true, force: true });
  });
  return { base: join(made, 'disk.cpio'), sources: cpioArchive([...sourceFiles(), ...starters()]) };
}

/** What the dynamic linker would load, the linker itself among it. */
function librariesOf(programs) {
  const listed = programs.flatMap((program) => {
    const { stdout } = spawnSync('ldd', [program], { encoding: 'utf8' });
    return [...stdout.matchAll(/(?:=> |^\t)(\/\S+) \(0x/gm)].map(([, path]) => path);
  });
  return [...new Set(listed)].sort();
}

function fingerprint(names) {
  const hash = createHash('sha256');
  for (const name of names) hash.update(`${existsSync(name) ? realpathSync(name) : name}\n`);
  for (const name of packages) hash.update(installedVersion(name));
  return `${installedVersion('node')}-${hash.digest('hex').slice(0, 12)}`;
}

function packageFiles(name) {
  const folder = join(root, 'node_modules', name);
  return filesIn(folder)
    .filter((path) => /\.(?:js|json)$/.test(path) || path.endsWith('HID_hidraw-linux-x64/node-napi-v4.node'))
    .map((path) => ({ path: `quay/${relative(root, path)}`, from: path }));
}

function sourceFiles() {
  return sources
    .flatMap((folder) => filesIn(join(root, folder)))
    .filter((path) => path.endsWith('.ts'))
    .map((path) => ({ path: `quay/${relative(root, path)}`, data: readFileSync(path) }));
}

function starters() {
  return [
    { path: 'init', data: readFileSync(join(root, 'tests/hid/guest/init.sh')) },
    { path: 'quay/package.json', data: Buffer.from('{ "type": "module" }') },
  ];
}

function filesIn(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
