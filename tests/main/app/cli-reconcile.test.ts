import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { businessDay, startOfBusinessDay } from '../../../domain/time.ts';
import { demoCode } from '../../../sandbox/generate/demo-goods.ts';
import { type Sandbox, startSandbox } from '../../../sandbox/start.ts';
import { type PrivateKeyring, startKeyring } from '../../support/private-keyring.ts';
import { backOffice } from '../../support/repairing.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import {
  type CommandAnswer,
  pins,
  type RunningCommand,
  readProfile,
  runCommand,
  startCommandIn,
} from '../../support/till-profile.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const dayMs = 24 * 60 * 60_000;

/** The real command line in processes of its own, with a keychain and a cloud of its own. */
describe.runIf(process.platform === 'linux')('reconcile on the command line', () => {
  const folder = mkdtempSync(join(tmpdir(), 'quay-test-'));
  const profile = join(folder, 'profile');
  const started: RunningCommand[] = [];
  const today = businessDay(Date.now());
  const dayFrom = (days: number) => businessDay(startOfBusinessDay(today) + days * dayMs);
  let keyring: PrivateKeyring;
  let cloud: Sandbox;

  const start = (...words: readonly string[]): Promise<CommandAnswer> => {
    const running = startCommandIn(keyring.env, '--profile', profile, ...words);
    started.push(running);
    return running.done;
  };
  const till = (...words: readonly string[]) => start('--json', ...words);
  const must = async (...words: readonly string[]) => {
    const { code, answer, stderr } = await till(...words);
    if (code !== 0) throw new Error(`${words[0]} ended with ${code}: ${JSON.stringify(answer)} ${stderr}`);
  };
  const orders = async () => {
    const answer = await fetch(`${cloud.url}/com/orders.json?status=any`, {
      headers: { authorization: `Bearer ${cloud.token}` },
    });
    const { orders: rows } = (await answer.json()) as { orders: { id: number; total_price: number }[] };
    return rows.toSorted((a, b) => a.id - b.id);
  };

  beforeAll(async () => {
    keyring = await startKeyring();
    cloud = await startSandbox({ products: 60, customers: 5, 'settle-ms': 0, bucket: 10_000, leak: 10_000 });
    const branch = String(cloud.locations[0]?.id);
    await must(
      'bind',
      '--cloud',
      cloud.url,
      '--token',
      cloud.token,
      '--branch',
      branch,
      '--owner-pin',
      pins.owner,
    );
    await must('pull', '--pin', pins.owner);
    await must('open-shift', '--pin', pins.owner, '--float', '0');
    for (const position of [1, 2]) {
      const sold = ['--scan', demoCode(position), '--tender', 'cash:1000000'];
      await must('sell', '--pin', pins.owner, ...sold);
    }
    await must('push', '--pin', pins.owner);
  });
  afterAll(async () => {
    for (const running of started) running.kill();
    await cloud.close();
    await keyring.end();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  it('ends with 0 when the day is in step, and asks for no PIN', async () => {
    const [first, second] = await orders();
    const sum = (first?.total_price ?? 0) + (second?.total_price ?? 0);
    const { code, answer, stderr } = await till('reconcile');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(answer).toEqual({
      ok: true,
      day: today,
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      foundBy: 'walk',
      inStep: true,
      classes: { matched: { count: 2, tillAmount: sum, cloudAmount: sum } },
      items: [],
      itemsLeftOut: 0,
    });
  });

  it('takes a day, on which nothing may have been sold', async () => {
    const { code, answer } = await till('reconcile', '--day', dayFrom(-1));
    expect(code).toBe(0);
    expect(answer).toMatchObject({ day: dayFrom(-1), inStep: true, classes: { matched: { count: 0 } } });
  });

  it('ends with 1 and lists what differs, for people too', async () => {
    const [lost, changed] = await orders();
    await backOffice(cloud, 'POST', '/_control/lose-order', { orderId: lost?.id });
    await backOffice(cloud, 'POST', '/_control/change-total', { orderId: changed?.id, total: 5 });
    const { code, answer } = await till('reconcile', '--day', today);
    expect(code).toBe(1);
    expect(answer).toMatchObject({
      ok: true,
      inStep: false,
      classes: {
        matched: { count: 0 },
        missing: { count: 1, cloudAmount: 0 },
        'amount-differs': { count: 1 },
      },
      items: [
        { class: 'missing', tillAmount: lost?.total_price, difference: { state: 'open' } },
        { class: 'amount-differs', cloudAmount: 5, orderId: changed?.id },
      ],
    });
    const plain = await start('reconcile');
    expect(plain.code).toBe(1);
    expect(plain.stdout).toContain('"amount-differs"');
  });

  it('says in words why it could not, and keeps what the last run found', async () => {
    const kept = () =>
      readProfile(profile, ({ writer }) => [
        writer.all('SELECT * FROM reconciled_day ORDER BY business_day'),
        writer.all('SELECT * FROM difference ORDER BY id'),
      ]);
    const before = kept();
    await cloud.control({ down: true });
    const { code, answer } = await till('reconcile');
    await cloud.control({ down: false });
    expect({ code, answer }).toMatchObject({
      code: 1,
      answer: { ok: false, error: { code: 'CLOUD_UNREACHABLE' } },
    });
    expect(kept()).toEqual(before);
  });

  it.each([
    ['25/11/2026', 'BUSINESS_DAY_INVALID'],
    ['2026-02-30', 'BUSINESS_DAY_INVALID'],
    ['tomorrow', 'BUSINESS_DAY_AHEAD'],
  ])('refuses the day %s', async (day, error) => {
    const { code, answer } = await till('reconcile', '--day', day === 'tomorrow' ? dayFrom(1) : day);
    expect({ code, answer }).toMatchObject({ code: 1, answer: { ok: false, error: { code: error } } });
  });

  it('has nothing to compare before the machine is bound', async () => {
    const { code, answer } = await runCommand('--profile', join(tempFolder(), 'p'), '--json', 'reconcile');
    expect({ code, answer }).toMatchObject({ code: 1, answer: { ok: false, error: { code: 'NOT_BOUND' } } });
  });
});
