// Runs a command with a keychain: the system's own, or, on a Linux machine without a desktop session, a private
// gnome-keyring whose files persist in QUAY_KEYRING_DIR.
import { spawnSync } from 'node:child_process';
import { commandLine, runInForeground } from './support/child.mjs';
import { joinKeyring } from './support/keyring.mjs';

const command = commandLine('with-keychain.mjs');
if (process.platform !== 'linux' || systemKeychainAnswers()) {
  process.exitCode = await runInForeground(command, process.env);
} else {
  const keyring = await joinKeyring();
  try {
    const env = { ...process.env, DBUS_SESSION_BUS_ADDRESS: keyring.address };
    process.exitCode = await runInForeground(command, env);
  } finally {
    keyring.leave();
  }
}

function systemKeychainAnswers() {
  if (!process.env.DBUS_SESSION_BUS_ADDRESS) return false;
  const ping = ['/org/freedesktop/secrets', 'org.freedesktop.DBus.Peer.Ping'];
  const how = ['--session', '--print-reply', '--reply-timeout=3000', '--dest=org.freedesktop.secrets'];
  return spawnSync('dbus-send', [...how, ...ping], { stdio: 'ignore' }).status === 0;
}
