import { describe, expect, it } from 'vitest';
import { dong } from '../../../domain/money/dong.ts';
import { printJobById, recentPrintJobs } from '../../../main/db/repositories/print-jobs.ts';
import { apply } from '../../../main/services/change-active-cart.ts';
import { salePage } from '../../../main/services/list-records.ts';
import { reprintReceipt } from '../../../main/services/print-copies.ts';
import {
  closeShift,
  closeShiftWithSum,
  handOverShift,
  moveCash,
  openShift,
  suggestedFloat,
  xReport,
} from '../../../main/services/run-shift.ts';
import { verifyStore } from '../../../main/services/verify/verify.ts';
import {
  cash,
  codes,
  journalKindsOf,
  must,
  pay,
  refusal,
  scan,
  sellingTill,
  setUpShop,
  tender,
  written,
} from '../../support/selling-till.ts';
import { type TestTill, testTill } from '../../support/test-till.ts';

const noCount = { count: {}, note: '' };

/** Float 500.000, cash 88.500 with change, card 42.000, transfer 4.500, 30.000 in, 20.000 out: 598.500 in the drawer. */
function busyShift(): TestTill {
  const test = sellingTill();
  scan(test, codes.water, codes.water, codes.noodles);
  must(pay(test, [cash(100_000)]));
  scan(test, codes.water);
  must(pay(test, [tender('card', 42_000)]));
  scan(test, codes.noodles);
  must(pay(test, [tender('transfer', 4_500)]));
  must(moveCash(test.till, test.cashier, { kind: 'in', amount: 30_000, reason: 'Đổi tiền lẻ' }));
  must(moveCash(test.till, test.cashier, { kind: 'out', amount: 20_000, reason: ' Nước đá ' }));
  return test;
}

describe('opening a shift', () => {
  it('takes a float and happens once', () => {
    const test = sellingTill({ shift: false });
    must(openShift(test.till, test.cashier, 0));
    const before = written(test);
    expect(refusal(openShift(test.till, test.owner, 100_000))).toBe('SHIFT_OPEN_ALREADY');
    expect(written(test)).toEqual(before);
    expect(test.till.store.all('SELECT number, float_amount FROM shift')).toEqual([
      { number: 'LL1-261125-C1', float_amount: 0 },
    ]);
  });

  it.each([-1, 100_000_000_001, 0.5, Number.NaN, Number.MAX_SAFE_INTEGER])(
    'refuses a float of %d',
    (float) => {
      const test = sellingTill({ shift: false });
      expect(refusal(openShift(test.till, test.cashier, float))).toBe('AMOUNT_OUT_OF_RANGE');
      expect(written(test)['shift']).toBe(0);
    },
  );

  it('needs a branch', () => {
    const test = testTill({ bound: false });
    expect(refusal(openShift(test.till, test.cashier, 0))).toBe('NOT_BOUND');
  });

  it('suggests what the last close left in the drawer', () => {
    const test = sellingTill();
    must(closeShift(test.till, test.cashier, { count: { 200000: 2, 50000: 1 }, note: '' }));
    expect(suggestedFloat(test.till)).toBe(450_000);
    expect(suggestedFloat(testTill().till)).toBe(0);
  });
});

describe('cash in and out', () => {
  it('opens the drawer, prints a slip and is journalled with its reason', () => {
    const test = sellingTill();
    must(moveCash(test.till, test.cashier, { kind: 'out', amount: 20_000, reason: 'Nước đá' }));
    expect(recentPrintJobs(test.till.store, 9).map((job) => job.kind)).toEqual(['slip', 'drawer']);
    expect(journalKindsOf(test).at(-1)).toBe('cash-moved');
  });

  it.each([
    [0, 'lý do', 'AMOUNT_OUT_OF_RANGE'],
    [-5, 'lý do', 'AMOUNT_OUT_OF_RANGE'],
    [1.5, 'lý do', 'AMOUNT_OUT_OF_RANGE'],
    [1_000, '   ', 'SHIFT_REASON_NEEDED'],
  ])('of %d for "%s" is refused and writes nothing', (amount, reason, code) => {
    const test = sellingTill();
    const before = written(test);
    expect(refusal(moveCash(test.till, test.cashier, { kind: 'in', amount, reason }))).toBe(code);
    expect(written(test)).toEqual(before);
  });

  it('needs an open shift', () => {
    const test = sellingTill({ shift: false });
    expect(refusal(moveCash(test.till, test.cashier, { kind: 'in', amount: 1, reason: 'x' }))).toBe(
      'SHIFT_NEEDED',
    );
  });
});

