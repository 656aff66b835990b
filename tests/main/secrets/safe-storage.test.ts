import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { movingKeychain } from '../../../main/secrets/moving-keychain.ts';
import { type SafeStorage, safeStorageKeychain } from '../../../main/secrets/safe-storage.ts';
import { wrappedSecrets } from '../../../main/secrets/wrapped-secrets.ts';
import { Died, memoryKeychain } from '../../support/memory-keychain.ts';
import { tempFolder } from '../../support/temp-folder.ts';

/** Turns bytes around, and knows its own by a mark. */
const close = (mark: string, text: string) => Buffer.concat([Buffer.from(mark), Buffer.from(text).reverse()]);
const openIt = (mark: string, closed: Buffer) => {
  if (closed.subarray(0, mark.length).toString() !== mark)
    throw new Error('Error while decrypting the ciphertext');
  return Buffer.from(closed.subarray(mark.length)).reverse().toString();
};

function older(over: Partial<SafeStorage> = {}, mark = 'v10'): SafeStorage {
  return {
    isEncryptionAvailable: () => true,
    encryptString: (text) => close(mark, text),
    decryptString: (closed) => openIt(mark, closed),
    getSelectedStorageBackend: () => 'gnome_libsecret',
    ...over,
  };
}

function newer(over: Partial<SafeStorage> = {}, mark = 'v10'): SafeStorage {
  return {
    isAsyncEncryptionAvailable: async () => true,
    encryptStringAsync: async (text) => close(mark, text),
    decryptStringAsync: async (closed) => ({ result: openIt(mark, closed), shouldReEncrypt: false }),
    ...over,
  };
}

const place = () => join(tempFolder(), 'safe-storage.json');

describe.each([
  ['the older names', older],
  ['the newer names', newer],
] as const)('the keychain through safeStorage with %s', (_, api) => {
  it('keeps values closed in a file, from one start to the next', async () => {
    const path = place();
    const open = () => safeStorageKeychain({ api: api(), path });
    expect(await open().probe()).toBe('ready');
    expect(await open().get('a')).toBe(null);
    await open().set('a', 'chìa khóa');
    await open().set('b', 'khác');
    expect(readFileSync(path, 'utf8')).not.toContain('khóa');
    expect(await open().get('a')).toBe('chìa khóa');
    await open().remove('a');
    expect([await open().get('a'), await open().get('b')]).toEqual([null, 'khác']);
  });

  it.each(['basic_text', 'unknown'])(
    'is missing where the system would only pretend: %s',
    async (backend) => {
      const path = place();
      const keychain = safeStorageKeychain({ api: api({ getSelectedStorageBackend: () => backend }), path });
      expect(await keychain.probe()).toBe('missing');
      await expect(keychain.set('a', 'x')).rejects.toMatchObject({ state: 'missing' });
      await expect(keychain.get('a')).rejects.toMatchObject({ state: 'missing' });
    },
  );

  it('is lost, and stays as it is, when the system cannot open what it closed once', async () => {
    const path = place();
    await safeStorageKeychain({ api: api({}, 'v10'), path }).set('a', 'x');
    const before = readFileSync(path, 'utf8');
    const keychain = safeStorageKeychain({ api: api({}, 'v99'), path });
    await expect(keychain.get('a')).rejects.toMatchObject({ state: 'lost' });
    expect(readFileSync(path, 'utf8')).toBe(before);
  });

  it('is damaged where its file is somebody else’s', async () => {
    const path = place();
    for (const content of [
      '',
      '{}',
      '{"format":1,"entries":{"a":7}}',
      '{"format":1,"entries":{"a":"not base64"}}',
    ]) {
      writeFileSync(path, content);
      const keychain = safeStorageKeychain({ api: api(), path });
      await expect(keychain.get('a')).rejects.toMatchObject({ state: 'damaged' });
      await expect(keychain.set('a', 'x')).rejects.toMatchObject({ state: 'damaged' });
      expect(readFileSync(path, 'utf8')).toBe(content);
    }
  });
});

