import { describe, expect, it } from 'vitest';
import { type Keytar, keytarKeychain } from '../../../main/secrets/keytar-keychain.ts';
import { troubleOf } from '../../../main/secrets/trouble-of.ts';
import { KeyStoreFailure } from '../../../main/services/ports-keychain.ts';

/* biome-ignore format: one message a line */
const messages = [
  ['missing', 'Cannot autolaunch D-Bus without X11 $DISPLAY'],
  ['missing', 'Failed to execute child process “dbus-launch” (No such file or directory)'],
  ['missing', 'Could not connect: No such file or directory'],
  ['missing', 'GDBus.Error:org.freedesktop.DBus.Error.ServiceUnknown: The name org.freedesktop.secrets was not provided by any .service files'],
  ['missing', 'libsecret-1.so.0: cannot open shared object file: No such file or directory'],
  ['locked', 'Cannot create an item in a locked collection'],
  ['locked', 'Cannot get secret of a locked object'],
  ['locked', 'Object does not exist at path “/org/freedesktop/secrets/collection/login”'],
  ['locked', 'Error org.freedesktop.DBus.Error.NoReply: Did not receive a reply.'],
  ['denied', 'GDBus.Error:org.freedesktop.DBus.Error.AccessDenied: An AppArmor policy prevents this sender from sending this message'],
  ['denied', 'The prompt was dismissed'],
  ['missing', 'A default keychain could not be found.'],
  ['missing', 'No keychain is available. You may need to restart your computer.'],
  ['denied', 'User canceled the operation.'],
  ['denied', 'The user name or passphrase you entered is not correct.'],
  ['locked', 'User interaction is not allowed.'],
  ['missing', 'A specified logon session does not exist. It may already have been terminated.'],
  ['missing', 'The RPC server is unavailable.'],
  ['denied', 'Access is denied.'],
  ['denied', 'Truy nhập bị từ chối.'],
  ['denied', 'Truy nhập bị từ chối.'.normalize('NFD')],
  ['locked', 'something nobody has met yet'],
] as const;

describe('what a system says', () => {
  it.each(messages)('is %s: %s', (trouble, message) => {
    expect(troubleOf(message)).toBe(trouble);
  });
});

function keychainOver(keytar: Partial<Keytar>, timeoutMs = 30) {
  const calls: string[] = [];
  const whole: Keytar = {
    getPassword: async () => null,
    setPassword: async () => undefined,
    deletePassword: async () => true,
    ...keytar,
  };
  const keychain = keytarKeychain({
    scope: 'x',
    timeoutMs,
    askQuietly: null,
    load: async () => ({
      getPassword: (service, account) => {
        calls.push(`get ${account}`);
        return whole.getPassword(service, account);
      },
      setPassword: (service, account, value) => {
        calls.push(`set ${account}`);
        return whole.setPassword(service, account, value);
      },
      deletePassword: (service, account) => {
        calls.push(`delete ${account}`);
        return whole.deletePassword(service, account);
      },
    }),
  });
  return { keychain, calls };
}

async function stateOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'ready';
  } catch (error) {
    if (error instanceof KeyStoreFailure) return error.state;
    throw error;
  }
}

describe('the keychain through keytar', () => {
  it('is locked while a call does not come back, and takes no second thread for another', async () => {
    let comeBack: (value: string) => void = () => undefined;
    const { keychain, calls } = keychainOver({
      getPassword: () =>
        new Promise((resolve) => {
          comeBack = resolve;
        }),
    });
    expect(await stateOf(keychain.get('a'))).toBe('locked');
    expect(await stateOf(keychain.get('b'))).toBe('locked');
    expect(await stateOf(keychain.set('c', 'x'))).toBe('locked');
    expect(calls).toEqual(['get a']);
    comeBack('at last');
    await new Promise((resolve) => setImmediate(resolve));
    const next = keychain.get('a');
    await new Promise((resolve) => setImmediate(resolve));
    comeBack('kept');
    expect(await next).toBe('kept');
  });

  it('goes on once it says that it is open, though the dialog of an earlier call still stands there', async () => {
    let state: 'locked' | 'ready' = 'locked';
    const calls: string[] = [];
    const keychain = keytarKeychain({
      scope: 'x',
      timeoutMs: 20,
      askQuietly: async () => state,
      load: async () => ({
        getPassword: async (_, account) => {
          calls.push(account);
          return 'kept';
        },
        setPassword: () => new Promise(() => undefined),
        deletePassword: async () => true,
      }),
    });
    expect(await keychain.probe()).toBe('locked');
    expect(await stateOf(keychain.get('a'))).toBe('locked');
    expect(calls).toEqual([]);
    state = 'ready';
    expect(await keychain.get('a')).toBe('kept');
    expect(await keychain.probe()).toBe('ready');
    // That one hangs too, and with it no thread is left to risk.
    expect(await stateOf(keychain.set('a', 'x'))).toBe('locked');
    expect(await stateOf(keychain.get('a'))).toBe('locked');
  });

  it('that said no is asked again when somebody wants it, not by every retry', async () => {
    let isAllowed = false;
    const { keychain, calls } = keychainOver({
      getPassword: async () => {
        if (!isAllowed) throw new Error('User canceled the operation.');
        return 'kept';
      },
      setPassword: async () => {
        if (!isAllowed) throw new Error('User canceled the operation.');
      },
    });
    expect(await stateOf(keychain.get('a'))).toBe('denied');
    expect(await stateOf(keychain.get('a'))).toBe('denied');
    expect(await stateOf(keychain.get('a'))).toBe('denied');
    expect(calls).toEqual(['get a']);
    expect(await keychain.probe()).toBe('denied');
    isAllowed = true;
    expect(await keychain.probe()).toBe('ready');
    expect(await keychain.get('a')).toBe('kept');
  });

  it('is missing where its library cannot be loaded', async () => {
    const keychain = keytarKeychain({
      scope: 'x',
      askQuietly: null,
      load: () => Promise.reject(new KeyStoreFailure('missing')),
    });
    expect(await keychain.probe()).toBe('missing');
    expect(await stateOf(keychain.get('a'))).toBe('missing');
  });

  it('is missing, locked or denied without a call where a quiet question says so', async () => {
    for (const state of ['missing', 'locked', 'denied'] as const) {
      const keychain = keytarKeychain({
        scope: 'x',
        askQuietly: async () => state,
        load: () => Promise.reject(new Error('was called')),
      });
      expect(await stateOf(keychain.get('a'))).toBe(state);
      expect(await stateOf(keychain.remove('a'))).toBe(state);
    }
  });
});
