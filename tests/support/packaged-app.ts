import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

export const repository = join(import.meta.dirname, '../..');
export const packagedFolder = join(repository, 'out/packaged/linux-unpacked');
export const packagedExecutable = join(packagedFolder, 'quay');

export interface RunningProgram {
  readonly browser: Browser;
  /** Asks it to end and waits until it has. */
  readonly stop: () => Promise<void>;
}

/** Runs a command to its end; throws with its output when it fails. */
export function runToEnd(program: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: repository, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    }
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0 ? resolve(output) : reject(new Error(`exit code ${code}\n${output}`)),
    );
  });
}

/**
 * Starts the packed app. Its fuses refuse a Node inspector, so the window is reached through Chromium's own port.
 *
 * @param profile the till's folder
 */
export async function startPackagedApp(profile: string, timeoutMs: number): Promise<RunningProgram> {
  // Chromium refuses to run as root with its sandbox on.
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const child = spawn(packagedExecutable, [...asRoot, '--remote-debugging-port=0', '--profile', profile], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const stop = async (): Promise<void> => {
    child.kill();
    await ended;
  };
  try {
    const endpoint = await new Promise<string>((resolve, reject) => {
      let output = '';
      const timer = setTimeout(
        () => reject(new Error(`no window port within ${timeoutMs} ms\n${output}`)),
        timeoutMs,
      );
      child.once('error', reject);
      child.once('exit', (code) => reject(new Error(`ended with code ${code}\n${output}`)));
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        output += text;
        const found = /DevTools listening on (ws:\S+)/.exec(output)?.[1];
        if (found === undefined) return;
        clearTimeout(timer);
        resolve(found);
      });
    });
    const browser = await chromium.connectOverCDP(endpoint);
    return { browser, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
