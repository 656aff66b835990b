import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { composeTill } from '../../../main/app/compose.ts';
import { memoryKeyStore } from '../../../main/secrets/memory-key-store.ts';
import { codes } from '../../support/selling-till.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import {
  type CommandAnswer,
  fillProfile,
  pins,
  readProfile,
  runCommand,
} from '../../support/till-profile.ts';

vi.setConfig({ testTimeout: 30_000 });

let profile = '';

function till(...words: readonly string[]): Promise<CommandAnswer> {
  return runCommand('--profile', profile, '--json', ...words);
}

function sell(...words: readonly string[]): Promise<CommandAnswer> {
  return till('sell', '--pin', pins.cashier, ...words);
}

function refusal(code: string) {
  return {
    code: 1,
    answer: { ok: false, error: { code, message: expect.stringMatching(/^[^{}!]{20,}$/) } },
    stderr: '',
  };
}

function rowsOf(table: string): number {
  return readProfile(
    profile,
    ({ writer }) => writer.get<{ n: number }>(`SELECT count(*) AS n FROM ${table}`)?.n ?? -1,
  );
}

function edit(work: (database: Database.Database) => void): void {
  const database = new Database(join(profile, 'quay.db'));
  work(database);
  database.close();
}

describe('the command line over a shop', () => {
  let template = '';
  beforeAll(async () => {
    template = mkdtempSync(join(tmpdir(), 'quay-profile-'));
    await fillProfile(template);
  });
  afterAll(() => rmSync(template, { recursive: true, force: true }));
  beforeEach(() => {
    profile = join(tempFolder(), 'profile');
    cpSync(template, profile, { recursive: true });
  });

  it('sells, and prints one line of JSON that names the sale', async () => {
    const { code, answer, stdout, stderr } = await sell(
      '--scan',
      `${codes.water}x2`,
      '--scan',
      `${codes.apples}x1,25`,
      '--tender',
      'cash:200000',
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(answer).toEqual({
      ok: true,
      receiptNumber: expect.stringMatching(/^LL1-\d{6}-0001$/),
      saleId: expect.any(String),
      total: 171_375,
      tendered: 200_000,
      change: 28_625,
    });
    expect(stdout.trimEnd().split('\n')).toHaveLength(1);
    expect(rowsOf('sale')).toBe(1);
    expect(rowsOf('cart')).toBe(0);
  });

  it('takes several tenders with references', async () => {
    const { answer } = await sell(
      '--scan',
      codes.water,
      '--tender',
      'transfer:20000:FT:1',
      '--tender',
      'card:10000',
      '--tender',
      'cash:12000',
    );
    expect(answer).toMatchObject({ ok: true, change: 0 });
    expect(
      readProfile(profile, ({ writer }) =>
        writer.all('SELECT kind, reference FROM payment ORDER BY position'),
      ),
    ).toEqual([
      { kind: 'transfer', reference: 'FT:1' },
      { kind: 'card', reference: '' },
      { kind: 'cash', reference: '' },
    ]);
  });

  it('runs a whole shift and tells what is missing', async () => {
    await sell('--scan', codes.water, '--tender', 'cash:50000');
    const status = await till('status', '--pin', pins.cashier);
    expect(status.answer).toMatchObject({
      ok: true,
      till: 1,
      unsynced: 1,
      outbox: { queued: 1 },
      shift: { float: 500_000 },
    });
    const closed = await till('close-shift', '--pin', pins.cashier, '--counted', '540000');
    expect(closed.answer).toMatchObject({
      ok: true,
      expectedCash: 542_000,
      countedCash: 540_000,
      variance: -2_000,
      sales: 1,
    });
    expect((await sell('--scan', codes.water, '--tender', 'cash:50000')).answer).toMatchObject({
      error: { code: 'SHIFT_NEEDED' },
    });
    expect((await till('open-shift', '--pin', pins.cashier, '--float', '540000')).answer).toMatchObject({
      ok: true,
    });
    expect(await till('verify')).toMatchObject({ code: 0, answer: { ok: true, violations: [] } });
  });

  it.each([
    ['0', 'QUANTITY_OUT_OF_RANGE'],
    ['-1', 'QUANTITY_OUT_OF_RANGE'],
    ['1000000000', 'QUANTITY_OUT_OF_RANGE'],
    ['99999999999999999999', 'QUANTITY_OUT_OF_RANGE'],
    ['1.5', 'QUANTITY_NOT_WHOLE'],
  ])('refuses a quantity of %s and leaves nothing behind', async (quantity, code) => {
    const answer = await sell('--scan', `${codes.water}x${quantity}`, '--tender', 'cash:1');
    expect(answer).toMatchObject(refusal(code));
    expect([rowsOf('sale'), rowsOf('cart'), rowsOf('outbox')]).toEqual([0, 0, 0]);
  });

  it.each([
    ['a code nobody knows', 'CODE_UNKNOWN', ['--scan', codes.unknown, '--tender', 'cash:1']],
    ['a code of several goods', 'CODE_AMBIGUOUS', ['--scan', codes.shared, '--tender', 'cash:199000']],
    ['nothing scanned', 'COMMAND_UNKNOWN', ['--tender', 'cash:1']],
    ['too little money', 'PAYMENT_SHORT', ['--scan', codes.water, '--tender', 'cash:41999']],
    ['no money at all', 'PAYMENT_SHORT', ['--scan', codes.water]],
    ['a float of money', 'PAYMENT_TENDER_INVALID', ['--scan', codes.water, '--tender', 'cash:42000.5']],
    ['negative money', 'PAYMENT_TENDER_INVALID', ['--scan', codes.water, '--tender', 'cash:-42000']],
    ['money with dots', 'PAYMENT_TENDER_INVALID', ['--scan', codes.water, '--tender', 'cash:42.000']],
    [
      'money over 2^53',
      'PAYMENT_TENDER_INVALID',
      ['--scan', codes.water, '--tender', 'cash:9007199254740993'],
    ],
    ['a tender nobody takes', 'PAYMENT_TENDER_INVALID', ['--scan', codes.water, '--tender', 'gold:42000']],
    ['too much by card', 'PAYMENT_OVER_NON_CASH', ['--scan', codes.water, '--tender', 'card:42001']],
    ['a flag nobody knows', 'COMMAND_UNKNOWN', ['--scan', codes.water, '--discount', '100']],
    ['a flag without its value', 'COMMAND_UNKNOWN', ['--scan']],
  ])('refuses %s with %s and leaves nothing behind', async (_, code, words) => {
    expect(await sell(...words)).toMatchObject(refusal(code));
    expect([rowsOf('sale'), rowsOf('cart'), rowsOf('outbox')]).toEqual([0, 0, 0]);
  });

  it('asks for a PIN, the right one, and the right to do it', async () => {
    const goods = ['--scan', codes.water, '--tender', 'cash:42000'];
    expect(await till('sell', ...goods)).toMatchObject(refusal('SIGN_IN_NEEDED'));
    expect(await till('sell', '--pin', '13572468', ...goods)).toMatchObject(refusal('SIGN_IN_WRONG_PIN'));
    expect(await till('sell', '--pin', 'abc', ...goods)).toMatchObject(refusal('SIGN_IN_WRONG_PIN'));
    const added = ['staff', 'add', '--name', 'Mới', '--new-pin', '90817263', '--role', 'cashier'];
    expect(await till(...added, '--pin', pins.cashier)).toMatchObject(refusal('NOT_ALLOWED'));
    expect(await till(...added, '--pin', pins.owner)).toMatchObject({
      code: 0,
      answer: { ok: true, role: 'cashier' },
    });
    expect(await till('sell', '--pin', '90817263', ...goods)).toMatchObject({ code: 0 });
    expect(rowsOf('sale')).toBe(1);
  });

  it.each([
    'open-shift --float x',
    'close-shift --counted 1,5',
    'close-shift',
    'staff add --name A --new-pin 90817263 --role king',
    'dance',
  ])('says what is wrong with: %s', async (words) => {
    expect(await till(...words.split(' '), '--pin', pins.owner)).toMatchObject(refusal('COMMAND_UNKNOWN'));
  });

  it('never repeats a PIN', async () => {
    const { stdout, stderr } = await till('sell', '--pin', pins.cashier, '--nothing');
    expect(stdout + stderr).not.toContain(pins.cashier);
  });

  it('lets nobody else in while a program works on the profile', async () => {
    const first = composeTill({ directory: profile, keyStore: memoryKeyStore() });
    expect(await sell('--scan', codes.water, '--tender', 'cash:42000')).toMatchObject(
      refusal('SECOND_INSTANCE'),
    );
    await first.close();
    expect((await sell('--scan', codes.water, '--tender', 'cash:42000')).code).toBe(0);
  });

  it('verify lists what does not hold and ends with exit code 1', async () => {
    await sell('--scan', codes.water, '--tender', 'cash:42000');
    edit((database) =>
      database.exec('DROP TRIGGER payment_refuses_update; UPDATE payment SET amount = 41000'),
    );
    const { code, answer, stdout } = await till('verify');
    expect({ code, answer }).toMatchObject({
      code: 1,
      answer: { ok: false, error: { code: 'VERIFY_FAILED' } },
    });
    const listed = stdout.trimEnd().split('\n').slice(0, -1);
    expect(listed.map((line) => line.split(':')[0])).toEqual(['payments-settle-sale', 'payment-amounts']);
  });

  it.each(['status', 'verify'])('%s leaves a database from a newer version alone', async (command) => {
    edit((database) => database.pragma('user_version = 9990'));
    edit((database) => database.pragma('wal_checkpoint(TRUNCATE)'));
    const before = readFileSync(join(profile, 'quay.db'));
    const answer = await till(command, '--pin', pins.owner);
    expect(answer).toMatchObject(refusal('STORE_NEWER'));
    expect(JSON.stringify(answer.answer)).toContain('9.990');
    expect(readFileSync(join(profile, 'quay.db')).equals(before)).toBe(true);
  });

  it.each(['status', 'verify'])('%s says that a file is damaged and does not touch it', async (command) => {
    const damaged = 'a shopping list, not a database\n'.repeat(400);
    writeFileSync(join(profile, 'quay.db'), damaged);
    expect(await till(command, '--pin', pins.owner)).toMatchObject(refusal('STORE_CORRUPT'));
    expect(readFileSync(join(profile, 'quay.db'), 'utf8')).toBe(damaged);
  });
});

describe('the command line without a shop', () => {
  beforeEach(() => {
    profile = join(tempFolder(), 'profile');
  });

  it('sells nothing before it is bound', async () => {
    expect(await till('sell', '--pin', pins.owner, '--scan', codes.water)).toMatchObject(
      refusal('NOT_BOUND'),
    );
  });

  it('says so when a file is where its folder should be', async () => {
    writeFileSync(profile, 'in the way');
    for (const command of ['status', 'verify'])
      expect(await till(command, '--pin', pins.owner)).toMatchObject(refusal('STORE_READ_ONLY'));
    expect(readFileSync(profile, 'utf8')).toBe('in the way');
  });

  it('verifies no database that is not there, and makes none', async () => {
    expect(await till('verify')).toMatchObject(refusal('NOT_BOUND'));
    expect(existsSync(profile)).toBe(false);
  });

  it('explains itself to whoever asks', async () => {
    const { code, stdout } = await runCommand('--help');
    expect(code).toBe(0);
    expect(stdout).toContain('open-shift --float AMOUNT');
    expect(await runCommand('--json', 'status')).toMatchObject(refusal('COMMAND_UNKNOWN'));
  });
});
