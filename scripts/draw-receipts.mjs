// Makes the golden receipts anew: bytes in tests/fixtures/receipts, pictures in docs/receipts. Look at each picture before committing it.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './setup/places.mjs';

const vitest = join(root, 'node_modules/vitest/vitest.mjs');
const test = 'tests/main/devices/printer/golden-receipts.test.ts';
const { status } = spawnSync(process.execPath, [vitest, 'run', '--project', 'unit', test], {
  cwd: root,
  env: { ...process.env, DRAW_RECEIPTS: '1' },
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
