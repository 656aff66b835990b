// Makes the installers, or with `--dir` the unpacked app, around the Electron that set-up chose.
import { say } from './setup/report.mjs';
import { requireRuntime } from './setup/runtime-record.mjs';
import { ensureBuilt } from './support/build.mjs';
import { runInForeground } from './support/child.mjs';
import { tool } from './support/tools.mjs';

try {
  await ensureBuilt();
  const { kind, dist, version } = requireRuntime();
  const runtime = kind === 'official' ? [] : [`-c.electronDist=${dist}`, `-c.electronVersion=${version}`];
  const args = ['--publish', 'never', ...runtime, ...process.argv.slice(2)];
  process.exitCode = await runInForeground(tool('electron-builder', args), process.env);
} catch (error) {
  say(error.message);
  process.exitCode = 1;
}
