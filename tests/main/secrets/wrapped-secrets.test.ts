import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wrappedSecrets } from '../../../main/secrets/wrapped-secrets.ts';
import { type KeyStore, KeyStoreFailure } from '../../../main/services/ports-keychain.ts';
import { Died, memoryKeychain } from '../../support/memory-keychain.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const token = 'C0FFEE42'.repeat(8);
const secret = JSON.stringify({ generation: 1, key: 'ab'.repeat(32), note: 'chìa khóa của shop' });

function place() {
  const folder = tempFolder();
  const keychain = memoryKeychain();
  const path = join(folder, 'secrets.json');
  return {
    folder,
    keychain,
    path,
    /** As after a restart. */
    open: () => wrappedSecrets(keychain, folder),
    text: () => readFileSync(path, 'utf8'),
    write: (content: string) => writeFileSync(path, content),
    files: () => readdirSync(folder).sort(),
  };
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

const kept = async (keyStore: KeyStore) => [
  await keyStore.get('cloud-token'),
  await keyStore.get('shop-secret'),
];

describe('secrets of a till', () => {
  it('are one short key in the keychain, and everything else closed in a file for this account only', async () => {
    const { open, keychain, path, text } = place();
    const { keyStore } = open();
    expect(await keyStore.get('cloud-token')).toBe(null);
    expect(keychain.entries.size).toBe(0);
    await keyStore.set('cloud-token', token);
    await keyStore.set('shop-secret', secret);
    expect([...keychain.entries.keys()]).toEqual(['wrapping-key']);
    expect(Buffer.from(keychain.entries.get('wrapping-key') ?? '', 'base64')).toHaveLength(32);
    expect(text()).not.toContain(token);
    expect(text()).not.toContain('C0FFEE');
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(await kept(open().keyStore)).toEqual([token, secret]);
  });

  it('take any text, and give it back exactly', { timeout: 20_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (value) => {
        const { open } = place();
        await open().keyStore.set('cloud-token', value);
        expect(await open().keyStore.get('cloud-token')).toBe(Buffer.from(value, 'utf8').toString('utf8'));
      }),
      { numRuns: 30 },
    );
  });

  it('never close the same thing to the same bytes twice', async () => {
    const { open, text } = place();
    const { keyStore } = open();
    await keyStore.set('cloud-token', token);
    const before = text();
    await keyStore.set('cloud-token', token);
    expect(text()).not.toBe(before);
  });

  it('are gone when they are removed, and the others stay', async () => {
    const { open } = place();
    const { keyStore } = open();
    await keyStore.set('cloud-token', token);
    await keyStore.set('shop-secret', secret);
    await keyStore.remove('cloud-token');
    expect(await kept(open().keyStore)).toEqual([null, secret]);
  });

  it.each(['missing', 'locked', 'denied'] as const)(
    'are out of reach while the keychain is %s',
    async (state) => {
      const { open, keychain } = place();
      await open().keyStore.set('cloud-token', token);
      keychain.become(state);
      const { keyStore } = open();
      expect(await keyStore.probe()).toBe(state);
      expect(await stateOf(keyStore.get('cloud-token'))).toBe(state);
      expect(await stateOf(keyStore.set('cloud-token', 'x'))).toBe(state);
      keychain.become('ready');
      expect(await keyStore.get('cloud-token')).toBe(token);
    },
  );

  it('stay in reach when the keychain locks itself after they were read', async () => {
    const { open, keychain } = place();
    const { keyStore } = open();
    await keyStore.set('cloud-token', token);
    keychain.become('locked');
    expect(await keyStore.probe()).toBe('ready');
    expect(await keyStore.get('cloud-token')).toBe(token);
    await keyStore.set('shop-secret', secret);
    expect(await keyStore.get('shop-secret')).toBe(secret);
  });

  it('are lost, and stay as they are, when the keychain has no key or another one', async () => {
    const { open, keychain, text } = place();
    await open().keyStore.set('cloud-token', token);
    const before = text();
    const key = keychain.entries.get('wrapping-key') ?? '';
    for (const other of [null, Buffer.alloc(32, 7).toString('base64'), 'no key', key.slice(4)]) {
      if (other === null) keychain.entries.delete('wrapping-key');
      else keychain.entries.set('wrapping-key', other);
      const { keyStore } = open();
      expect(await keyStore.probe()).toBe('lost');
      expect(await stateOf(keyStore.get('cloud-token'))).toBe('lost');
      expect(await stateOf(keyStore.set('cloud-token', 'x'))).toBe('lost');
      expect(text()).toBe(before);
    }
    keychain.entries.set('wrapping-key', key);
    expect(await open().keyStore.get('cloud-token')).toBe(token);
  });
});