describe('the keychain through safeStorage', () => {
  it('is locked while the system does not close anything, in either way of asking', async () => {
    const sayNo = [
      older({ isEncryptionAvailable: () => false }),
      newer({ isAsyncEncryptionAvailable: async () => false }),
    ];
    for (const api of sayNo) expect(await safeStorageKeychain({ api, path: place() }).probe()).toBe('locked');
    const quiet = safeStorageKeychain({ api: older(), path: place(), askQuietly: async () => 'denied' });
    expect(await quiet.probe()).toBe('denied');
  });

  it('is given up when the system does not answer', async () => {
    const api = newer({ isAsyncEncryptionAvailable: () => new Promise(() => undefined) });
    expect(await safeStorageKeychain({ api, path: place(), timeoutMs: 20 }).probe()).toBe('locked');
  });

  it('is missing where there is no Electron, or one with neither way', async () => {
    expect(await safeStorageKeychain({ api: {}, path: place() }).probe()).toBe('missing');
    const half = { isAsyncEncryptionAvailable: async () => true };
    expect(await safeStorageKeychain({ api: half, path: place() }).probe()).toBe('missing');
  });

  it('closes anew what the system wants closed anew', async () => {
    const path = place();
    await safeStorageKeychain({ api: newer(), path }).set('a', 'x');
    const rotated = newer({
      decryptStringAsync: async (closed) => ({ result: openIt('v10', closed), shouldReEncrypt: true }),
      encryptStringAsync: async (text) => close('v11', text),
    });
    expect(await safeStorageKeychain({ api: rotated, path }).get('a')).toBe('x');
    expect(await safeStorageKeychain({ api: newer({}, 'v11'), path }).get('a')).toBe('x');
  });
});

describe('moving from one keychain to another', () => {
  const token = 'C0FFEE42'.repeat(8);

  it('takes a till’s secrets along, and leaves nothing behind', async () => {
    const folder = tempFolder();
    const [before, now] = [memoryKeychain(), memoryKeychain()];
    await wrappedSecrets(before, folder).keyStore.set('cloud-token', token);
    expect(await wrappedSecrets(movingKeychain(now, before), folder).keyStore.get('cloud-token')).toBe(token);
    expect(before.entries.size).toBe(0);
    expect(await wrappedSecrets(now, folder).keyStore.get('cloud-token')).toBe(token);
    // And back again.
    expect(await wrappedSecrets(movingKeychain(before, now), folder).keyStore.get('cloud-token')).toBe(token);
    expect(now.entries.size).toBe(0);
  });

  it('takes direct entries of an earlier program along too', async () => {
    const folder = tempFolder();
    const [before, now] = [memoryKeychain(new Map([['cloud-token', token]])), memoryKeychain()];
    expect(await wrappedSecrets(movingKeychain(now, before), folder).keyStore.get('cloud-token')).toBe(token);
    expect(before.entries.size).toBe(0);
    expect([...now.entries.keys()]).toEqual(['wrapping-key']);
  });

  it('survives a kill at every step of either side', async () => {
    for (const side of ['before', 'now'] as const) {
      for (let call = 1; call <= 6; call += 1) {
        const folder = tempFolder();
        const keychains = { before: memoryKeychain(), now: memoryKeychain() };
        await wrappedSecrets(keychains.before, folder).keyStore.set('cloud-token', token);
        const open = () => wrappedSecrets(movingKeychain(keychains.now, keychains.before), folder).keyStore;
        keychains[side].dieAt(call);
        await open()
          .get('cloud-token')
          .catch((error: unknown) => expect(error).toBeInstanceOf(Died));
        keychains[side].dieAt(null);
        expect([side, call, await open().get('cloud-token')]).toEqual([side, call, token]);
        expect(keychains.before.entries.size).toBe(0);
      }
    }
  });

  it('waits while the old one is locked, and does without it where it is missing', async () => {
    const folder = tempFolder();
    const [before, now] = [memoryKeychain(), memoryKeychain()];
    await wrappedSecrets(before, folder).keyStore.set('cloud-token', token);
    before.become('locked');
    await expect(movingKeychain(now, before).get('wrapping-key')).rejects.toMatchObject({ state: 'locked' });
    before.become('missing');
    expect(await movingKeychain(now, before).get('wrapping-key')).toBe(null);
  });
});
