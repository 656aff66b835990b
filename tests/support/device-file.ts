import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { tempFolder } from './temp-folder.ts';

const isMissing = spawnSync('socat', ['-V']).error !== undefined;

export const socat = { isMissing, note: isMissing ? ' [skipped, run: sudo apt-get install socat]' : '' };

/** A device file behind which a printer sits that listens on a port: as with usblp, it takes little at a time and answers through it. */
export async function deviceFileOf(
  port: number,
): Promise<{ readonly path: string; readonly unplug: () => void }> {
  const path = join(tempFolder(), 'lp0');
  const cable = spawn('socat', [`PTY,link=${path},raw,echo=0`, `TCP:127.0.0.1:${port}`], {
    stdio: 'ignore',
  });
  const unplug = () => void cable.kill('SIGKILL');
  onTestFinished(unplug);
  while (!existsSync(path)) await setTimeout(5);
  return { path, unplug };
}
