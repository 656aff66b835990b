// Makes a fresh clone runnable: system libraries, packages, an Electron runtime. Needs nothing but Node and npm, says
// what it does, does nothing twice.
import { ensureElectronRuntime } from './setup/electron-runtime.mjs';
import { ensureNodeModules } from './setup/node-modules.mjs';
import { ensureOldestElectronTypes } from './setup/oldest-types.mjs';
import { SetupError, say } from './setup/report.mjs';
import { ensureSqliteAddon } from './setup/sqlite-addon.mjs';
import { ensureSystemLibraries } from './setup/system-libraries.mjs';

const oldestNode = [20, 17];

try {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < oldestNode[0] || (major === oldestNode[0] && minor < oldestNode[1])) {
    throw new SetupError(
      `Node ${process.versions.node} is too old`,
      `Install Node ${oldestNode.join('.')} or newer.`,
    );
  }
  await ensureSystemLibraries();
  await ensureNodeModules();
  const runtime = await ensureElectronRuntime();
  await ensureSqliteAddon(runtime);
  await ensureOldestElectronTypes();
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  say(`set-up stopped: ${error.message}`);
  say(error.remedy);
  process.exitCode = 1;
}
