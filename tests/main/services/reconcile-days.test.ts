import { describe, expect, it } from 'vitest';
import { recentPrintJobs } from '../../../main/db/repositories/print-jobs.ts';
import { reconcileDays } from '../../../main/services/reconcile-days.ts';
import { itemOf, writeComparison, writeDifference } from '../../support/differing-day.ts';
import { sellSome, syncWindow } from '../../support/refused-documents.ts';
import { must } from '../../support/selling-till.ts';
import { testNow } from '../../support/test-till.ts';

const [today, yesterday, before] = ['2026-11-25', '2026-11-24', '2026-11-23'];
const dayMs = 24 * 60 * 60_000;

const matched = itemOf({ class: 'matched', cloudAmount: 42_000 });
const stranger = { ...itemOf({ orderId: 9, number: '', tillAmount: 0 }), class: 'only-in-cloud' as const };

describe('the list of days', () => {
  it('has today and every day on which this till has anything, newest first, each as it was last compared', () => {
    const { test } = syncWindow();
    const { till } = test;
    test.setClock(testNow - 2 * dayMs);
    sellSome(test);
    test.setClock(testNow - dayMs);
    sellSome(test);
    test.setClock(testNow);
    const items = [matched, itemOf({ class: 'waiting' }), itemOf({ class: 'set-aside' }), stranger];
    writeComparison(till.store, { day: yesterday, at: testNow - 5, items, dayEnded: false });
    writeDifference(till.store, { id: 'd1', day: yesterday, at: testNow - 5 }, stranger);
    expect(reconcileDays(till)).toEqual([
      { day: today, ran: null, open: 0, accepted: 0 },
      {
        day: yesterday,
        ran: { at: testNow - 5, dayEnded: false, documents: 4, unsent: 2 },
        open: 1,
        accepted: 0,
      },
      { day: before, ran: null, open: 0, accepted: 0 },
    ]);
  });

  it('keeps a day in sight, however old, while something of it differs or was only accepted', () => {
    const { test } = syncWindow();
    for (const [id, day, state] of [
      ['d1', '2024-02-29', 'open'],
      ['d2', '2024-03-01', 'accepted'],
      ['d3', '2024-03-02', 'resolved'],
    ] as const) {
      writeDifference(test.till.store, { id, day, at: testNow }, stranger);
      test.till.store.run('UPDATE difference SET state = ? WHERE id = ?', [state, id]);
    }
    expect(reconcileDays(test.till).map(({ day, open, accepted }) => [day, open, accepted])).toEqual([
      [today, 0, 0],
      ['2024-03-01', 0, 1],
      ['2024-02-29', 1, 0],
    ]);
  });
});

describe('what did not match on a day', () => {
  it('is listed a page at a time, all of it or one kind, with what has become of it since', async () => {
    const { test, call } = syncWindow();
    const { till } = test;
    const [lost, refused] = [sellSome(test), sellSome(test)];
    till.store.run("UPDATE outbox SET state = 'refused' WHERE document_id = ?", [refused]);
    const missing = { ...itemOf({ saleId: lost, number: 'A' }), class: 'missing' as const };
    const items = [
      missing,
      itemOf({ class: 'waiting', saleId: refused, number: 'B' }),
      { ...stranger, number: 'C' },
      matched,
    ];
    writeComparison(till.store, { day: today, at: testNow, items });
    writeDifference(till.store, { id: 'd1', day: today, at: testNow }, missing);
    const page = async (over: object) =>
      must(await call('reconcile:items', { day: today, class: null, limit: 2, offset: 0, ...over }));
    expect(await page({})).toMatchObject({
      total: 3,
      rows: [
        { number: 'A', state: 'queued', difference: { id: 'd1', repairs: [], repairState: 'queued' } },
        { number: 'B', state: 'refused', difference: null },
      ],
    });
    expect(await page({ offset: 2 })).toMatchObject({
      total: 3,
      rows: [{ number: 'C', state: null, difference: null }],
    });
    expect(await page({ class: 'only-in-cloud' })).toMatchObject({ total: 1, rows: [{ number: 'C' }] });
    expect(await page({ class: 'matched' })).toEqual({ total: 0, rows: [] });
    expect(await page({ day: yesterday })).toEqual({ total: 0, rows: [] });
  });

  it('is that of the last comparison alone', async () => {
    const { test, call } = syncWindow();
    writeComparison(test.till.store, { day: today, at: testNow, items: [itemOf(), itemOf()] });
    writeComparison(test.till.store, { day: today, at: testNow + 1, run: 2, items: [stranger] });
    const { total } = must(await call('reconcile:items', { day: today, class: null, limit: 9, offset: 0 }));
    expect(total).toBe(1);
  });
});

describe('a day on paper', () => {
  it('is queued as a report that names the day, accepted differences with who and why', async () => {
    const { test, call } = syncWindow();
    const { store } = test.till;
    writeComparison(store, { day: yesterday, at: testNow, items: [matched, stranger] });
    writeDifference(store, { id: 'd1', day: yesterday, at: testNow }, stranger);
    store.run("UPDATE difference SET state = 'accepted', accepted_by = 'owner-1', reason = 'Đơn thử'");
    must(await call('reconcile:print', { day: yesterday }));
    const [job] = recentPrintJobs(store, 5);
    expect(job).toMatchObject({ kind: 'report', title: 'Đối soát ngày 24/11/2026' });
    const paper = store.get<{ document_json: string }>('SELECT document_json FROM print_job WHERE id = ?', [
      job?.id ?? '',
    ]);
    expect(paper?.document_json).toContain(`Đã xác nhận: ${test.owner.name} – Đơn thử`);
    expect(paper?.document_json).toContain('Đơn #9');
  });

  it('is refused for a day that was never compared and for what is no day', async () => {
    const { code } = syncWindow();
    expect(await code('reconcile:print', { day: today })).toBe('NOT_RECONCILED');
    expect(await code('reconcile:view', { day: '2026-02-30' })).toBe('BUSINESS_DAY_INVALID');
    expect(await code('reconcile:run', { day: '2026-11-26' })).toBe('BUSINESS_DAY_AHEAD');
    expect(await code('reconcile:run', { day: today })).toBe('CLOUD_UNREACHABLE');
  });
});
