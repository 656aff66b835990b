import { createHash, randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** The private folder of the keyring's files, made if absent; QUAY_KEYRING_DIR moves it. */
export function keyringFolder() {
  const folder =
    process.env.QUAY_KEYRING_DIR ||
    join(process.env.XDG_DATA_HOME || join(homedir(), '.local/share'), 'quay-keyring');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  makePassphrase(join(folder, 'passphrase'));
  return realpathSync(folder);
}

export function readPassphrase(folder) {
  return readFileSync(join(folder, 'passphrase'), 'utf8');
}

/** An abstract socket: the kernel lets one process have the name, and frees it however that process ends. */
export function hostAddress(folder) {
  const name = createHash('sha256')
    .update(`${folder}\n${readPassphrase(folder)}`)
    .digest('hex')
    .slice(0, 32);
  return `\0quay-keyring-${name}`;
}

/** Of two first runs at once, one links its file into place and both read that one. */
function makePassphrase(file) {
  if (existsSync(file)) return;
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, randomBytes(24).toString('base64url'), { mode: 0o600 });
  try {
    linkSync(draft, file);
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft);
  }
}
