import { spawnSync } from 'node:child_process';
import { SetupError, step } from './report.mjs';
import { run } from './run.mjs';

const window = [
  'libnss3',
  'libatk1.0-0',
  'libatk-bridge2.0-0',
  'libcups2',
  'libdrm2',
  'libgtk-3-0',
  'libgbm1',
  'libasound2',
  'libxss1',
];
const keychain = ['libsecret-1-0'];
const scanners = ['libudev1', 'libusb-1.0-0'];
const compiler = ['libsecret-1-dev', 'python3', 'make', 'g++'];
const archives = ['unzip'];
const display = ['xvfb', 'xauth'];
const session = ['dbus', 'gnome-keyring'];
/**
 * Programs that read printed paper in the tests, and ways to a printer that only a real system has. Without them those tests say so and
 * are skipped, so nobody is stopped for want of them.
 */
const paper = ['zbar-tools', 'tesseract-ocr', 'tesseract-ocr-vie', 'cups', 'cups-client', 'socat'];
/** Presses keys in the real window. The same goes for it. */
const hands = ['xdotool'];

/** Installs what a Debian-like system lacks; other systems bring these with their desktop. */
export async function ensureSystemLibraries() {
  if (process.platform !== 'linux') return;
  const isRoot = process.getuid?.() === 0;
  const missing = findMissing(isRoot ? [...paper, ...hands] : []);
  if (missing === undefined || missing.length === 0) return;
  const command = `apt-get install -y --no-install-recommends ${missing.join(' ')}`;
  if (!isRoot) {
    throw new SetupError(`system packages are missing: ${missing.join(' ')}`, `Run: sudo ${command}`);
  }
  await step(`installing system packages: ${missing.join(' ')}`, async () => {
    const env = { DEBIAN_FRONTEND: 'noninteractive' };
    const remedy = 'Check that Debian’s package mirror is reachable, then run the command again.';
    await run('apt-get', ['update', '-qq'], { env, remedy });
    const names = missing.map(currentName);
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...names], { env, remedy });
  });
}

/** The missing packages, or undefined where there is no dpkg to ask. */
function findMissing(more) {
  const needed = [...window, ...keychain, ...scanners, ...compiler, ...archives, ...more];
  if (!process.env.DISPLAY) needed.push(...display);
  if (!process.env.DBUS_SESSION_BUS_ADDRESS) needed.push(...session);
  const names = needed.flatMap((name) => [name, `${name}t64`]);
  const asked = spawnSync('dpkg-query', ['-W', '-f', '${Package} ${db:Status-Abbrev}\n', ...names], {
    encoding: 'utf8',
  });
  if (asked.error) return undefined;
  const installed = new Set(
    asked.stdout
      .split('\n')
      .map((line) => line.split(' '))
      .filter(([, status]) => status === 'ii')
      .map(([name]) => name),
  );
  return needed.filter((name) => !installed.has(name) && !installed.has(`${name}t64`));
}

/** Newer releases renamed libraries to `…t64` for 64-bit time and left no installable package of the old name. */
function currentName(name) {
  const renamed = `${name}t64`;
  return spawnSync('apt-cache', ['show', renamed], { stdio: 'ignore' }).status === 0 ? renamed : name;
}
