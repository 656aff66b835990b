import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const secondsAtMost = 240;

/**
 * Boots the machine, hands over each line its program prints, and comes back when it has switched itself off.
 *
 * @param {{ emulator: string, kernel: string, base: string, sources: Buffer, onLine: (line: string) => void }} machine
 * @returns {Promise<{ console: string }>} what kernel and shell said, for when it went wrong
 */
export async function runMachine({ emulator, kernel, base, sources, onLine }) {
  const folder = mkdtempSync(join(tmpdir(), 'quay-hid-'));
  try {
    const disk = join(folder, 'disk.cpio');
    const log = join(folder, 'console.log');
    writeFileSync(disk, Buffer.concat([readFileSync(base), sources]));
    const args = [
      // Emulated even where the host could do better: a host that is itself virtual often only claims it can.
      ...['-M', 'pc', '-accel', 'tcg,thread=multi', '-cpu', 'max'],
      ...['-m', '1024', '-nic', 'none', '-display', 'none'],
      ...['-no-reboot', '-kernel', kernel, '-initrd', disk],
      ...['-append', 'console=ttyS0 quiet panic=-1 rdinit=/init'],
      // The first line is the console's, the second the test's: neither breaks into the other.
      ...['-serial', `file:${log}`, '-serial', 'stdio', '-monitor', 'none'],
    ];
    await finished(spawn(emulator, args, { stdio: ['ignore', 'pipe', 'pipe'] }), onLine);
    return { console: readFileSync(log, 'utf8') };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function finished(child, onLine) {
  const timer = setTimeout(() => child.kill('SIGKILL'), secondsAtMost * 1000);
  let rest = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    const lines = (rest + text).split(/\r?\n/);
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(line);
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    errors += text;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      if (signal !== null) reject(new Error(`the machine was stopped after ${secondsAtMost} s\n${errors}`));
      else if (code !== 0) reject(new Error(`the machine ended with ${code}\n${errors}`));
      else resolve();
    });
  });
}