describe('the X report', () => {
  it('adds up for those who may see it', () => {
    const test = busyShift();
    const report = must(xReport(test.till, test.owner, false));
    expect(report).toMatchObject({ kind: 'x', expectedCash: 598_500, countedCash: null, variance: null });
    expect(report.facts).toMatchObject({
      saleCount: 3,
      salesTotal: 135_000,
      byTender: { cash: 88_500, card: 42_000, transfer: 4_500 },
      cashIn: 30_000,
      cashOut: 20_000,
    });
    expect(report.movements.map((movement) => movement.reason)).toEqual(['Đổi tiền lẻ', 'Nước đá']);
  });

  it('hides from a counting cashier every figure that gives the cash away, on paper too', () => {
    const test = busyShift();
    const report = must(xReport(test.till, test.cashier, true));
    expect(report.expectedCash).toBeNull();
    const figures = JSON.stringify(report.facts);
    for (const amount of [88_500, 135_000, 598_500]) expect(figures).not.toContain(String(amount));
    const [job] = recentPrintJobs(test.till.store, 1);
    const paper = printJobById(test.till.store, job?.id ?? '')?.document_json ?? '';
    expect(paper).toContain('X');
    for (const amount of ['88.500', '135.000', '598.500', '88500', '135000', '598500'])
      expect(paper).not.toContain(amount);
  });

  it('hides nothing where the shop does not count blind', () => {
    const test = busyShift();
    setUpShop(test.till, { blindCount: false });
    expect(must(xReport(test.till, test.cashier, false)).expectedCash).toBe(598_500);
  });

  it('prints only when asked and closes nothing', () => {
    const test = busyShift();
    const before = written(test);
    must(xReport(test.till, test.owner, false));
    expect(written(test)).toEqual(before);
    expect(must(xReport(test.till, test.owner, true)).closedAt).toBeNull();
  });
});

describe('closing', () => {
  it('tells what was expected, counted and missing, and prints the Z', () => {
    const test = busyShift();
    test.advance(3_600_000);
    const report = must(
      closeShift(test.till, test.cashier, { count: { 500000: 1, 50000: 1, 20000: 2 }, note: ' thiếu ' }),
    );
    expect(report).toMatchObject({
      kind: 'z',
      expectedCash: 598_500,
      countedCash: 590_000,
      variance: -8_500,
    });
    expect(test.till.store.all('SELECT state, expected_cash, note FROM shift')).toEqual([
      { state: 'closed', expected_cash: 598_500, note: 'thiếu' },
    ]);
    const entry = test.till.store.get<{ facts_json: string }>(
      "SELECT facts_json FROM journal WHERE kind = 'shift-closed'",
    );
    expect(JSON.parse(entry?.facts_json ?? '')).toEqual({
      number: 'LL1-261125-C1',
      counted: 590_000,
      variance: -8_500,
      receiver: null,
    });
    expect(recentPrintJobs(test.till.store, 1)[0]?.title).toBe('Báo cáo Z – ca LL1-261125-C1');
    expect(refusal(closeShift(test.till, test.cashier, noCount))).toBe('SHIFT_NEEDED');
    expect(refusal(xReport(test.till, test.owner, false))).toBe('SHIFT_NEEDED');
    expect(verifyStore(test.till.store)).toEqual([]);
  });

  it.each([{ 30000: 1 }, { 500000: -1 }, { 500000: 1.5 }, { 500000: 1_000_001 }])(
    'refuses a count like %o and leaves the shift open',
    (count) => {
      const test = busyShift();
      expect(refusal(closeShift(test.till, test.cashier, { count, note: '' }))).toBe('SHIFT_COUNT_INVALID');
      expect(must(xReport(test.till, test.owner, false)).closedAt).toBeNull();
    },
  );

  it('by a sum refuses what no drawer holds', () => {
    const test = busyShift();
    for (const sum of [-1, 0.5, 1e12])
      expect(refusal(closeShiftWithSum(test.till, test.cashier, sum))).toBe('AMOUNT_OUT_OF_RANGE');
    expect(must(closeShiftWithSum(test.till, test.cashier, 598_500)).variance).toBe(0);
  });

  it('waits for neither sync nor printer', () => {
    const test = busyShift();
    expect(must(closeShift(test.till, test.cashier, noCount)).kind).toBe('z');
    expect(test.till.store.all("SELECT 1 FROM outbox WHERE state = 'queued'")).toHaveLength(3);
  });

  it('starts the next shift with sums of its own', () => {
    const test = busyShift();
    must(closeShift(test.till, test.cashier, noCount));
    must(openShift(test.till, test.cashier, 1_000));
    expect(must(xReport(test.till, test.owner, false))).toMatchObject({
      number: 'LL1-261125-C2',
      expectedCash: 1_000,
    });
  });
});

