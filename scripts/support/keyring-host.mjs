// One private session bus with an unlocked gnome-keyring for each keyring folder. Two daemons on one folder would
// overwrite each other's secrets, so all commands that use it share this host: it tells each client the bus address and
// ends, daemons first, when the last client's connection closes, however that client ended.
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { argv, env } from 'node:process';
import { spawnDaemon, stop } from './child.mjs';
import { hostAddress, readPassphrase } from './keyring-place.mjs';

const startTimeoutMs = 15_000;
const [folder] = argv.slice(2);
if (!folder) throw new Error('usage: keyring-host.mjs FOLDER');

// The daemons' sockets; short, because the path of a socket may have only 108 characters.
const runtimeFolder = mkdtempSync(join(tmpdir(), 'quay-kr-'));
const daemons = [];
const clients = new Set();
let ending = false;

const server = createServer((socket) => {
  if (ending) return socket.destroy();
  clients.add(socket);
  socket.on('error', () => socket.destroy());
  socket.on('close', () => {
    clients.delete(socket);
    if (clients.size === 0) end(0);
  });
  ready.then((address) => socket.write(`${address}\n`)).catch(() => socket.destroy());
});
const ready = new Promise((resolve, reject) => {
  server.once('listening', () => startDaemons().then(resolve, reject));
});
ready.catch((error) => {
  process.stderr.write(`${error.message}\n`);
  end(1);
});
// Another host is already there: its clients and ours are the same.
server.once('error', () => end(0));
server.listen(hostAddress(folder));
setTimeout(() => clients.size === 0 && end(0), startTimeoutMs).unref();
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => end(0));

/** The name stays taken until the daemons are gone, so that the next host never meets them. */
async function end(code) {
  if (ending) return;
  ending = true;
  for (const daemon of daemons.reverse()) await stop(daemon);
  rmSync(runtimeFolder, { recursive: true, force: true });
  process.exit(code);
}

async function startDaemons() {
  const bus = spawnDaemon(
    'dbus-daemon',
    ['--session', '--nofork', '--nopidfile', '--print-address=3', `--address=unix:dir=${runtimeFolder}`],
    { env: { ...env, XDG_RUNTIME_DIR: runtimeFolder }, stdio: ['ignore', 'ignore', 'inherit', 'pipe'] },
  );
  daemons.push(bus);
  const address = await firstLine(bus, bus.stdio[3], 'dbus-daemon');
  const keyring = spawnDaemon(
    'gnome-keyring-daemon',
    ['--foreground', '--unlock', '--components=secrets', `--control-directory=${runtimeFolder}`],
    {
      env: {
        ...env,
        DBUS_SESSION_BUS_ADDRESS: address,
        XDG_RUNTIME_DIR: runtimeFolder,
        XDG_DATA_HOME: folder,
        HOME: folder,
      },
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  );
  daemons.push(keyring);
  keyring.stdin.end(readPassphrase(folder));
  // It prints its environment once the keyring is unlocked and served.
  await firstLine(keyring, keyring.stdout, 'gnome-keyring-daemon');
  for (const daemon of daemons) daemon.once('exit', () => end(1));
  return address;
}

function firstLine(child, stream, name) {
  return new Promise((resolve, reject) => {
    let text = '';
    const fail = (reason) => reject(new Error(`${name} ${reason}`));
    const timer = setTimeout(() => fail('did not start'), startTimeoutMs);
    child.once('error', (error) => fail(error.message));
    child.once('exit', () => fail('ended at once'));
    stream.setEncoding('utf8').on('data', (part) => {
      text += part;
      const lineEnd = text.indexOf('\n');
      if (lineEnd < 0) return;
      clearTimeout(timer);
      child.removeAllListeners('exit');
      resolve(text.slice(0, lineEnd));
    });
  });
}
