import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { databaseFile } from '../../../../main/db/repositories/schema-facts.ts';
import { insertStaff } from '../../../../main/db/repositories/staff.ts';
import { wrappedSecrets } from '../../../../main/secrets/wrapped-secrets.ts';
import { apply, setCustomer } from '../../../../main/services/change-active-cart.ts';
import { createCustomer } from '../../../../main/services/customers.ts';
import { newRecoveryCode } from '../../../../main/services/keychain.ts';
import { givePin } from '../../../../main/services/manage-staff.ts';
import { moveCash } from '../../../../main/services/run-shift.ts';
import { readShopSettings, writeShopSettings } from '../../../../main/services/shop-settings.ts';
import {
  bundleName,
  saveSupportBundle,
  supportBundle,
} from '../../../../main/services/support/support-bundle.ts';
import type { Till } from '../../../../main/services/till.ts';
import { memoryKeychain } from '../../../support/memory-keychain.ts';
import { cash, codes, must, pay, scan, sellingTill } from '../../../support/selling-till.ts';
import { tempFolder } from '../../../support/temp-folder.ts';
import { testNow } from '../../../support/test-till.ts';
import { fillProfile, pins, runCommand } from '../../../support/till-profile.ts';
import { unzip } from '../../../support/unzip.ts';

const facts = { version: '1.2.3', demoPins: [] };
const token = 'C0FFEE42'.repeat(8);
const customer = { name: 'Nguyễn Thị Bưởi', phone: '0912345678', email: 'buoi@example.com' };
const person = 'Phạm Văn Quýt';
const note = 'giao cho chị Mít ở ngõ Ổi';
const account = { bin: '970436', account: '1029384756', holder: 'PHAM VAN QUYT' };

/** A till that has lived: every place where something of the shop or a secret could stand has it. */
async function livedIn() {
  const test = sellingTill();
  const folder = dirname(databaseFile(test.till.store));
  const { keyStore, recovery } = wrappedSecrets(memoryKeychain(), folder);
  const till: Till = { ...test.till, keyStore, keyRecovery: recovery };
  await keyStore.set('cloud-token', token);
  const { code } = must(await newRecoveryCode(till, null));
  const fields = { ...customer, note, birthday: '1990-02-03', gender: '' } as const;
  const { customerId } = must(
    createCustomer(till, test.cashier, { fields, despiteName: true, intoCart: true }),
  ) as unknown as { customerId?: string };
  if (customerId !== undefined) must(setCustomer(till, test.cashier, customerId));
  insertStaff(till.store, { id: 'quyt', name: person, role: 'manager', at: testNow });
  must(await givePin(till, null, { staffId: 'quyt', pin: '35791357', role: 'manager' }));
  writeShopSettings(till.store, {
    ...readShopSettings(till.store),
    receiptHeader: [`Chủ: ${person}`, customer.phone],
    transferAccount: account,
  });
  scan(test, codes.water);
  must(apply(till, test.cashier, { kind: 'set-note', note }));
  must(pay(test, [cash(42_000)], { print: true }));
  must(moveCash(till, test.cashier, { kind: 'out', amount: 123_457, reason: note }));
  scan(test, codes.noodles);
  must(apply(till, test.cashier, { kind: 'set-note', note }));
  const { store } = till;
  store.run(
    `UPDATE outbox SET state = 'refused', reason = 'phone-taken', last_answer = $words, reason_facts_json = $json`,
    { words: `HTTP 422 ${customer.phone} ${customer.name}`, json: JSON.stringify({ phone: customer.phone }) },
  );
  store.run('UPDATE printer SET name = ?', [person]);
  store.run(
    `INSERT INTO scanner (key, vendor_id, product_id, serial, product_name, name, first_seen_at, last_seen_at)
     VALUES ('1:2:x', 1, 2, 'x', $name, $name, 0, 0)`,
    { name: person },
  );
  store.run(`INSERT INTO setting (key, value_json) VALUES ('something.new', $value)`, {
    value: JSON.stringify({ token, person, phone: customer.phone }),
  });
  plantInFiles(folder);
  return { test, till, folder, code };
}

function plantInFiles(folder: string): void {
  // Written as no log of this program is any more: an earlier one's may still lie there.
  const path = join(folder, 'logs', 'quay.log');
  mkdirSync(join(folder, 'logs'), { recursive: true });
  const write = (msg: string, details: object) =>
    appendFileSync(path, `${JSON.stringify({ level: 30, time: testNow, ...details, msg })}\n`);
  const error = new Error(`cannot send ${customer.name} ${customer.phone} with ${token}`);
  write('print-job', {
    token,
    customer,
    deep: { list: [{ phone: customer.phone, note }] },
    words: `${person} 35791357`,
  });
  write('call-failed', {
    error: error.stack,
    answer: `${customer.email} taken`,
    name: person,
    code: customer.name,
  });
  write(person, { error: `${person}: ${note}`, total: 123_457 });
  mkdirSync(join(folder, 'printouts'), { recursive: true });
  writeFileSync(join(folder, 'printouts', `${person}.txt`), note);
  writeFileSync(join(folder, `${customer.name}.xlsx`), customer.phone);
}