describe('handing over', () => {
  it('ends one shift and begins the next with the counted cash, in one step', () => {
    const test = busyShift();
    const report = must(
      handOverShift(test.till, test.cashier, { count: { 500000: 1 }, note: '' }, test.owner),
    );
    expect(report).toMatchObject({ kind: 'z', countedCash: 500_000, variance: -98_500 });
    expect(
      test.till.store.all('SELECT state, opened_by, float_amount, handed_over_to FROM shift ORDER BY number'),
    ).toEqual([
      { state: 'closed', opened_by: 'cashier-1', float_amount: 500_000, handed_over_to: 'owner-1' },
      { state: 'open', opened_by: 'owner-1', float_amount: 500_000, handed_over_to: null },
    ]);
    expect(journalKindsOf(test).slice(-2)).toEqual(['shift-handed-over', 'shift-opened']);
    expect(recentPrintJobs(test.till.store, 1)[0]?.title).toContain('Biên bản bàn giao');
    expect(verifyStore(test.till.store)).toEqual([]);
  });

  it('needs somebody else, a shift and a sound count', () => {
    const test = busyShift();
    const before = written(test);
    expect(refusal(handOverShift(test.till, test.cashier, noCount, test.cashier))).toBe(
      'HANDOVER_SAME_PERSON',
    );
    expect(refusal(handOverShift(test.till, test.cashier, { count: { 3: 1 }, note: '' }, test.owner))).toBe(
      'SHIFT_COUNT_INVALID',
    );
    expect(written(test)).toEqual(before);
    must(closeShift(test.till, test.cashier, noCount));
    expect(refusal(handOverShift(test.till, test.cashier, noCount, test.owner))).toBe('SHIFT_NEEDED');
  });
});

describe('a reprint', () => {
  it('is marked as a copy, counted, journalled, and never opens the drawer', () => {
    const test = sellingTill();
    scan(test, codes.water);
    const { saleId } = must(pay(test, [cash(42_000)], { print: true }));
    const first = recentPrintJobs(test.till.store, 9).find((job) => job.kind === 'receipt');
    expect(first?.document_json).not.toContain('BẢN SAO');
    for (const copy of [1, 2, 3]) {
      test.advance(1000);
      expect(must(reprintReceipt(test.till, test.owner, saleId))).toEqual({ copy });
      const [job] = recentPrintJobs(test.till.store, 1);
      expect(job?.kind).toBe('copy');
      expect(job?.document_json).toContain('BẢN SAO');
      expect(job?.title).toContain(`bản sao ${copy}`);
    }
    expect(journalKindsOf(test).filter((kind) => kind === 'receipt-reprinted')).toHaveLength(3);
    expect(recentPrintJobs(test.till.store, 99).filter((job) => job.kind === 'drawer')).toHaveLength(1);
    expect(salePage(test.till.store, { text: '', limit: 1, offset: 0 }).rows[0]?.copies).toBe(3);
    expect(refusal(reprintReceipt(test.till, test.owner, 'nothing'))).toBe('SALE_MISSING');
  });

  it('says today what was true at the sale', () => {
    const test = sellingTill();
    scan(test, codes.water);
    must(
      apply(test.till, test.cashier, {
        kind: 'set-order-discount',
        discount: { kind: 'amount', amount: dong(2_000) },
      }),
    );
    const { saleId } = must(pay(test, [cash(40_000)], { print: true }));
    test.till.store.run("UPDATE goods SET name = 'Tên khác', price = 1 WHERE variant_id = 1");
    must(reprintReceipt(test.till, test.owner, saleId));
    const paper = recentPrintJobs(test.till.store, 1)[0]?.document_json ?? '';
    expect(paper).toContain('Nước mắm Nam Ngư 500 ml');
    expect(paper).toContain('40.000');
    expect(paper).not.toContain('Tên khác');
  });
});
