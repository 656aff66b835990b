// Opens the till on the demo shop, or with --shop on the owner's set-up; without a display, runs the demo day on a virtual one.
import { join } from 'node:path';
import { root, toolNode } from './setup/places.mjs';
import { say } from './setup/report.mjs';
import { ensureBuilt } from './support/build.mjs';
import { runInForeground } from './support/child.mjs';
import { electronCommand, hasDisplay } from './support/electron.mjs';
import { withDisplayAndKeychain } from './support/tools.mjs';

const argv = process.argv.slice(2);
const isShop = argv.includes('--shop');

try {
  if (await ensureBuilt()) say('built into out/build');
  if (hasDisplay()) {
    process.exitCode = await runInForeground(
      electronCommand(isShop ? argv.filter((word) => word !== '--shop') : ['--demo', ...argv]),
      process.env,
    );
  } else {
    say('this machine has no display: running the demo day on a virtual one (npm run demo)');
    const demo = withDisplayAndKeychain([toolNode, join(root, 'scripts/demo.mjs')]);
    process.exitCode = await runInForeground(demo, process.env);
  }
} catch (error) {
  say(error.message);
  process.exitCode = 1;
}
