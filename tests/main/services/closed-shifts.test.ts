import { describe, expect, it } from 'vitest';
import { recentPrintJobs } from '../../../main/db/repositories/print-jobs.ts';
import { closedShifts, zReport } from '../../../main/services/closed-shifts.ts';
import { closeShift, openShift } from '../../../main/services/run-shift.ts';
import { sellSome } from '../../support/refused-documents.ts';
import { must, refusal, sellingTill } from '../../support/selling-till.ts';
import { type TestTill, testNow } from '../../support/test-till.ts';

const day = '2026-11-25';
const minute = 60_000;

function confirm({ till }: TestTill, saleId: string): void {
  till.store.run(
    "UPDATE outbox SET state = 'confirmed', confirmed_at = ?, confirmed_tick = 1 WHERE document_id = ?",
    [till.clock(), saleId],
  );
}

/** Three sales, the first in the cloud before the shift is closed. */
function closedShift() {
  const test = sellingTill();
  const sales: string[] = [];
  for (let sale = 0; sale < 3; sale += 1) {
    sales.push(sellSome(test));
    test.advance(minute);
  }
  confirm(test, sales[0] ?? '');
  test.advance(minute);
  const closing = { count: { 200000: 3 }, note: 'Đủ' };
  const closed = must(closeShift(test.till, test.cashier, closing));
  test.advance(minute);
  const again = (print = false) => must(zReport(test.till, test.cashier, { shiftId: closed.shiftId, print }));
  return { test, sales, closed, again };
}

describe('under a closed Z', () => {
  it('stand the documents the cloud did not have at its end, as they stand now', () => {
    const { test, sales, again } = closedShift();
    expect(again().lateDocuments).toMatchObject({
      count: 2,
      amount: 84_000,
      stillWaiting: 2,
      rows: [
        { number: 'LL1-261125-0002', amount: 42_000, state: 'queued', arrivedAt: null },
        { number: 'LL1-261125-0003', state: 'queued' },
      ],
    });
    confirm(test, sales[1] ?? '');
    test.till.store.run("UPDATE outbox SET state = 'refused' WHERE document_id = ?", [sales[2] ?? '']);
    expect(again().lateDocuments).toMatchObject({
      count: 2,
      stillWaiting: 1,
      rows: [
        { state: 'confirmed', arrivedAt: test.till.clock() },
        { state: 'refused', arrivedAt: null },
      ],
    });
  });

  it('never change its figures, whenever and however they arrive', () => {
    const { test, sales, closed, again } = closedShift();
    const { lateDocuments: _, ...asClosed } = closed;
    for (const state of ['unknown', 'refused', 'set-aside', 'confirmed']) {
      test.till.store.run("UPDATE outbox SET state = ? WHERE state <> 'confirmed'", [state]);
      test.advance(24 * 60 * minute);
      const { lateDocuments: __, ...now } = again();
      expect(now).toEqual(asClosed);
    }
    confirm(test, sales[2] ?? '');
    expect(again().facts).toMatchObject({ saleCount: 3, salesTotal: 126_000 });
  });

  it('are none of another shift’s sales, nor of one that is still open', () => {
    const { test, again } = closedShift();
    must(openShift(test.till, test.cashier, 600_000));
    sellSome(test);
    expect(again().lateDocuments.count).toBe(2);
    const open = test.till.store.get<{ id: string }>("SELECT id FROM shift WHERE state = 'open'");
    expect(refusal(zReport(test.till, test.cashier, { shiftId: open?.id ?? '', print: false }))).toBe(
      'SHIFT_MISSING',
    );
  });

  it('are listed a hundred at most and counted all', { timeout: 20_000 }, () => {
    const test = sellingTill();
    for (let sale = 0; sale < 104; sale += 1) sellSome(test);
    const closed = must(closeShift(test.till, test.cashier, { count: {}, note: '' }));
    expect(closed.lateDocuments).toMatchObject({ count: 104, amount: 104 * 42_000, stillWaiting: 104 });
    expect(closed.lateDocuments.rows).toHaveLength(100);
  });
});

describe('the closed shifts of a day', () => {
  it('are listed in order with what of each is late', () => {
    const { test, sales, closed } = closedShift();
    must(openShift(test.till, test.cashier, 600_000));
    const second = must(closeShift(test.till, test.owner, { count: {}, note: '' }));
    must(openShift(test.till, test.cashier, 0));
    confirm(test, sales[1] ?? '');
    expect(must(closedShifts(test.till, day))).toEqual([
      {
        id: closed.shiftId,
        number: 'LL1-261125-C1',
        openedAt: testNow,
        closedAt: closed.closedAt,
        closedBy: test.cashier.name,
        late: 2,
        stillWaiting: 1,
      },
      expect.objectContaining({ id: second.shiftId, closedBy: test.owner.name, late: 0, stillWaiting: 0 }),
    ]);
    expect(must(closedShifts(test.till, '2026-11-24'))).toEqual([]);
    expect(refusal(closedShifts(test.till, '25/11/2026'))).toBe('BUSINESS_DAY_INVALID');
  });

  it('print their Z again as a copy with the count of the close and the late documents of now', () => {
    const { test, sales, again } = closedShift();
    confirm(test, sales[1] ?? '');
    again(true);
    const [job] = recentPrintJobs(test.till.store, 1);
    const paper = test.till.store.get<{ document_json: string }>(
      'SELECT document_json FROM print_job WHERE id = ?',
      [job?.id ?? ''],
    )?.document_json;
    for (const words of ['BẢN SAO', '200.000 × 3', 'Ghi chú: Đủ', 'Chưa lên lúc chốt ca (2)', 'Đã lên 25/11'])
      expect(paper).toContain(words);
  });

  it('print nothing for an id that is no closed shift’s', () => {
    const { test } = closedShift();
    expect(refusal(zReport(test.till, test.cashier, { shiftId: 'nobody', print: true }))).toBe(
      'SHIFT_MISSING',
    );
    expect(recentPrintJobs(test.till.store, 9).filter(({ kind }) => kind === 'report')).toHaveLength(1);
  });
});
