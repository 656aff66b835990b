// The demo day: a whole day at the counter in the real window. Needs a display and a keychain, which `npm run demo` provides.
import { join } from 'node:path';
import { root, toolNode } from './setup/places.mjs';
import { say } from './setup/report.mjs';
import { ensureBuilt } from './support/build.mjs';
import { runInForeground } from './support/child.mjs';

if (await ensureBuilt()) say('built into out/build');
process.exitCode = await runInForeground([toolNode, join(root, 'tests/e2e/demo/main.ts')], process.env);
