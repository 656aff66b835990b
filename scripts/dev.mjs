// The demo shop while working on the sources: builds and restarts the till whenever a source file changes.
import { spawn } from 'node:child_process';
import { watch } from 'node:fs';
import { join } from 'node:path';
import { root } from './setup/places.mjs';
import { say } from './setup/report.mjs';
import { ensureBuilt, sourceFolders } from './support/build.mjs';
import { stop } from './support/child.mjs';
import { electronCommand } from './support/electron.mjs';

const settleMs = 200;
let till;
let timer;
let working = Promise.resolve();

for (const folder of sourceFolders) {
  watch(join(root, folder), { recursive: true }, () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      working = working.then(restart);
    }, settleMs);
  });
}
working = working.then(restart);

async function restart() {
  try {
    if (!(await ensureBuilt()) && till) return;
  } catch (error) {
    // The till that runs stays open: half-typed code is the usual state of affairs here.
    say(error.message);
    return;
  }
  if (till) {
    till.removeAllListeners('exit');
    await stop(till);
  }
  const [program, ...args] = electronCommand(['--demo', ...process.argv.slice(2)]);
  till = spawn(program, args, { stdio: 'inherit' });
  till.once('exit', (code) => process.exit(code ?? 0));
}
