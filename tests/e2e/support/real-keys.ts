import { spawn, spawnSync } from 'node:child_process';

/** Keys that go through the display server, as a plugged-in keyboard's do. */

/** The packages these tests need and this machine lacks. Set-up installs them where it may. */
export function missingPackages(packages: Readonly<Record<string, string>>): readonly string[] {
  const isThere = (command: string) => spawnSync('which', [command], { stdio: 'ignore' }).status === 0;
  return Object.entries(packages)
    .filter(([command]) => !isThere(command))
    .map(([, name]) => name);
}

export function skipLine(missing: readonly string[]): string {
  return `skipped: run sudo apt-get install -y --no-install-recommends ${missing.join(' ')}\n`;
}

/** One step of a keyboard's day; `waitMs`, a whole number, comes after it. */
export type KeyStep =
  | { readonly down: string; readonly waitMs: number }
  | { readonly up: string; readonly waitMs: number };

/** Plays steps in one go, so that no program starts between two keys. Answers how long it took, ms. */
export async function play(steps: readonly KeyStep[]): Promise<number> {
  const script = steps
    .map((step) => {
      const [action, key] = 'down' in step ? ['keydown', step.down] : ['keyup', step.up];
      // Left to itself the program waits a dozen ms after each.
      return `${action} --delay ${step.waitMs} ${key}`;
    })
    .join('\n');
  const startedAt = performance.now();
  // A scanner does not wait for a busy computer; where it may, its stand-in goes before everything else.
  const [command = 'xdotool', ...args] =
    process.getuid?.() === 0 ? ['nice', '-n', '-19', 'xdotool', '-'] : ['xdotool', '-'];
  const child = spawn(command, args, { stdio: ['pipe', 'ignore', 'inherit'] });
  child.stdin.end(`${script}\n`);
  const exitCode = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
  if (exitCode !== 0) throw new Error(`xdotool ended with code ${exitCode}`);
  return performance.now() - startedAt;
}

const names: Readonly<Record<string, string>> = { ' ': 'space', '-': 'minus', '.': 'period' };

/** What a scanner sends: each key let go before the next, capitals with Shift, Enter at the end. */
export function scanSteps(code: string, restMs: number, keyMs = 0): readonly KeyStep[] {
  const keys = [...code].flatMap((character) => {
    const isCapital = /[A-Z]/.test(character);
    const key = names[character] ?? character.toLowerCase();
    const tap: readonly KeyStep[] = [
      { down: key, waitMs: keyMs },
      { up: key, waitMs: 0 },
    ];
    return isCapital ? [{ down: 'shift', waitMs: 0 }, ...tap, { up: 'shift', waitMs: 0 }] : tap;
  });
  return [...keys, { down: 'Return', waitMs: keyMs }, { up: 'Return', waitMs: restMs }];
}

/** A hand at 120 words a minute: a key every 100 ms, held for 65. */
export function typeSteps(text: string): readonly KeyStep[] {
  return [...text].flatMap((character) => [
    { down: names[character] ?? character, waitMs: 65 },
    { up: names[character] ?? character, waitMs: 35 },
  ]);
}