describe('a file of secrets somebody else wrote to', () => {
  it('is refused whatever was changed in it, and stays as it is', async () => {
    const { open, path, text, write } = place();
    await open().keyStore.set('cloud-token', token);
    await open().keyStore.set('shop-secret', secret);
    const sound = text();
    const bytes = readFileSync(path);
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (at, by) => {
        const changed = Buffer.from(bytes);
        changed[at] = (changed[at] ?? 0) ^ by;
        writeFileSync(path, changed);
        const { keyStore } = open();
        const state = await keyStore.probe();
        // White space between the fields means nothing; a changed name of the key makes it another key's file.
        if (state === 'ready') expect(await kept(keyStore)).toEqual([token, secret]);
        else expect(['damaged', 'lost']).toContain(state);
        expect(readFileSync(path).equals(changed)).toBe(true);
      }),
      { numRuns: 300 },
    );
    write(sound);
    expect(await kept(open().keyStore)).toEqual([token, secret]);
  });

  it('does not pass one secret for another', async () => {
    const { open, text, write } = place();
    await open().keyStore.set('cloud-token', token);
    await open().keyStore.set('shop-secret', secret);
    const { secrets, ...rest } = JSON.parse(text());
    write(JSON.stringify({ ...rest, secrets: { 'cloud-token': secrets['shop-secret'] } }));
    const { keyStore } = open();
    expect(await keyStore.probe()).toBe('damaged');
    expect(await stateOf(keyStore.get('cloud-token'))).toBe('damaged');
  });

  it.each([
    ['nothing', ''],
    ['half of it', '{"format":1,"keyId":"0123456789abcdef","secr'],
    ['a list', '[]'],
    ['a later format', '{"format":2,"keyId":"0123456789abcdef","secrets":{}}'],
    ['one field more', '{"format":1,"keyId":"0123456789abcdef","secrets":{},"and":1}'],
    [
      'a name nobody knows',
      '{"format":1,"keyId":"0123456789abcdef","secrets":{"password":{"nonce":"","box":""}}}',
    ],
    ['a prototype', '{"format":1,"keyId":"0123456789abcdef","secrets":{"__proto__":{"nonce":"","box":""}}}'],
    [
      'a box that is none',
      '{"format":1,"keyId":"0123456789abcdef","secrets":{"cloud-token":"in the clear"}}',
    ],
  ])('is refused and named when it holds %s', async (_, content) => {
    const { open, path, write, text } = place();
    write(content);
    const { keyStore } = open();
    expect(await keyStore.probe()).toBe('damaged');
    const failure = await keyStore.get('cloud-token').catch((error: unknown) => error);
    expect(String((failure as Error).cause)).toContain(path);
    expect(await stateOf(keyStore.set('cloud-token', 'x'))).toBe('damaged');
    expect(text()).toBe(content);
  });

  it('is put aside, not away, when the owner begins anew', async () => {
    const { open, write, files, folder } = place();
    write('somebody else’s');
    const { keyStore, recovery } = open();
    await recovery.beginAnew();
    await keyStore.set('cloud-token', token);
    expect(await open().keyStore.get('cloud-token')).toBe(token);
    expect(files()).toEqual(['secrets.json', 'secrets.json.kept-1']);
    expect(readFileSync(join(folder, 'secrets.json.kept-1'), 'utf8')).toBe('somebody else’s');
  });
});

describe('secrets an earlier program kept in the keychain itself', () => {
  const old = () =>
    new Map([
      ['cloud-token', token],
      ['shop-secret', secret],
    ]);

  it('are moved at the first question, and are gone from there', async () => {
    const { folder } = place();
    const keychain = memoryKeychain(old());
    expect(await wrappedSecrets(keychain, folder).keyStore.get('cloud-token')).toBe(token);
    expect([...keychain.entries.keys()]).toEqual(['wrapping-key']);
    expect(await kept(wrappedSecrets(keychain, folder).keyStore)).toEqual([token, secret]);
  });

  it('survive a kill at every step of the move', async () => {
    const whole = memoryKeychain(old());
    await wrappedSecrets(whole, tempFolder()).keyStore.get('cloud-token');
    for (let call = 1; call <= whole.calls(); call += 1) {
      const folder = tempFolder();
      const keychain = memoryKeychain(old());
      keychain.dieAt(call);
      await expect(wrappedSecrets(keychain, folder).keyStore.get('cloud-token')).rejects.toThrow(Died);
      keychain.dieAt(null);
      expect(await kept(wrappedSecrets(keychain, folder).keyStore)).toEqual([token, secret]);
      expect([...keychain.entries.keys()]).toEqual(['wrapping-key']);
    }
  });

  it('count when they came later than what is kept: an earlier program was run again', async () => {
    const { open, keychain } = place();
    await open().keyStore.set('cloud-token', 'the token before');
    keychain.entries.set('cloud-token', token);
    expect(await open().keyStore.get('cloud-token')).toBe(token);
    expect(keychain.entries.has('cloud-token')).toBe(false);
  });

  it('do not come back over a newer token when they could not be removed', async () => {
    const { folder } = place();
    const keychain = memoryKeychain(old());
    const { keyStore } = wrappedSecrets({ ...keychain, remove: async () => undefined }, folder);
    expect(await stateOf(keyStore.set('cloud-token', 'the next token'))).toBe('denied');
    const next = wrappedSecrets(keychain, folder).keyStore;
    await next.set('cloud-token', 'the next token');
    expect(await wrappedSecrets(keychain, folder).keyStore.get('cloud-token')).toBe('the next token');
  });
});
