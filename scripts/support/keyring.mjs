import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hostAddress, keyringFolder } from './keyring-place.mjs';

const startTimeoutMs = 20_000;
const retryMs = 40;
const hostScript = join(dirname(fileURLToPath(import.meta.url)), 'keyring-host.mjs');

/**
 * Joins the keyring host of this user's folder, starting it if nobody has.
 *
 * @returns {Promise<{ address: string, leave: () => void }>} the session bus address, and how to let go of it
 */
export async function joinKeyring() {
  const folder = keyringFolder();
  const deadline = Date.now() + startTimeoutMs;
  let started = false;
  while (Date.now() < deadline) {
    const joined = await tryToJoin(folder);
    if (joined !== 'absent' && joined !== 'ending') return joined;
    if (joined === 'ending') started = false;
    if (joined === 'absent' && !started) {
      startHost(folder);
      started = true;
    }
    await new Promise((resolve) => setTimeout(resolve, retryMs));
  }
  const log = readFileSync(logFile(folder), 'utf8').slice(-2000);
  throw new Error(`The private keychain did not start. Run: npm run setup\n${log}`);
}

function tryToJoin(folder) {
  return new Promise((resolve) => {
    const socket = connect(hostAddress(folder));
    let text = '';
    socket.setEncoding('utf8').on('data', (part) => {
      text += part;
      if (!text.endsWith('\n')) return;
      resolve({ address: text.trim(), leave: () => socket.destroy() });
    });
    socket.on('error', () => resolve('absent'));
    socket.on('close', () => resolve('ending'));
  });
}

function startHost(folder) {
  const log = openSync(logFile(folder), 'w', 0o600);
  spawn(process.execPath, [hostScript, folder], { detached: true, stdio: ['ignore', log, log] }).unref();
  closeSync(log);
}

function logFile(folder) {
  return join(folder, 'keyring.log');
}
