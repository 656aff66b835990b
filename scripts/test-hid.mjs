// Reads a virtual HID scanner through the real node-hid, in a small virtual machine whose kernel can make such devices.
// `--or-skip` is for the row of all checks: a machine that cannot do it says why and fails nothing.
import { join } from 'node:path';
import { CannotRun, machineParts } from './hid/machine-parts.mjs';
import { memoryDisk } from './hid/memory-disk.mjs';
import { runMachine } from './hid/run-machine.mjs';
import { skippedCode } from './support/stages.mjs';

try {
  process.exitCode = await testHid();
} catch (error) {
  process.stdout.write(`HID scanners not tested: ${error.message}\n`);
  process.exitCode = error instanceof CannotRun && process.argv.includes('--or-skip') ? skippedCode : 1;
}

async function testHid() {
  const startedAt = performance.now();
  const parts = await machineParts();
  const disk = await memoryDisk(parts);
  const lines = [];
  const { console: log } = await runMachine({
    emulator: parts.emulator,
    kernel: join(parts.folder, 'vmlinuz'),
    ...disk,
    onLine: (line) => {
      lines.push(line);
      process.stdout.write(`${line}\n`);
    },
  });
  const [, passed, failed] = /^(\d+) passed, (\d+) failed$/m.exec(lines.join('\n')) ?? [];
  process.stdout.write(`in ${((performance.now() - startedAt) / 1000).toFixed(1)} s\n`);
  if (passed !== undefined && Number(passed) > 0 && failed === '0') return 0;
  if (passed === undefined) process.stdout.write(`the machine ended without a result\n${log.slice(-3000)}\n`);
  return 1;
}
