// Bundles the till into out/build.
import { say } from './setup/report.mjs';
import { ensureBuilt } from './support/build.mjs';

try {
  say((await ensureBuilt()) ? 'built into out/build' : 'out/build is up to date');
} catch (error) {
  say(error.message);
  process.exitCode = 1;
}
