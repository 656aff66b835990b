import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { recoveryChances, recoveryCodeOf } from '../../../domain/recovery-code.ts';
import { wrappedSecrets } from '../../../main/secrets/wrapped-secrets.ts';
import {
  keychainView,
  newRecoveryCode,
  recoverKeychain,
  retryKeychain,
} from '../../../main/services/keychain.ts';
import { printRecoveryCode } from '../../../main/services/print-recovery-code.ts';
import type { Till } from '../../../main/services/till.ts';
import { memoryKeychain } from '../../support/memory-keychain.ts';
import { must } from '../../support/selling-till.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { testTill } from '../../support/test-till.ts';

const token = 'C0FFEE42'.repeat(8);
const wrong = (step: number) =>
  recoveryCodeOf(Array.from({ length: recoveryChances }, (_, index) => (index * step) % 23));

/** A till with a token, whose keychain was emptied; `code` is the one on the owner's paper. */
async function lostTill() {
  const test = testTill();
  const keychain = memoryKeychain();
  const folder = tempFolder();
  const open = (): Till => {
    const { keyStore, recovery } = wrappedSecrets(keychain, folder);
    return { ...test.till, keyStore, keyRecovery: recovery };
  };
  const before = open();
  await before.keyStore.set('cloud-token', token);
  const { code } = must(await newRecoveryCode(before, test.owner.staffId));
  keychain.entries.clear();
  return { ...test, keychain, till: open(), code, open };
}

const codeOf = (answer: { readonly ok: boolean; readonly error?: { readonly code: string } }) =>
  answer.ok ? 'none' : answer.error?.code;

describe('a till whose keychain lost its key', () => {
  it('says so, and takes the code from paper in any spelling', async () => {
    const { till, owner, code } = await lostTill();
    expect(await keychainView(till)).toEqual({ state: 'lost', recovery: 'made' });
    expect(await retryKeychain(till)).toMatchObject({ state: 'lost' });
    const answer = await recoverKeychain(till, owner, ` ${code.toLowerCase().replaceAll('-', ' ')} `);
    expect(answer).toEqual({ ok: true, value: { state: 'ready', recovery: 'made' } });
    expect(await till.keyStore.get('cloud-token')).toBe(token);
  });

  it('names the groups that cannot be right, which is no try', async () => {
    const { till, owner, code } = await lostTill();
    const typo = code.replace(/^./, (sign) => (sign === '2' ? '3' : '2'));
    for (let time = 0; time < 10; time += 1)
      expect(await recoverKeychain(till, owner, typo)).toEqual({
        ok: false,
        error: { code: 'RECOVERY_CODE_INVALID', params: { groups: '1' } },
      });
    expect((await recoverKeychain(till, owner, code)).ok).toBe(true);
  });

  it('lets nobody guess: waits grow, and survive a restart', async () => {
    const { till, owner, code, open, advance } = await lostTill();
    for (let time = 1; time <= 3; time += 1)
      expect(codeOf(await recoverKeychain(till, owner, wrong(time)))).toBe('RECOVERY_CODE_WRONG');
    expect(await recoverKeychain(till, owner, wrong(4))).toEqual({
      ok: false,
      error: { code: 'RECOVERY_WAIT', params: { seconds: 5 } },
    });
    // Not even the right one, and not after a restart.
    expect(codeOf(await recoverKeychain(open(), owner, code))).toBe('RECOVERY_WAIT');
    advance(5_001);
    expect(await recoverKeychain(open(), owner, wrong(5))).toMatchObject({
      error: { params: { seconds: 10 } },
    });
    advance(10_001);
    expect((await recoverKeychain(open(), owner, code)).ok).toBe(true);
  });

  it('counts tries made at once one by one', async () => {
    const { till, owner } = await lostTill();
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) => recoverKeychain(till, owner, wrong(index + 1))),
    );
    expect(answers.filter((answer) => codeOf(answer) === 'RECOVERY_CODE_WRONG')).toHaveLength(3);
    expect(answers.filter((answer) => codeOf(answer) === 'RECOVERY_WAIT')).toHaveLength(5);
  });

  it('counts no try that the keychain itself kept from being one', async () => {
    const { till, owner, code, keychain } = await lostTill();
    keychain.become('locked');
    for (let time = 0; time < 5; time += 1)
      expect(codeOf(await recoverKeychain(till, owner, code))).toBe('KEYCHAIN_LOCKED');
    keychain.become('ready');
    expect((await recoverKeychain(till, owner, code)).ok).toBe(true);
  });

  it('writes the code into no journal, no setting and no other row', async () => {
    const { till, owner, code, store } = await lostTill();
    await recoverKeychain(till, owner, wrong(3));
    must(await recoverKeychain(till, owner, code));
    const kinds = till.store.all<{ kind: string }>('SELECT kind FROM journal ORDER BY sequence');
    expect(kinds.map(({ kind }) => kind)).toEqual([
      'recovery-code-made',
      'recovery-refused',
      'keychain-recovered',
    ]);
    store.connection.pragma('wal_checkpoint(TRUNCATE)');
    const bytes = readFileSync(store.connection.name);
    for (const group of [...code.split('-'), ...wrong(3).split('-')])
      expect(bytes.includes(group)).toBe(false);
  });
});

describe('a till without a code', () => {
  it('says that there is none', async () => {
    const { till, owner } = testTill();
    expect(codeOf(await recoverKeychain(till, owner, wrong(1)))).toBe('RECOVERY_NONE');
    expect(codeOf(await newRecoveryCode(till, null))).toBe('KEYCHAIN_MISSING');
  });
});

describe('printing the code', () => {
  const paper = (outcome: 'printed' | 'failed' | 'no-printer') => {
    const { till } = testTill();
    const texts: string[] = [];
    return {
      texts,
      till: {
        ...till,
        printUnstored: async (document) => {
          texts.push(JSON.stringify(document));
          return outcome;
        },
      } satisfies Till,
    };
  };

  it('goes past the queue, and leaves no job behind', async () => {
    const { till, texts } = paper('printed');
    const code = wrong(3);
    expect(await printRecoveryCode(till, code, async () => false)).toEqual({
      ok: true,
      value: { printed: true },
    });
    for (const group of code.split('-')) expect(texts.join()).toContain(group);
    expect(till.store.get('SELECT count(*) AS n FROM print_job')).toEqual({ n: 0 });
  });

  it('goes through the system where there is no printer but the one made of files', async () => {
    const { till } = paper('no-printer');
    expect((await printRecoveryCode(till, wrong(3), async () => true)).ok).toBe(true);
    expect(codeOf(await printRecoveryCode(till, wrong(3), async () => false))).toBe('PAPER_NOT_PRINTED');
  });

  it('says when nothing came out', async () => {
    const { till } = paper('failed');
    expect(codeOf(await printRecoveryCode(till, wrong(3), async () => true))).toBe('PAPER_NOT_PRINTED');
    expect(codeOf(await printRecoveryCode(till, 'no code', async () => true))).toBe('RECOVERY_CODE_INVALID');
  });
});
