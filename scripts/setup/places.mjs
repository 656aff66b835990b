import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '../..');

/** What is expensive to make and the same for every checkout; QUAY_CACHE_DIR moves it. */
export const cacheFolder =
  process.env.QUAY_CACHE_DIR || join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'quay');

/** Node 24 from node_modules: development tools refuse the older Node that set-up itself accepts. */
export const toolNode = join(
  root,
  'node_modules/node/bin',
  process.platform === 'win32' ? 'node.exe' : 'node',
);

/** The version of an installed package. */
export function installedVersion(name) {
  return readJson(join(root, 'node_modules', name, 'package.json')).version;
}

export function readJson(path) {
  return JSON.parse(readFileSync(path, 'utf8'));
}

/** A folder whose include/node holds Node's headers, so that none need to be downloaded. */
export function headersOfNode() {
  const besideNode = [process.env.npm_node_execpath, process.execPath]
    .filter((path) => path !== undefined)
    .map((path) => dirname(dirname(path)));
  return [process.env.npm_config_nodedir, ...besideNode, '/usr', '/usr/local']
    .filter((folder) => folder !== undefined)
    .find((folder) => existsSync(join(folder, 'include/node/node_api.h')));
}
