// Runs every check: two at a time what is independent, then the build, then the end-to-end tests alone. All failures
// are reported, the exit code is 1 if there was one. `--quick` runs what takes seconds.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root, toolNode } from './setup/places.mjs';
import { runStages } from './support/stages.mjs';
import { tool, withDisplayAndKeychain } from './support/tools.mjs';

const types = ['pure', 'node', 'web', 'oldest'].map((name) => ({
  name: `types: ${name}`,
  command: tool('typescript', ['-p', `tsconfig.${name}.json`], 'tsc'),
}));
const style = [
  { name: 'format and lint (biome)', command: tool('@biomejs/biome', ['check', '--colors=off', '.']) },
  { name: 'lint (oxlint)', command: tool('oxlint', ['--deny-warnings']) },
];
const house = {
  name: 'house rules',
  command: tool('vitest', ['run', '--project', 'unit', 'tests/house', '--reporter=dot']),
};
const unused = { name: 'unused code (knip)', command: tool('knip', ['--no-progress']) };
const unit = { name: 'unit tests', command: tool('vitest', ['run', '--project', 'unit', '--reporter=dot']) };
const build = { name: 'build', command: [toolNode, join(root, 'scripts/build.mjs')] };
const hid = {
  name: 'HID scanner test (virtual machine)',
  command: [toolNode, join(root, 'scripts/test-hid.mjs'), '--or-skip'],
};
const endToEnd = {
  name: 'end-to-end tests',
  command: withDisplayAndKeychain(tool('vitest', ['run', '--project', 'e2e'])),
};

const keyring = mkdtempSync(join(tmpdir(), 'quay-keyring-'));
try {
  const stages = process.argv.includes('--quick')
    ? [[...types, ...style, house]]
    : [[unit, ...types, ...style, unused], [build, hid], [endToEnd]];
  // The tests' secrets stay out of the developer's own keychain folder.
  process.exitCode = await runStages(stages, { ...process.env, QUAY_KEYRING_DIR: keyring });
} finally {
  rmSync(keyring, { recursive: true, force: true });
}
