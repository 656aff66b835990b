import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { headersOfNode, readJson, root } from './places.mjs';
import { step } from './report.mjs';
import { run } from './run.mjs';

/** Installs the locked packages when node_modules does not hold exactly what the lock file says. */
export async function ensureNodeModules() {
  if (holdsTheLock()) return;
  await step('installing packages from the lock file', () => {
    // Windows cannot delete the running Node, which lives in node_modules: install over it instead.
    const command = process.platform === 'win32' ? ['install', '--no-save'] : ['ci'];
    const [program, first] = npm();
    return run(program, [...first, ...command, '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: root,
      // Addons that find no prebuilt binary compile without asking the network for Node's headers.
      env: { npm_config_nodedir: headersOfNode() },
      remedy: 'Check that the npm registry is reachable, then run the command again.',
    });
  });
}

/** npm as it was called, or the one on PATH. */
function npm() {
  const script = process.env.npm_execpath;
  if (script?.endsWith('.js') && existsSync(script)) {
    return [process.env.npm_node_execpath ?? process.execPath, [script]];
  }
  return ['npm', []];
}

function holdsTheLock() {
  const installedFile = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(installedFile)) return false;
  const locked = readJson(join(root, 'package-lock.json')).packages;
  const installed = readJson(installedFile).packages;
  const complete = Object.entries(locked).every(([path, entry]) => {
    if (!path.startsWith('node_modules/')) return true;
    const found = installed[path];
    return found
      ? found.version === entry.version && found.integrity === entry.integrity
      : entry.optional === true;
  });
  return complete && Object.keys(installed).every((path) => path in locked);
}
