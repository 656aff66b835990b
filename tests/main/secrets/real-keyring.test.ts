import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PrivateKeyring, startKeyring } from '../../support/private-keyring.ts';
import { tempFolder } from '../../support/temp-folder.ts';

type Said = {
  readonly state: string;
  readonly value?: string | null;
  readonly ms: number;
  readonly stuck: boolean;
};

const program = join(import.meta.dirname, '../../support/keychain-program.ts');

/** Each question from a new process, so that nothing is remembered. */
function ask(env: Readonly<Record<string, string | undefined>>, ...words: readonly string[]): Promise<Said> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program, ...words], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [text, trouble] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (part: string) => {
      text += part;
    });
    child.stderr.setEncoding('utf8').on('data', (part: string) => {
      trouble += part;
    });
    child.once('error', reject);
    child.once('close', () => {
      try {
        resolve(JSON.parse(text) as Said);
      } catch {
        reject(new Error(`no answer: ${text}${trouble}`));
      }
    });
  });
}

/** Pulls the plug so long after it began; it may be through by then. */
function killWhileOpening(
  env: Readonly<Record<string, string>>,
  folder: string,
  afterMs: number,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', program, 'open', folder],
      {
        env: { ...process.env, ...env },
        stdio: ['ignore', 'ignore', 'pipe'],
      },
    );
    child.stderr.once('data', () => setTimeout(() => child.kill('SIGKILL'), afterMs));
    child.once('error', reject);
    child.once('exit', () => resolve());
  });
}

describe.runIf(process.platform === 'linux')('the keyring of a Linux desktop', { timeout: 30_000 }, () => {
  let keyring: PrivateKeyring;

  beforeAll(async () => {
    keyring = await startKeyring();
  });

  afterAll(() => keyring.end());

  it('keeps a value from one start to the next, whatever letters are in it', async () => {
    const value = 'chìa khóa 🔑 ';
    expect(await ask(keyring.env, 'get', 'one')).toMatchObject({ state: 'ready', value: null });
    expect(await ask(keyring.env, 'set', 'one', value)).toMatchObject({ state: 'ready' });
    expect(await ask(keyring.env, 'get', 'one')).toMatchObject({ state: 'ready', value });
    expect(await ask(keyring.env, 'remove', 'one')).toMatchObject({ state: 'ready' });
    expect(await ask(keyring.env, 'get', 'one')).toMatchObject({ state: 'ready', value: null });
    expect(await ask(keyring.env, 'probe')).toMatchObject({ state: 'ready' });
  });

  describe.each([
    ['with the quiet question', {}],
    ['where nobody can be asked quietly', { ASK_LOUDLY: '1' }],
  ])('%s', (_, how) => {
    it('is locked, never empty, while it is locked, and goes on once it is open', async () => {
      const env = { ...keyring.env, ...how };
      await ask(env, 'set', 'two', 'kept');
      keyring.lock();
      expect(await ask(env, 'get', 'two')).toMatchObject({ state: 'locked' });
      expect(await ask(env, 'get', 'never-set')).toMatchObject({ state: 'locked' });
      expect(await ask(env, 'set', 'two', 'other')).toMatchObject({ state: 'locked' });
      expect(await ask(env, 'probe')).toMatchObject({ state: 'locked' });
      await keyring.unlock();
      expect(await ask(env, 'get', 'two')).toMatchObject({ state: 'ready', value: 'kept' });
      expect(await ask(env, 'probe')).toMatchObject({ state: 'ready' });
    });
  });

  it('that never answers is given up in time, without a thread that waits for ever', async () => {
    keyring.freeze();
    try {
      const said = await ask(keyring.env, 'get', 'two');
      expect(said).toMatchObject({ state: 'locked', stuck: false });
      // Its patience is 1 s here; the rest is this machine's.
      expect(said.ms).toBeLessThan(4_000);
      expect(await ask(keyring.env, 'probe')).toMatchObject({ state: 'locked' });
    } finally {
      keyring.thaw();
    }
    expect(await ask(keyring.env, 'get', 'two')).toMatchObject({ state: 'ready', value: 'kept' });
  });

  it('that stops answering in the middle of a call is given up too, and the program ends all the same', async () => {
    keyring.freeze();
    try {
      expect(await ask({ ...keyring.env, ASK_LOUDLY: '1' }, 'get', 'two')).toMatchObject({
        state: 'locked',
        stuck: true,
      });
    } finally {
      keyring.thaw();
    }
  });

  it('loses nothing of an earlier program to a kill while it is moved', { timeout: 120_000 }, async () => {
    for (let afterMs = 0; afterMs < 120; afterMs += 20) {
      const folder = tempFolder();
      const env = { ...keyring.env, SCOPE: folder };
      await ask(env, 'set', 'cloud-token', 'the token');
      await ask(env, 'set', 'shop-secret', 'the secret');
      await killWhileOpening(env, folder, afterMs);
      expect([afterMs, await ask(env, 'open', folder)]).toMatchObject([
        afterMs,
        { state: 'ready', value: 'the token the secret' },
      ]);
      expect(await ask(env, 'get', 'cloud-token')).toMatchObject({ value: null });
      expect(await ask(env, 'get', 'shop-secret')).toMatchObject({ value: null });
    }
  });

  it('is missing where there is no session, no bus, or nobody on it who keeps secrets', async () => {
    const nowhere = { ...keyring.env, DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent/bus' };
    expect(await ask(nowhere, 'get', 'two')).toMatchObject({ state: 'missing' });
    expect(await ask(nowhere, 'probe')).toMatchObject({ state: 'missing' });
    expect(await ask({ ...nowhere, ASK_LOUDLY: '1' }, 'get', 'two')).toMatchObject({ state: 'missing' });
    const none = { DBUS_SESSION_BUS_ADDRESS: undefined, DISPLAY: undefined, XDG_RUNTIME_DIR: undefined };
    expect(await ask(none, 'probe')).toMatchObject({ state: 'missing' });
    expect(await ask({ ...none, ASK_LOUDLY: '1' }, 'probe')).toMatchObject({ state: 'missing' });
  });
});
