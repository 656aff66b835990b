// Runs on the Node of node_modules, because it needs two installed packages that refuse the oldest Node.
import { join } from 'node:path';
import { argv } from 'node:process';
import { createPackage } from '@electron/asar';
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';
import { root } from '../setup/places.mjs';

const folder = argv[2];
if (!folder) throw new Error('usage: finish-registry-runtime.mjs FOLDER');

await flipFuses(join(folder, 'electron'), {
  version: FuseVersion.V1,
  // End-to-end tests attach to the main process.
  [FuseV1Options.EnableNodeCliInspectArguments]: true,
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
});
await createPackage(join(root, 'scripts/setup/default-app'), join(folder, 'resources/default_app.asar'));
