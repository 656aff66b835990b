import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './places.mjs';

const recordFile = join(root, 'node_modules/.cache/quay-runtime.json');

/**
 * @typedef {object} Runtime the Electron that set-up chose
 * @property {'official' | 'registry'} kind
 * @property {string} wanted the Electron version package.json asks for
 * @property {string} version the Electron version that runs
 * @property {string} dist its folder, as electron-builder and electron-vite want it
 * @property {string} executable
 */

/** @returns {Runtime | undefined} the recorded choice, if it is still there */
export function readRuntime() {
  try {
    const record = JSON.parse(readFileSync(recordFile, 'utf8'));
    return existsSync(record.executable) ? record : undefined;
  } catch {
    return undefined;
  }
}

/** @returns {Runtime} the recorded choice; throws when set-up has not run */
export function requireRuntime() {
  const runtime = readRuntime();
  if (!runtime) throw new Error('No Electron runtime is recorded. Run: npm run setup');
  return runtime;
}

/** @param {Runtime} runtime */
export function writeRuntime(runtime) {
  mkdirSync(dirname(recordFile), { recursive: true });
  writeFileSync(recordFile, `${JSON.stringify(runtime, null, 2)}\n`);
}

/**
 * What the usual tools need in their environment to use the chosen runtime.
 *
 * @param {Runtime} runtime
 */
export function runtimeEnvironment(runtime) {
  return { ELECTRON_OVERRIDE_DIST_PATH: runtime.dist, ELECTRON_EXEC_PATH: runtime.executable };
}
