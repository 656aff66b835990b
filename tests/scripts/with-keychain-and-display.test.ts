import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const keytar = join(root, 'node_modules/keytar');

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'quay-test-keyring-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

interface Ending {
  readonly code: number | null;
  readonly stdout: string;
}

function run(script: string, command: readonly string[], onStdout?: (pid: number) => void): Promise<Ending> {
  // No desktop session, so that the private keychain and display are what is tested.
  const { DBUS_SESSION_BUS_ADDRESS: _bus, DISPLAY: _display, ...env } = process.env;
  const child = spawn(process.execPath, [join(root, 'scripts', script), ...command], {
    env: { ...env, QUAY_KEYRING_DIR: folder },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let stdout = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    if (child.pid !== undefined) onStdout?.(child.pid);
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, stdout })));
}

function withKeytar(body: string): string[] {
  return [
    process.execPath,
    '-e',
    `const keytar = require(${JSON.stringify(keytar)}); (async () => { ${body} })();`,
  ];
}

describe.runIf(process.platform === 'linux')('with-keychain', () => {
  it('keeps a secret from one command to the next', async () => {
    await run('with-keychain.mjs', withKeytar(`await keytar.setPassword('quay-test', 'token', 'bí mật')`));
    const read = await run(
      'with-keychain.mjs',
      withKeytar(`process.stdout.write(await keytar.getPassword('quay-test', 'token'))`),
    );
    expect(read).toEqual({ code: 0, stdout: 'bí mật' });
  });

  it('serves two commands at once without losing what either stores', async () => {
    const store = (name: string): Promise<Ending> =>
      run(
        'with-keychain.mjs',
        withKeytar(
          `for (let i = 0; i < 10; i += 1) await keytar.setPassword('quay-test', '${name}' + i, 'x')`,
        ),
      );
    await Promise.all([store('first'), store('second')]);
    const { stdout } = await run(
      'with-keychain.mjs',
      withKeytar(`process.stdout.write(String((await keytar.findCredentials('quay-test')).length))`),
    );
    expect(stdout).toBe('20');
  });

  it('keeps its files private', async () => {
    await run('with-keychain.mjs', withKeytar(`await keytar.setPassword('quay-test', 'a', 'b')`));
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder, 'passphrase')).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(folder, 'keyrings'))).toContain('login.keyring');
  });

  it('leaves HOME and stdout to the command and hands on its exit code', async () => {
    const ending = await run('with-keychain.mjs', ['sh', '-c', 'printf %s "$HOME"; exit 7']);
    expect(ending).toEqual({ code: 7, stdout: process.env['HOME'] });
  });

  it('passes a signal on and reports it as the shell would', async () => {
    const ending = await run(
      'with-keychain.mjs',
      [process.execPath, '-e', `console.log('up'); setInterval(() => {}, 1000)`],
      (pid) => process.kill(pid, 'SIGTERM'),
    );
    expect(ending.code).toBe(128 + 15);
  });
});

describe.runIf(process.platform === 'linux')('with-display', () => {
  it('gives the command a display of its own and its exit code back', async () => {
    const show = ['sh', '-c', 'printf %s "$DISPLAY"; test -S "/tmp/.X11-unix/X${DISPLAY#:}" && exit 7'];
    const [first, second] = await Promise.all([run('with-display.mjs', show), run('with-display.mjs', show)]);
    expect(first.code).toBe(7);
    expect(second.code).toBe(7);
    expect(first.stdout).not.toBe(second.stdout);
  });

  it('says what to do when no command is given', async () => {
    expect((await run('with-display.mjs', [])).code).toBe(2);
  });
});
