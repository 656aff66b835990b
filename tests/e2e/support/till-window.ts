import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { z } from 'zod';
import { bounceMs } from '../../../domain/scan/caught-scan.ts';

export const repository = join(import.meta.dirname, '..', '..', '..');

/** Set-up writes down which Electron it chose. */
export function electronExecutable(): string {
  const record = readFileSync(join(repository, 'node_modules', '.cache', 'quay-runtime.json'), 'utf8');
  return z.object({ executable: z.string() }).parse(JSON.parse(record)).executable;
}

/** A till in its real window, driven the way hands do: keys, scanner, and looking at the screen. */
export type TillWindow = {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** Ends the program the way a pulled plug does. */
  readonly kill: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/** How the till is started from its sources, for what needs the bare process. */
export function electronCommand(profile: string): {
  readonly executable: string;
  readonly args: readonly string[];
} {
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return { executable: electronExecutable(), args: [...asRoot, repository, '--profile', profile] };
}

export async function startTill(options: {
  readonly profile: string;
  readonly args?: readonly string[];
  readonly size?: { readonly width: number; readonly height: number };
  /** Beside or in place of this process's own variables. */
  readonly env?: Readonly<Record<string, string>>;
}): Promise<TillWindow> {
  const { executable, args } = electronCommand(options.profile);
  const app = await _electron.launch({
    executablePath: executable,
    args: [...args, ...(options.args ?? [])],
    ...(options.env === undefined ? {} : { env: environment(options.env) }),
    timeout: 60_000,
  });
  const page = await app.firstWindow({ timeout: 60_000 });
  if (options.size !== undefined) await resize(app, options.size);
  await page.getByTestId('app-ready').waitFor({ state: 'attached', timeout: 60_000 });
  return {
    app,
    page,
    kill: async () => {
      const gone = new Promise((resolve) => app.process().once('exit', resolve));
      const { pid } = app.process();
      // A pulled plug also ends what the program has started; on Linux that is its process group.
      if (pid !== undefined) process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
      await gone;
    },
    close: () => app.close(),
  };
}

function environment(over: Readonly<Record<string, string>>): Record<string, string> {
  const own = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return { ...Object.fromEntries(own), ...over };
}

export function resize(
  app: ElectronApplication,
  size: { readonly width: number; readonly height: number },
): Promise<void> {
  return app.evaluate(({ BrowserWindow }, { width, height }) => {
    BrowserWindow.getAllWindows()[0]?.setContentSize(width, height);
  }, size);
}

/**
 * Sends a code as a keyboard-wedge scanner does: one burst of real key events and an Enter, to whatever has the focus. The keys come
 * from a turn of their own: the debugger that carries this call may break into the middle of another one, which no scanner can.
 */
export async function scan(app: ElectronApplication, code: string): Promise<void> {
  await untilAHandCould(app, code);
  await app.evaluate(
    ({ BrowserWindow }, text) =>
      new Promise<void>((resolve) => {
        setTimeout(() => {
          const contents = BrowserWindow.getAllWindows()[0]?.webContents;
          const press = (keyCode: string, char: string) => {
            contents?.sendInputEvent({ type: 'keyDown', keyCode });
            contents?.sendInputEvent({ type: 'char', keyCode: char });
            contents?.sendInputEvent({ type: 'keyUp', keyCode });
          };
          for (const character of text) press(character, character);
          press('Enter', '\r');
          resolve();
        }, 0);
      }),
    code,
  );
}

const lastPull = new WeakMap<ElectronApplication, { readonly code: string; readonly at: number }>();

/** The same code at once is a bouncing trigger to the till; a hand that means it twice takes longer. */
async function untilAHandCould(app: ElectronApplication, code: string): Promise<void> {
  const last = lastPull.get(app);
  const left = last?.code === code ? last.at + bounceMs - performance.now() : 0;
  // The till counts from when it heard the last one, which is a little later than when it was sent.
  if (left > 0) await pause(left + 100);
  lastPull.set(app, { code, at: performance.now() });
}
