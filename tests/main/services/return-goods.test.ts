import { describe, expect, it } from 'vitest';
import { milli } from '../../../domain/money/quantity.ts';
import type { Destination } from '../../../domain/return/goods-return.ts';
import { defaultReturnPolicy } from '../../../domain/return/return-policy.ts';
import { stockOf } from '../../../main/db/repositories/goods.ts';
import { linesOfSale } from '../../../main/db/repositories/sales.ts';
import { completeReturn, quoteReturn, type ReturnRequest } from '../../../main/services/return-goods.ts';
import { returnableView } from '../../../main/services/returnable.ts';
import { closeShiftWithSum, xReport } from '../../../main/services/run-shift.ts';
import { saveSettings } from '../../../main/services/save-settings.ts';
import type { Actor } from '../../../main/services/till.ts';
import { verifyStore } from '../../../main/services/verify/verify.ts';
import { cash, codes, must, pay, refusal, scan, sellingTill, tender } from '../../support/selling-till.ts';
import type { TestTill } from '../../support/test-till.ts';

const hour = 3_600_000;

function soldTwoWaters(settings: Parameters<typeof sellingTill>[0] = {}): { test: TestTill; saleId: string } {
  const test = sellingTill(settings);
  scan(test, codes.water, codes.water, codes.noodles);
  const { saleId } = must(pay(test, [cash(100_000)]));
  return { test, saleId };
}

function request(test: TestTill, saleId: string, over: Partial<ReturnRequest> = {}): ReturnRequest {
  const [first] = linesOfSale(test.till.store, saleId);
  return {
    saleId,
    returns: 0,
    lines: [{ lineId: first?.id ?? '', quantity: milli(1000), destination: 'shelf' }],
    way: 'as-paid',
    tenders: null,
    reason: 'Khách đổi ý',
    ...over,
  };
}

const all = (test: TestTill, saleId: string, destination: Destination = 'shelf') =>
  linesOfSale(test.till.store, saleId).map((line) => ({
    lineId: line.id,
    quantity: milli(line.quantity),
    destination,
  }));

const jobs = (test: TestTill) =>
  test.till.store
    .all<{ kind: string; title: string }>('SELECT kind, title FROM print_job ORDER BY sequence')
    .map(({ kind, title }) => `${kind}: ${title}`);

const owner: Actor = { staffId: 'owner-1', name: 'Chủ', role: 'owner' };

describe('goods that come back', () => {
  it('give back what was paid for them, out of the drawer, with a slip, a journal entry and a way to the cloud', () => {
    const { test, saleId } = soldTwoWaters();
    const before = jobs(test).length;
    const done = must(completeReturn(test.till, test.cashier, request(test, saleId)));
    expect(done).toMatchObject({
      payout: 42_000,
      tenders: [{ kind: 'cash', amount: 42_000, reference: '' }],
    });
    expect(done.number).toMatch(/^[A-Z]+1-\d{6}-T001$/);
    expect(jobs(test).slice(before)).toEqual(['drawer: Mở ngăn kéo', `slip: Phiếu trả hàng ${done.number}`]);
    expect(
      test.till.store.get('SELECT kind, state, document_id FROM outbox ORDER BY sequence DESC LIMIT 1'),
    ).toEqual({ kind: 'return', state: 'queued', document_id: done.returnId });
    expect(verifyStore(test.till.store)).toEqual([]);
  });

  it('are for sale again at once, unless they are damaged', () => {
    const { test, saleId } = soldTwoWaters();
    const left = () => stockOf(test.till.store, 1);
    expect(left()).toBe(8_000);
    must(completeReturn(test.till, test.cashier, request(test, saleId)));
    expect(left()).toBe(9_000);
    const [line] = linesOfSale(test.till.store, saleId);
    must(
      completeReturn(
        test.till,
        test.cashier,
        request(test, saleId, {
          returns: 1,
          lines: [{ lineId: line?.id ?? '', quantity: milli(1000), destination: 'damaged' }],
        }),
      ),
    );
    expect(left()).toBe(9_000);
    expect(verifyStore(test.till.store)).toEqual([]);
  });

  it('never are more than were sold, counting what came back already', () => {
    const { test, saleId } = soldTwoWaters();
    must(completeReturn(test.till, test.cashier, request(test, saleId)));
    const [line] = linesOfSale(test.till.store, saleId);
    const two = request(test, saleId, {
      returns: 1,
      lines: [{ lineId: line?.id ?? '', quantity: milli(2000), destination: 'shelf' }],
    });
    expect(refusal(completeReturn(test.till, test.cashier, two))).toBe('RETURN_MORE_THAN_LEFT');
  });

  it('are not taken twice by a second press of the key', () => {
    const { test, saleId } = soldTwoWaters();
    must(completeReturn(test.till, test.cashier, request(test, saleId)));
    expect(refusal(completeReturn(test.till, test.cashier, request(test, saleId)))).toBe('RETURN_CHANGED');
  });

  it('undo discounts and cash rounding in proportion, and bring the sale to nothing in the end', () => {
    const test = sellingTill({ settings: { cashRounding: { step: 1000, direction: 'nearest' } } });
    scan(test, codes.water, codes.noodles, codes.noodles, codes.noodles);
    const { saleId, total } = must(pay(test, [cash(200_000)]));
    expect(total).toBe(56_000);
    const [water, noodles] = all(test, saleId);
    if (water === undefined || noodles === undefined) throw new Error('two lines were sold');
    const first = must(
      completeReturn(
        test.till,
        test.cashier,
        request(test, saleId, { lines: [{ ...noodles, quantity: milli(1000) }] }),
      ),
    );
    const rest = must(
      completeReturn(
        test.till,
        test.cashier,
        request(test, saleId, { returns: 1, lines: [water, { ...noodles, quantity: milli(2000) }] }),
      ),
    );
    expect(first.payout % 1000).toBe(0);
    expect(first.payout + rest.payout).toBe(total);
    expect(verifyStore(test.till.store)).toEqual([]);
    expect(must(returnableView(test.till, saleId)).refusal?.code).toBe('RETURN_NOTHING_LEFT');
  });

  it('lower what the drawer should hold, and the Z agrees', () => {
    const { test, saleId } = soldTwoWaters({ float: 500_000 });
    must(completeReturn(test.till, test.cashier, request(test, saleId)));
    const report = must(xReport(test.till, owner, false));
    expect(report.facts).toMatchObject({
      returnCount: 1,
      returnsTotal: 42_000,
      refundsByTender: { cash: 42_000, transfer: 0, card: 0 },
    });
    expect(report.expectedCash).toBe(500_000 + 88_500 - 42_000);
    const closed = must(closeShiftWithSum(test.till, owner, 546_500));
    expect(closed.variance).toBe(0);
    expect(verifyStore(test.till.store)).toEqual([]);
  });
});

