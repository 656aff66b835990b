import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const passphrase = 'mở ra nào';
const collection = '/org/freedesktop/secrets/collection/login';
const secretService = '/org/freedesktop/secrets';

export type PrivateKeyring = {
  /** For programs that are to use it. */
  readonly env: Readonly<Record<string, string>>;
  readonly lock: () => void;
  readonly unlock: () => Promise<void>;
  /** Still there, and never answers. */
  readonly freeze: () => void;
  readonly thaw: () => void;
  readonly end: () => Promise<void>;
};

/** A session bus and a gnome-keyring of their own, unlocked; the real ones, whose state a test holds. */
export async function startKeyring(): Promise<PrivateKeyring> {
  const folder = mkdtempSync(join(tmpdir(), 'quay-test-kr-'));
  for (const name of ['run', 'home', 'control']) mkdirSync(join(folder, name), { mode: 0o700 });
  chmodSync(folder, 0o700);
  const bus = spawn('dbus-daemon', ['--session', '--nofork', '--nopidfile', '--print-address=1'], {
    env: { ...process.env, XDG_RUNTIME_DIR: join(folder, 'run') },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const address = await firstLine(bus);
  const env = {
    DBUS_SESSION_BUS_ADDRESS: address,
    XDG_RUNTIME_DIR: join(folder, 'run'),
    XDG_DATA_HOME: join(folder, 'home'),
    HOME: join(folder, 'home'),
  };
  const control = join(folder, 'control');
  const keyring = spawn(
    'gnome-keyring-daemon',
    ['--foreground', '--unlock', '--components=secrets', `--control-directory=${control}`],
    { env: { ...process.env, ...env }, stdio: ['pipe', 'pipe', 'ignore'] },
  );
  keyring.stdin.end(passphrase);
  // It prints its environment once the keyring is unlocked and served.
  await firstLine(keyring);
  return {
    env,
    lock: () => {
      const call = ['--session', '--print-reply', '--dest=org.freedesktop.secrets', secretService];
      const method = ['org.freedesktop.Secret.Service.Lock', `array:objpath:${collection}`];
      execFileSync('dbus-send', [...call, ...method], { env: { ...process.env, ...env } });
    },
    unlock: () => askControl(join(control, 'control')),
    freeze: () => void keyring.kill('SIGSTOP'),
    thaw: () => void keyring.kill('SIGCONT'),
    end: async () => {
      for (const child of [keyring, bus]) {
        const gone = new Promise((resolve) => child.once('exit', resolve));
        if (child.exitCode === null && child.signalCode === null && child.kill('SIGKILL')) await gone;
      }
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** What signing in to a desktop does: hands the passphrase over, without a dialog. */
function askControl(path: string): Promise<void> {
  const text = Buffer.from(passphrase, 'utf8');
  const request = Buffer.alloc(12);
  request.writeUInt32BE(12 + text.length, 0);
  request.writeUInt32BE(1, 4);
  request.writeUInt32BE(text.length, 8);
  return new Promise((resolve, reject) => {
    const socket = connect(path);
    socket.once('error', reject);
    socket.once('data', (answer) => {
      socket.destroy();
      if (answer.readUInt32BE(4) === 0) resolve();
      else reject(new Error(`the keyring stayed locked: ${answer.toString('hex')}`));
    });
    // A byte of its own first, with which the other side looks who is there.
    socket.write(Buffer.from([0]), () => socket.write(Buffer.concat([request, text])));
  });
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`it ended with code ${code}`)));
    child.stdout?.setEncoding('utf8').on('data', (part: string) => {
      text += part;
      if (text.includes('\n')) resolve(text.slice(0, text.indexOf('\n')));
    });
  });
}
