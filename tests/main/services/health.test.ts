import { mkdirSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { diskOf } from '../../../main/app/disk.ts';
import { profileIn } from '../../../main/app/profile.ts';
import { writeOrdersKnown } from '../../../main/db/repositories/orders-known.ts';
import { oldestUnsent } from '../../../main/db/repositories/outbox-age.ts';
import { dispatch } from '../../../main/ipc/dispatch.ts';
import { appView } from '../../../main/services/app-view.ts';
import { isDiskLow, noticeDisk } from '../../../main/services/disk-room.ts';
import { healthView } from '../../../main/services/health.ts';
import type { CloudHealth, DiskFacts } from '../../../main/services/ports.ts';
import { createSession } from '../../../main/services/session.ts';
import type { Actor, Till } from '../../../main/services/till.ts';
import { noticeDrift } from '../../../main/services/watch-clock.ts';
import { noDesktop } from '../../support/no-desktop.ts';
import { cash, codes, journalKindsOf, must, pay, scan, sellingTill } from '../../support/selling-till.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { type TestTill, testNow, testTill } from '../../support/test-till.ts';

const minute = 60_000;
const facts = { version: '1.2.3', demoPins: [] };

function callAs(test: TestTill, actor: Actor, name: string, input?: unknown) {
  const session = createSession(test.till);
  session.open(actor);
  return dispatch(
    { till: test.till, session, facts, preview: () => '', desktop: noDesktop, log: () => undefined },
    name,
    input,
  );
}

function withCloud(test: TestTill, health: Partial<CloudHealth>): Till {
  const { sync } = test.till;
  return { ...test.till, sync: { ...sync, health: () => ({ ...sync.health(), ...health }) } };
}

function warningsOf(till: Till): readonly string[] {
  return appView(till, null, facts).warnings.map(({ code }) => code);
}

describe('the state of the machine', () => {
  it('shows a cashier what waits, since when, and what the till is', async () => {
    const test = sellingTill();
    scan(test, codes.water);
    must(pay(test, [cash(42_000)]));
    test.advance(10 * minute);
    scan(test, codes.water);
    must(pay(test, [cash(42_000)]));
    test.advance(minute);
    expect(await callAs(test, test.cashier, 'health:view')).toMatchObject({
      ok: true,
      value: {
        at: testNow + 11 * minute,
        connection: { state: 'offline', missingScopes: [] },
        queue: [{ kind: 'sale', state: 'queued', entries: 2 }],
        oldestUnsent: { kind: 'sale', createdAt: testNow },
        api: { usedPercent: 0, callsLastMinute: 0, throttledAt: null },
        clock: { aheadMinutes: null, wrongSince: null },
        disk: null,
        printer: { name: 'Máy in ảo', address: '', needsAnswer: 0 },
        version: '1.2.3',
      },
    });
  });

  it('counts what was refused as unsent, and what is there or set aside not', async () => {
    const test = sellingTill();
    for (let sale = 0; sale < 3; sale += 1) {
      scan(test, codes.water);
      must(pay(test, [cash(42_000)]));
      test.advance(minute);
    }
    const set = (position: number, state: string) =>
      test.till.store.run('UPDATE outbox SET state = ? WHERE sequence = ?', [state, position]);
    set(1, 'confirmed');
    set(2, 'refused');
    expect(oldestUnsent(test.till.store)?.createdAt).toBe(testNow + minute);
    set(2, 'set-aside');
    expect(oldestUnsent(test.till.store)?.createdAt).toBe(testNow + 2 * minute);
    set(3, 'confirmed');
    expect(oldestUnsent(test.till.store)).toBeNull();
  });

  it('says as of when everything that comes down is right, orders among it', async () => {
    const test = sellingTill();
    const pulls = async () => (await healthView(test.till, facts)).pulls;
    const kinds = ['products', 'stock', 'customers', 'orders'];
    expect(await pulls()).toEqual(kinds.map((kind) => ({ kind, at: null })));
    writeOrdersKnown(test.till.store, { knownTo: testNow - 500, gap: null, wholeAt: testNow - minute });
    expect((await pulls()).at(-1)).toEqual({ kind: 'orders', at: testNow - minute });
  });

  it('takes a look at it for no sign that anybody is there', async () => {
    const test = sellingTill();
    const session = createSession(test.till);
    session.open(test.cashier);
    const since = session.idleSince();
    test.advance(minute);
    must(
      await dispatch(
        { till: test.till, session, facts, preview: () => '', desktop: noDesktop, log: () => undefined },
        'health:view',
        undefined,
      ),
    );
    expect(session.idleSince()).toBe(since);
  });
});

describe('a clock that differs from the cloud’s', () => {
  it.each([
    ['ahead', 20 * minute, 'CLOCK_FAST'],
    ['behind', -20 * minute, 'CLOCK_SLOW'],
    ['ahead by exactly five minutes', 5 * minute, 'CLOCK_FAST'],
  ])('is told and journalled once: %s', (_, driftMs, code) => {
    const test = testTill();
    const till = withCloud(test, { clockDriftMs: driftMs });
    noticeDrift(till);
    test.advance(minute);
    noticeDrift(till);
    expect(warningsOf(till)).toEqual([code]);
    expect(journalKindsOf(test)).toEqual(['clock-differs']);
    expect(test.events).toEqual(['app']);
  });

  it('is nobody’s business below five minutes', () => {
    const test = testTill();
    noticeDrift(withCloud(test, { clockDriftMs: 5 * minute - 1 }));
    expect(warningsOf(test.till)).toEqual([]);
    expect(journalKindsOf(test)).toEqual([]);
  });

  it('stays told without a network and after a restart, until the cloud agrees', async () => {
    const test = testTill();
    noticeDrift(withCloud(test, { clockDriftMs: 20 * minute }));
    noticeDrift(withCloud(test, { clockDriftMs: null }));
    expect(warningsOf(test.till)).toEqual(['CLOCK_FAST']);
    expect(await callAs(test, test.cashier, 'health:view')).toMatchObject({
      value: { clock: { aheadMinutes: 20, wrongSince: testNow } },
    });
    noticeDrift(withCloud(test, { clockDriftMs: 1_000 }));
    expect(warningsOf(test.till)).toEqual([]);
  });
});

describe('room on the drive', () => {
  const roomy: DiskFacts = {
    freeBytes: 50 * 2 ** 30,
    totalBytes: 100 * 2 ** 30,
    databaseBytes: 2 ** 20,
    walBytes: 0,
  };

  it('is little below a gigabyte, or when the database would not fit twice', () => {
    expect(isDiskLow(roomy)).toBe(false);
    expect(isDiskLow({ ...roomy, freeBytes: 2 ** 30 })).toBe(false);
    expect(isDiskLow({ ...roomy, freeBytes: 2 ** 30 - 1 })).toBe(true);
    expect(isDiskLow({ ...roomy, freeBytes: 3 * 2 ** 30, databaseBytes: 2 * 2 ** 30 })).toBe(true);
  });

  it('stands as a warning as long as there is little, and tells the window when that changes', async () => {
    const test = testTill();
    const found: { now: DiskFacts; last: DiskFacts | null } = { now: roomy, last: null };
    const till: Till = {
      ...test.till,
      disk: {
        read: async () => {
          found.last = found.now;
          return found.now;
        },
        last: () => found.last,
      },
    };
    await noticeDisk(till);
    expect(test.events).toEqual([]);
    found.now = { ...roomy, freeBytes: 300 * 2 ** 20 };
    await noticeDisk(till);
    await noticeDisk(till);
    expect(test.events).toEqual(['app']);
    expect(appView(till, null, facts).warnings).toEqual([{ code: 'DISK_LOW', params: { megabytes: 300 } }]);
    found.now = roomy;
    await noticeDisk(till);
    expect(warningsOf(till)).toEqual([]);
  });

  it('is read from the drive the profile lies on, with what the database takes', async () => {
    const profile = profileIn(join(tempFolder(), 'profile'));
    expect(await diskOf(profile).read()).toBeNull();
    mkdirSync(profile.directory);
    writeFileSync(profile.database, 'x'.repeat(5_000));
    writeFileSync(`${profile.database}-wal`, 'x'.repeat(70));
    const disk = diskOf(profile);
    expect(disk.last()).toBeNull();
    const seen = await disk.read();
    expect(seen).toMatchObject({ databaseBytes: 5_000, walBytes: 70 });
    const drive = statfsSync(profile.directory);
    expect(seen?.totalBytes).toBe(drive.blocks * drive.bsize);
    expect(seen?.freeBytes).toBeGreaterThan(0);
    expect(disk.last()).toEqual(seen);
  });
});