/** The planted things, in the forms they could hide in. */
function needles(code: string, secrets: readonly string[]): readonly Buffer[] {
  const words = [
    token,
    code,
    ...code.split('-'),
    ...secrets,
    customer.name,
    customer.phone,
    customer.phone.slice(1),
    customer.email,
    person,
    note,
    'Bưởi',
    'Quýt',
    'chị Mít',
    account.account,
    account.holder,
    '35791357',
    '123457',
    '123.457',
    'Nước',
    '42000',
    '1990-02-03',
  ];
  return words.flatMap((word) =>
    [
      word,
      word.normalize('NFD'),
      word.toLowerCase(),
      word.toUpperCase(),
      encodeURIComponent(word),
      JSON.stringify(word).slice(1, -1),
    ].flatMap((form) => [
      Buffer.from(form, 'utf8'),
      Buffer.from(form, 'utf16le'),
      Buffer.from(Buffer.from(form, 'utf8').toString('hex')),
      Buffer.from(Buffer.from(form, 'utf8').toString('base64').replace(/=+$/, '')),
    ]),
  );
}

describe('a support bundle', () => {
  it('holds nothing of customers, staff, sales or secrets, packed or unpacked', async () => {
    const { till, folder, code } = await livedIn();
    const secrets = [
      ...[...readFileSync(join(folder, 'secrets.json'), 'utf8').matchAll(/"box": "([^"]{20,})"/g)].map(
        ([, box]) => box ?? '',
      ),
      ...till.store
        .all<{ pin_digest: string }>('SELECT pin_digest FROM staff WHERE pin_digest IS NOT NULL')
        .map(({ pin_digest }) => pin_digest),
      till.pepper().toString('hex'),
    ];
    expect(secrets.length).toBeGreaterThan(2);
    const bundle = await supportBundle(till, facts);
    const files = unzip(bundle);
    const sought = needles(code, secrets);
    for (const [name, content] of [['the archive', bundle] as const, ...files]) {
      const found = sought.filter((needle) => content.includes(needle)).map(String);
      expect([name, found]).toEqual([name, []]);
    }
    // The search itself finds things: they are all in the folder the bundle was made from.
    const there = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name)));
    for (const word of [customer.phone, person, note])
      expect([word, there.some((content) => content.includes(word))]).toEqual([word, true]);
  });

  it('tells what somebody at support asks first', async () => {
    const { till } = await livedIn();
    const files = unzip(await supportBundle(till, facts));
    const read = (name: string) => JSON.parse(files.get(name)?.toString('utf8') ?? 'null');
    expect([...files.keys()]).toEqual([
      'README.txt',
      'about.json',
      'till.json',
      'health.json',
      'queue.json',
      'settings.json',
      'printers.json',
      'scanners.json',
      'keychain.json',
      'journal.json',
      'database.json',
      'files.json',
      'log.jsonl',
    ]);
    for (const name of files.keys())
      if (name.endsWith('.json')) expect([name, read(name)?.notRead]).toEqual([name, undefined]);
    expect(read('about.json')).toMatchObject({ version: '1.2.3', programs: { node: process.versions.node } });
    expect(read('queue.json').lastAnswers).toContainEqual(
      expect.objectContaining({ kind: 'sale', state: 'refused', reason: 'phone-taken' }),
    );
    expect(read('health.json').queue.length).toBeGreaterThan(0);
    expect(read('printers.json').jobs.length).toBeGreaterThan(0);
    expect(read('keychain.json')).toEqual({ state: 'ready', recovery: 'made' });
    expect(read('database.json')).toMatchObject({ synchronous: expect.any(Number) });
    expect(read('database.json').tables).toContainEqual({ name: 'sale', rows: 1 });
    expect(read('settings.json')).toMatchObject({ hasTransferAccount: true, needShift: true });
    expect(read('files.json').files).toContainEqual(expect.objectContaining({ name: 'secrets.json' }));
    const log = (files.get('log.jsonl')?.toString('utf8') ?? '')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(log.map(({ event }) => event)).toEqual(['print-job', 'call-failed', '…']);
    expect(log[1].error.at[0]).toMatch(/^support-bundle\.test\.ts:\d+:\d+$/);
  });

  it('is written whole or not at all, and journalled', async () => {
    const { till, test } = await livedIn();
    const path = join(tempFolder(), bundleName(testNow));
    expect(path).toContain('quay-ho-tro-20261125-0900.zip');
    const { bytes } = must(await saveSupportBundle(till, test.owner, facts, path));
    expect(readFileSync(path)).toHaveLength(bytes);
    expect(till.store.get("SELECT count(*) AS n FROM journal WHERE kind = 'support-bundle-saved'")).toEqual({
      n: 1,
    });
    const nowhere = join(tempFolder(), 'gone', 'a.zip');
    expect(await saveSupportBundle(till, test.owner, facts, nowhere)).toMatchObject({
      error: { code: 'BUNDLE_NOT_SAVED' },
    });
    expect(existsSync(`${nowhere}.new`)).toBe(false);
  });

  it('is made by the command line for whoever looks after the devices', { timeout: 30_000 }, async () => {
    const folder = tempFolder();
    await fillProfile(folder);
    const out = join(tempFolder(), 'a.zip');
    const say = (pin: string, ...more: readonly string[]) =>
      runCommand('--profile', folder, 'support-bundle', '--pin', pin, '--json', ...more);
    expect((await say(pins.cashier, '--out', out)).answer).toMatchObject({ error: { code: 'NOT_ALLOWED' } });
    expect((await say(pins.owner)).answer).toMatchObject({ error: { code: 'COMMAND_UNKNOWN' } });
    expect(await say(pins.owner, '--out', out)).toMatchObject({ code: 0, answer: { ok: true, saved: out } });
    const files = unzip(readFileSync(out));
    expect(JSON.parse(files.get('till.json')?.toString() ?? '')).toMatchObject({ bound: { tillNumber: 1 } });
    expect(readFileSync(out).includes(pins.owner)).toBe(false);
  });
});
