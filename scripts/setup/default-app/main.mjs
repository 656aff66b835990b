// What Electron's own default app does for a developer: run the app whose folder is the first plain argument.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

const flagsWithValue = new Set(['-r', '--require']);
const args = process.argv.slice(1);
const preloads = [];
let folder;
for (let index = 0; index < args.length && folder === undefined; index += 1) {
  const argument = args[index];
  if (flagsWithValue.has(argument)) {
    index += 1;
    preloads.push(args[index]);
  } else if (!argument.startsWith('-')) {
    folder = resolve(argument);
  }
}
if (folder === undefined) {
  process.stderr.write('usage: electron [flags] APP-FOLDER [arguments]\n');
  process.exit(2);
}

const require = createRequire(import.meta.url);
for (const preload of preloads) require(resolve(preload));
const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
process.defaultApp = true;
app.setName(manifest.productName ?? manifest.name);
app.setVersion(manifest.version);
app.setAppPath(folder);
try {
  // Awaited at the top level: Electron holds back its ready event until its entry module is done.
  await import(pathToFileURL(join(folder, manifest.main)).href);
} catch (error) {
  process.stderr.write(`${error?.stack ?? error}\n`);
  process.exit(1);
}
