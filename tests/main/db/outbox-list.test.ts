import { describe, expect, it } from 'vitest';
import type { DocumentKind, OutboxStage } from '../../../domain/sync/outbox.ts';
import {
  countOutbox,
  findInOutbox,
  type OutboxFilter,
  outboxRows,
  outboxWindow,
  refusalTally,
  walkOutbox,
} from '../../../main/db/repositories/outbox-list.ts';
import { hurryQueued, queueDocument, refusedOf } from '../../../main/db/repositories/outbox-queue.ts';
import { insertStaff } from '../../../main/db/repositories/staff.ts';
import type { Reader, SqlParams } from '../../../main/db/store.ts';
import { syncPage } from '../../../main/services/list-sync.ts';
import { everyEntry } from '../../support/sync-query.ts';
import { type TestTill, testNow, testTill } from '../../support/test-till.ts';
import { writeSale } from '../../support/write-sale.ts';

/** Every statement a piece of work asks, as the store would carry it out. */
function plansOf(test: TestTill, work: (reader: Reader) => unknown): readonly string[] {
  const plans: string[] = [];
  const explain = (sql: string, params: SqlParams) => {
    const bound = Array.isArray(params) ? [...params] : [params];
    const steps = test.store.connection.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...bound) as {
      readonly detail: string;
    }[];
    plans.push(...steps.map(({ detail }) => detail));
  };
  work({
    get: (sql, params = []) => {
      explain(sql, params);
      return test.till.store.get(sql, params);
    },
    all: (sql, params = []) => {
      explain(sql, params);
      return test.till.store.all(sql, params);
    },
  });
  return plans;
}

const stages: readonly (OutboxStage | null)[] = ['waiting', null];
const kinds: readonly (DocumentKind | null)[] = ['cancellation', 'return', null];
const times = [null, 5] as const;
const filters: readonly OutboxFilter[] = stages.flatMap((stage) =>
  kinds.flatMap((kind) =>
    times.flatMap((from) => times.map((to) => ({ stage, kind, from, to: to === null ? null : 900 }))),
  ),
);

describe('a long outbox', () => {
  it.each(filters)(
    'is paged and counted out of an index, sorted by nobody: $stage $kind $from $to',
    (filter) => {
      const plans = plansOf(testTill(), (reader) => {
        outboxWindow(reader, filter, { limit: 100, offset: 200 });
        countOutbox(reader, filter);
      });
      for (const plan of plans)
        expect(plan).toMatch(/^(SEARCH|SCAN) o USING (COVERING )?INDEX (outbox_|sqlite_autoindex_outbox)/);
      // Only without any filter is all of the index read.
      const isNarrowed = Object.values(filter).some((value) => value !== null);
      expect(plans.some((plan) => plan.startsWith('SCAN'))).toBe(!isNarrowed);
    },
  );

  it('is searched through indexes alone', () => {
    const all = { stage: null, kind: null, from: null, to: null };
    const plans = plansOf(testTill(), (reader) => {
      findInOutbox(reader, ['0901234567'], all, 500);
      walkOutbox(reader, ['0901234567'], { ...all, stage: 'refused' }, { created_at: 5, sequence: 5 }, 300);
      outboxRows(reader, [1, 2]);
      refusalTally(reader);
      refusedOf(reader, 'name-taken', 0, 100);
    });
    const scans = plans.filter((plan) => plan.startsWith('SCAN'));
    expect(scans.filter((plan) => !/VIRTUAL TABLE|^SCAN (t|w|wanted)\b|outbox_refused/.test(plan))).toEqual(
      [],
    );
  });
});

/** A till with so many sales, and what all their numbers have in common. */
function longTill(count: number) {
  const { store } = testTill().till;
  insertStaff(store, { id: 'staff-1', name: 'Trần Thị Lan', role: 'cashier', at: 0 });
  store.inTransaction(() => {
    for (let sequence = 1; sequence <= count; sequence += 1)
      writeSale(store, { tillId: 'till-1', sequence, at: 1_700_000_000_000 + sequence * 1000 });
  });
  return {
    store,
    common: store.get<{ number: string }>('SELECT number FROM sale')?.number.slice(0, 6) ?? '',
  };
}

describe('a text that many entries hold', () => {
  it('is looked for no further than the page, and no entry is missed or shown twice', async () => {
    const { store, common } = longTill(1200);
    const first = await syncPage(store, { ...everyEntry, text: common, limit: 100 });
    expect(first.isMore).toBe(true);
    expect(first.total).toBeGreaterThan(100);
    expect(first.total).toBeLessThan(1200);
    const seen: string[] = [];
    for (let offset = 0; offset < 1300; offset += 100)
      seen.push(
        ...(await syncPage(store, { ...everyEntry, text: common, limit: 100, offset })).rows.map(
          ({ id }) => id,
        ),
      );
    const all = store.all<{ id: string }>('SELECT id FROM outbox ORDER BY sequence DESC').map(({ id }) => id);
    expect(seen).toEqual(all);
  });

  it('is found among few refused ones too', async () => {
    const { store, common } = longTill(900);
    store.run("UPDATE outbox SET state = 'refused', reason = 'name-taken' WHERE sequence IN (3, 400)");
    const page = await syncPage(store, { ...everyEntry, text: common, stage: 'refused' });
    expect([page.rows.length, page.total, page.isMore]).toEqual([2, 2, false]);
  });
});

describe('asking for a round now', () => {
  it('brings forward what waits for a later try, and leaves what is looked for its pace', () => {
    const { store } = testTill().till;
    for (const id of ['later', 'due', 'doubted'])
      queueDocument(store, { id, kind: 'sale', documentId: id, key: id, at: testNow });
    store.run("UPDATE outbox SET next_try_at = next_try_at + 60000 WHERE id <> 'due'");
    store.run("UPDATE outbox SET state = 'unknown' WHERE id = 'doubted'");
    hurryQueued(store, testNow + 1);
    const times = store.all<{ id: string; at: number }>('SELECT id, next_try_at AS at FROM outbox');
    expect(Object.fromEntries(times.map(({ id, at }) => [id, at - testNow]))).toEqual({
      later: 1,
      due: 0,
      doubted: 60_000,
    });
  });
});
