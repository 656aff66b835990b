import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readRecoveryCode } from '../../../domain/recovery-code.ts';
import { wrappedSecrets } from '../../../main/secrets/wrapped-secrets.ts';
import { Died, memoryKeychain } from '../../support/memory-keychain.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const token = 'C0FFEE42'.repeat(8);

async function place(withSecret = true) {
  const folder = tempFolder();
  const keychain = memoryKeychain();
  const open = () => wrappedSecrets(keychain, folder);
  if (withSecret) await open().keyStore.set('cloud-token', token);
  return { folder, keychain, open, path: (name: string) => join(folder, name) };
}

describe('the recovery code', () => {
  it('is made once asked for, is a code, and stands in no file', async () => {
    const { open, path } = await place();
    expect(open().recovery.state()).toBe('none');
    const code = await open().recovery.renew();
    expect(readRecoveryCode(code)).toEqual({ kind: 'code', code });
    expect(open().recovery.state()).toBe('made');
    for (const file of ['secrets.json', 'recovery.json'])
      for (const group of code.split('-')) expect(readFileSync(path(file), 'utf8')).not.toContain(group);
    expect(await open().keyStore.get('cloud-token')).toBe(token);
  });

  it('gives an empty keychain its key back', async () => {
    const { open, keychain } = await place();
    const code = await open().recovery.renew();
    keychain.entries.clear();
    const { keyStore, recovery } = open();
    expect(await keyStore.probe()).toBe('lost');
    expect(await recovery.recover(code)).toBe(true);
    expect(await keyStore.get('cloud-token')).toBe(token);
    expect(await open().keyStore.get('cloud-token')).toBe(token);
  });

  it('opens the folder on another computer', async () => {
    const { open, folder } = await place();
    const code = await open().recovery.renew();
    const elsewhere = wrappedSecrets(memoryKeychain(), folder);
    expect(await elsewhere.recovery.recover(code)).toBe(true);
    expect(await elsewhere.keyStore.get('cloud-token')).toBe(token);
  });

  it('of another till, or with one group of another code, opens nothing and changes nothing', async () => {
    const { open, keychain } = await place();
    const code = await open().recovery.renew();
    const other = await (await place()).open().recovery.renew();
    keychain.entries.clear();
    const { recovery, keyStore } = open();
    expect(await recovery.recover(other)).toBe(false);
    expect(await recovery.recover([...code.split('-').slice(0, 4), other.split('-')[4]].join('-'))).toBe(
      false,
    );
    expect(keychain.entries.size).toBe(0);
    expect(await keyStore.probe()).toBe('lost');
  });

  it('stops working when another is made, even beside an old copy of its file', async () => {
    const { open, keychain, path } = await place();
    const first = await open().recovery.renew();
    copyFileSync(path('recovery.json'), path('old.json'));
    const second = await open().recovery.renew();
    keychain.entries.clear();
    expect(await open().recovery.recover(first)).toBe(false);
    copyFileSync(path('old.json'), path('recovery.json'));
    expect(open().recovery.state()).toBe('outdated');
    expect(await open().recovery.recover(first)).toBe(false);
    expect(second).not.toBe(first);
  });

  it('is not made while the key is lost', async () => {
    const { open, keychain } = await place();
    keychain.entries.clear();
    await expect(open().recovery.renew()).rejects.toMatchObject({ state: 'lost' });
    expect(open().recovery.state()).toBe('none');
  });

  it('loses nothing to a kill at any step of making it', { timeout: 30_000 }, async () => {
    const whole = await place();
    const before = whole.keychain.calls();
    await whole.open().recovery.renew();
    for (let call = 1; call <= whole.keychain.calls() - before; call += 1) {
      const { open, keychain } = await place();
      const former = await open().recovery.renew();
      keychain.dieAt(call);
      await expect(open().recovery.renew()).rejects.toThrow(Died);
      keychain.dieAt(null);
      const after = open();
      expect([call, await after.keyStore.get('cloud-token')]).toEqual([call, token]);
      // Either the paper in the drawer still works, or the till says that it does not.
      keychain.entries.clear();
      const works = await open().recovery.recover(former);
      expect([call, works ? 'made' : 'outdated']).toEqual([call, open().recovery.state()]);
    }
  });

  it('is outdated, not made, once the token was given anew', async () => {
    const { open, keychain } = await place();
    const code = await open().recovery.renew();
    keychain.entries.clear();
    const { keyStore, recovery } = open();
    await recovery.beginAnew();
    await keyStore.set('cloud-token', 'another');
    expect(recovery.state()).toBe('outdated');
    expect(await recovery.recover(code)).toBe(false);
    expect(await open().keyStore.get('cloud-token')).toBe('another');
  });

  it('refuses a changed file as damaged, whatever the code', async () => {
    const { open, keychain, path } = await place();
    const code = await open().recovery.renew();
    keychain.entries.clear();
    const sound = readFileSync(path('recovery.json'), 'utf8');
    for (const spoilt of [sound.slice(0, 40), sound.replace('"format": 1', '"format": 1, "N": 1'), '{}']) {
      writeFileSync(path('recovery.json'), spoilt);
      await expect(open().recovery.recover(code)).rejects.toMatchObject({ state: 'damaged' });
      expect(open().recovery.state()).toBe('outdated');
    }
    const salted = JSON.parse(sound);
    salted.salt = Buffer.alloc(16).toString('base64');
    writeFileSync(path('recovery.json'), JSON.stringify(salted));
    expect(await open().recovery.recover(code)).toBe(false);
    writeFileSync(path('recovery.json'), sound);
    expect(await open().recovery.recover(code)).toBe(true);
  });

  it('is put back only where the keychain takes it', async () => {
    const { open, keychain } = await place();
    const code = await open().recovery.renew();
    keychain.entries.clear();
    keychain.become('locked');
    await expect(open().recovery.recover(code)).rejects.toMatchObject({ state: 'locked' });
  });
});