describe('money of a return', () => {
  it('goes back the way it came', () => {
    const test = sellingTill();
    scan(test, codes.water);
    const { saleId } = must(pay(test, [tender('card', 42_000)]));
    const pulses = () => jobs(test).filter((job) => job.startsWith('drawer')).length;
    const before = pulses();
    const done = must(completeReturn(test.till, test.cashier, request(test, saleId)));
    expect(done.tenders).toEqual([{ kind: 'card', amount: 42_000, reference: '' }]);
    expect(pulses()).toBe(before);
  });

  it('goes another way only with the right to it', () => {
    const test = sellingTill();
    scan(test, codes.water);
    const { saleId } = must(pay(test, [tender('card', 42_000)]));
    const inCash = request(test, saleId, { way: 'cash' });
    expect(refusal(completeReturn(test.till, test.cashier, inCash))).toBe('RIGHT_MISSING');
    const approved = { ...test.cashier, approver: owner };
    must(completeReturn(test.till, approved, inCash));
    expect(
      test.till.store.get("SELECT staff_id, facts_json FROM journal WHERE kind = 'act-approved'"),
    ).toMatchObject({ staff_id: 'owner-1' });
    expect(test.till.store.get('SELECT approved_by FROM goods_return')).toEqual({ approved_by: 'owner-1' });
    expect(verifyStore(test.till.store)).toEqual([]);
  });

  it('is told before anything is done', () => {
    const { test, saleId } = soldTwoWaters();
    const { lines } = request(test, saleId);
    expect(must(quoteReturn(test.till, { saleId, lines, way: 'as-paid' }))).toMatchObject({
      goods: 42_000,
      payout: 42_000,
      tenders: [{ kind: 'cash', amount: 42_000 }],
    });
    expect(test.till.store.get('SELECT count(*) AS n FROM goods_return')).toEqual({ n: 0 });
  });
});

describe('a return is refused', () => {
  it('without a reason, without goods, without a shift, of a sale nobody knows', () => {
    const { test, saleId } = soldTwoWaters();
    const code = (over: Partial<ReturnRequest>) =>
      refusal(completeReturn(test.till, test.cashier, request(test, saleId, over)));
    expect(code({ reason: '  ' })).toBe('RETURN_REASON_NEEDED');
    expect(code({ lines: [] })).toBe('RETURN_EMPTY');
    expect(code({ saleId: 'x' })).toBe('SALE_MISSING');
    expect(code({ lines: [{ lineId: 'x', quantity: milli(1000), destination: 'shelf' }] })).toBe(
      'RETURN_LINE_UNKNOWN',
    );
    const [line] = all(test, saleId);
    if (line === undefined) throw new Error('something was sold');
    expect(code({ lines: [line, line] })).toBe('INPUT_INVALID');
    must(closeShiftWithSum(test.till, owner, 0));
    expect(code({})).toBe('SHIFT_NEEDED');
  });

  it('when the days for it are over, unless somebody with the right to it approves', () => {
    const { test, saleId } = soldTwoWaters();
    test.advance(8 * 24 * hour);
    expect(refusal(completeReturn(test.till, test.cashier, request(test, saleId)))).toBe('RIGHT_MISSING');
    must(completeReturn(test.till, { ...test.cashier, approver: owner }, request(test, saleId)));
  });

  it('a second time, where the shop takes one a receipt', () => {
    const { test, saleId } = soldTwoWaters();
    must(saveSettings(test.till, owner, { returns: { ...defaultReturnPolicy, severalTimes: false } }));
    must(completeReturn(test.till, test.cashier, request(test, saleId)));
    expect(refusal(completeReturn(test.till, test.cashier, request(test, saleId, { returns: 1 })))).toBe(
      'RETURN_ONCE_ONLY',
    );
  });

  it('above somebody’s limit', () => {
    const { test, saleId } = soldTwoWaters();
    must(saveSettings(test.till, owner, { rights: { cashier: { 'return-goods': 40_000 } } }));
    expect(refusal(completeReturn(test.till, test.cashier, request(test, saleId)))).toBe('RIGHT_MISSING');
  });
});
