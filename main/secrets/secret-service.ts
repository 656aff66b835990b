import { execFile } from 'node:child_process';
import type { KeyStoreState } from '../services/ports-keychain.ts';
import { troubleOf } from './trouble-of.ts';

/** What the Secret Service of a Linux desktop says of itself; `unknown` where nobody can be asked without asking the person too. */
export type QuietState = Extract<KeyStoreState, 'ready' | 'missing' | 'locked' | 'denied'> | 'unknown';

export type AskQuietly = () => Promise<QuietState>;

const question = [
  '--session',
  '--print-reply',
  '--dest=org.freedesktop.secrets',
  '/org/freedesktop/secrets/aliases/default',
  'org.freedesktop.DBus.Properties.Get',
  'string:org.freedesktop.Secret.Collection',
  'string:Locked',
];

/**
 * Asks whether the keyring is locked. libsecret itself cannot: reading from a locked one brings up the system's question, and what it
 * says when that is refused is the same as for an entry that was never there. A process of its own also ends when the answer never comes, where
 * a call into the library would hold on to a thread, and to the program at its end.
 */
export function askSecretService(timeoutMs: number): AskQuietly {
  return () =>
    new Promise((resolve) => {
      const patience = [`--reply-timeout=${timeoutMs}`, ...question];
      execFile(
        'dbus-send',
        patience,
        { timeout: timeoutMs + 500, killSignal: 'SIGKILL' },
        (error, stdout, stderr) => {
          if (error === null) return resolve(/boolean true/.test(stdout) ? 'locked' : 'ready');
          if (error.code === 'ENOENT') return resolve('unknown');
          const trouble = troubleOf(stderr);
          resolve(trouble === 'missing' || trouble === 'denied' ? trouble : 'locked');
        },
      );
    });
}
