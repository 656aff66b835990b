import { spawn } from 'node:child_process';
import { electronCommand } from './till-window.ts';

/** Starts the program once more on a profile that is in use, and waits for it to end. */
export function secondStart(profile: string): Promise<{ readonly exitCode: number | null }> {
  const { executable, args } = electronCommand(profile);
  const child = spawn(executable, [...args, '--demo'], { stdio: 'ignore' });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (exitCode) => resolve({ exitCode }));
  });
}
