import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, constants, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate, setTimeout } from 'node:timers/promises';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { verifyStore } from '../../main/services/verify/verify.ts';
import { codes } from '../support/selling-till.ts';
import { tempFolder } from '../support/temp-folder.ts';
import {
  type CommandAnswer,
  commandLine,
  fillProfile,
  pins,
  type RunningCommand,
  readProfile,
  runCommand,
  startCommand,
} from '../support/till-profile.ts';

const kills = 30;
const givenSeed = process.env['QUAY_CRASH_SEED'];
const seed = givenSeed === undefined ? Date.now() % 2 ** 31 : Number(givenSeed);

const sellWords = (profile: string): readonly string[] => [
  '--profile',
  profile,
  '--json',
  'sell',
  '--pin',
  pins.cashier,
  '--scan',
  `${codes.water}x2`,
  '--scan',
  codes.noodles,
  '--scan',
  `${codes.apples}x1,25`,
  '--tender',
  'cash:200000',
];

type Moment =
  /** A part of the time a whole sale takes. */
  | { readonly kind: 'after'; readonly share: number }
  /** So many commits seen from outside, and then a little. */
  | { readonly kind: 'commits'; readonly count: number; readonly moreMs: number };

const anyMoment: fc.Arbitrary<Moment> = fc.oneof(
  fc.record({ kind: fc.constant('after' as const), share: fc.double({ min: 0.2, max: 1.2, noNaN: true }) }),
  fc.record({
    kind: fc.constant('commits' as const),
    count: fc.integer({ min: 1, max: 10 }),
    moreMs: fc.integer({ min: 0, max: 3 }),
  }),
);

async function newProfile(): Promise<string> {
  const profile = join(tempFolder(), 'profile');
  await fillProfile(profile);
  return profile;
}

/** A second pair of eyes on the database; it only looks. */
function watcher(profile: string) {
  const database = new Database(join(profile, 'quay.db'), { readonly: true });
  onTestFinished(() => void database.close());
  const versions = database.prepare('PRAGMA data_version').pluck();
  const sales = database.prepare('SELECT count(*) FROM sale').pluck();
  return { version: () => Number(versions.get()), sales: () => Number(sales.get()) };
}

async function killAt(
  moment: Moment,
  command: RunningCommand,
  eyes: ReturnType<typeof watcher>,
  wholeMs: number,
): Promise<CommandAnswer> {
  const ended = new AbortController();
  void command.done.then(() => ended.abort());
  if (moment.kind === 'after') await Promise.race([setTimeout(wholeMs * moment.share), command.done]);
  else {
    let seen = 0;
    for (let last = eyes.version(); seen < moment.count && !ended.signal.aborted; await setImmediate()) {
      const version = eyes.version();
      if (version !== last) seen += 1;
      last = version;
    }
    if (!ended.signal.aborted) await setTimeout(moment.moreMs);
  }
  command.kill();
  return await command.done;
}

/** All that must hold after any kill: every invariant, and every sale that was answered is there exactly once. */
function expectSound(profile: string, answered: readonly CommandAnswer[], hint: string): number {
  return readProfile(profile, ({ writer }) => {
    expect(verifyStore(writer), hint).toEqual([]);
    for (const { answer } of answered) {
      expect(
        writer.all('SELECT number AS receiptNumber, payable AS total FROM sale WHERE id = ?', [
          String(answer?.['saleId']),
        ]),
        hint,
      ).toEqual([{ receiptNumber: answer?.['receiptNumber'], total: answer?.['total'] }]);
    }
    const count = (sql: string) => writer.get<{ n: number }>(sql)?.n ?? -1;
    const sales = count('SELECT count(*) AS n FROM sale');
    expect(count("SELECT count(DISTINCT subject_id) AS n FROM print_job WHERE kind = 'receipt'"), hint).toBe(
      sales,
    );
    expect(count("SELECT count(*) AS n FROM print_job WHERE kind = 'receipt'"), hint).toBe(sales);
    expect(count('SELECT count(*) AS n FROM cart'), hint).toBe(0);
    return sales;
  });
}

describe('a till that is killed while it sells', () => {
  it(`loses no answered sale and breaks nothing, ${kills} times over (QUAY_CRASH_SEED=${seed})`, {
    timeout: 180_000,
  }, async () => {
    const profile = await newProfile();
    const startedAt = performance.now();
    const answered = [await runCommand(...sellWords(profile))];
    const wholeMs = performance.now() - startedAt;
    expect(answered[0]?.answer).toMatchObject({ ok: true, total: 175_875 });
    const eyes = watcher(profile);
    let killed = 0;
    for (const moment of fc.sample(anyMoment, { seed, numRuns: kills })) {
      const result = await killAt(moment, startCommand(...sellWords(profile)), eyes, wholeMs);
      if (result.code === null) killed += 1;
      if (result.answer !== undefined) {
        expect(result.answer, `seed ${seed}`).toMatchObject({ ok: true });
        answered.push(result);
      }
      const sales = expectSound(profile, answered, `seed ${seed}, ${JSON.stringify(moment)}`);
      expect(sales).toBeGreaterThanOrEqual(answered.length);
    }
    expect(killed).toBeGreaterThanOrEqual(kills / 2);
    // And it sells on.
    const before = eyes.sales();
    const last = await runCommand(...sellWords(profile));
    expect(last.answer).toMatchObject({ ok: true });
    expect(expectSound(profile, [...answered, last], `seed ${seed}, in the end`)).toBe(before + 1);
  });

  it.skipIf(process.platform === 'win32')(
    'has the whole sale when it is killed after the commit and before the answer',
    {
      timeout: 60_000,
    },
    async () => {
      const profile = await newProfile();
      const eyes = watcher(profile);
      const fd = fullPipe();
      const [program, ...words] = commandLine(...sellWords(profile));
      const child = spawn(program ?? '', words, { stdio: ['ignore', fd, 'ignore'] });
      onTestFinished(() => void child.kill('SIGKILL'));
      const ended = once(child, 'exit');
      // Its answer cannot leave: the pipe is full and nobody reads.
      while (eyes.sales() === 0) {
        expect(child.exitCode).toBeNull();
        await setTimeout(1);
      }
      child.kill('SIGKILL');
      expect(await ended).toEqual([null, 'SIGKILL']);
      closeSync(fd);
      expect(expectSound(profile, [], 'killed before the answer')).toBe(1);
      readProfile(profile, ({ writer }) => {
        const count = (sql: string) => writer.get<{ n: number }>(sql)?.n;
        expect(count('SELECT count(*) AS n FROM outbox')).toBe(1);
        expect(count("SELECT count(*) AS n FROM print_job WHERE kind = 'receipt'")).toBe(1);
      });
      // The next start prints what waits; had the first byte been out already, it would ask instead.
      expect(
        (await runCommand('--profile', profile, '--json', 'status', '--pin', pins.cashier)).answer,
      ).toMatchObject({
        ok: true,
        unsynced: 1,
      });
      readProfile(profile, ({ writer }) => {
        expect(writer.all("SELECT state FROM print_job WHERE kind = 'receipt'")).toEqual([
          { state: 'printed' },
        ]);
      });
    },
  );
});

/** A pipe with no room left and nobody who reads it. */
function fullPipe(): number {
  const fifo = join(tempFolder(), 'stdout');
  execFileSync('mkfifo', [fifo]);
  const fd = openSync(fifo, constants.O_RDWR | constants.O_NONBLOCK);
  for (const size of [4096, 1]) {
    try {
      for (;;) writeSync(fd, Buffer.alloc(size));
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) throw error;
    }
  }
  return fd;
}
