import { describe, expect, it } from 'vitest';
import { dong } from '../../../domain/money/dong.ts';
import type { ReceiptDocument } from '../../../domain/receipt/document.ts';
import { printJobById, recentPrintJobs, setPrintJobState } from '../../../main/db/repositories/print-jobs.ts';
import {
  answerPrintJob,
  listPrintJobs,
  openDrawer,
  printTestPage,
  reprintReceipt,
  retryPrintJob,
} from '../../../main/services/attend-printer.ts';
import { activeCart } from '../../../main/services/carts.ts';
import { completeSale } from '../../../main/services/complete-sale.ts';
import { moveCash, openShift, xReport } from '../../../main/services/run-shift.ts';
import { scanCode } from '../../../main/services/scan-code.ts';
import { fillGoods } from '../../support/fill-goods.ts';
import { type TestTill, testNow, testTill } from '../../support/test-till.ts';

const code = '8934563138165';

/** A till in which one sale was paid; its jobs lie in the queue. */
function soldTill(kind: 'cash' | 'card' = 'cash', print = true): TestTill & { readonly saleId: string } {
  const world = testTill();
  const { till, cashier } = world;
  fillGoods(till.store, [{ variantId: 1, name: 'Nước mắm 500 ml', price: 42_000, code }]);
  expect(openShift(till, cashier, 500_000).ok).toBe(true);
  expect(scanCode(till, cashier, code).ok).toBe(true);
  const { cart, version } = activeCart(till, cashier.staffId);
  const sale = completeSale(till, cashier, {
    cartId: cart.id,
    version,
    tenders: [{ kind, amount: dong(42_000), reference: '' }],
    print,
  });
  if (!sale.ok) throw new Error(sale.error.code);
  return { ...world, saleId: sale.value.saleId };
}

function jobs({ till }: TestTill) {
  return recentPrintJobs(till.store, 100)
    .map(({ id, kind, state, copy_number }) => ({ id, kind, state, copy: copy_number }))
    .reverse();
}

function kinds(world: TestTill): readonly string[] {
  return jobs(world).map(({ kind }) => kind);
}

function jobOf(world: TestTill, kind: string): string {
  const job = jobs(world).find((candidate) => candidate.kind === kind);
  if (job === undefined) throw new Error(`no ${kind} job`);
  return job.id;
}

function document(world: TestTill, id: string): ReceiptDocument {
  return JSON.parse(printJobById(world.till.store, id)?.document_json ?? 'null') as ReceiptDocument;
}

function mayHavePrinted(world: TestTill, id: string): void {
  setPrintJobState(world.till.store, id, 'sending', null, testNow);
  setPrintJobState(world.till.store, id, 'unknown', 'connection-lost', testNow);
}

const mark = (number: number) => ({ kind: 'banner', text: `BẢN SAO – IN LẠI LẦN ${number}` });

describe('a paid sale', () => {
  it('leaves one drawer pulse and one receipt in the queue', () => {
    expect(kinds(soldTill())).toEqual(['drawer', 'receipt']);
  });

  it('leaves the drawer shut when no cash moved', () => {
    expect(kinds(soldTill('card'))).toEqual(['receipt']);
  });

  it('prints nothing when nobody wants paper', () => {
    expect(kinds(soldTill('cash', false))).toEqual(['drawer']);
  });
});

describe('a reprint', () => {
  it('is counted, marked with time and person, and never opens the drawer', () => {
    const world = soldTill();
    world.advance(3_600_000);
    expect(reprintReceipt(world.till, world.owner, world.saleId)).toEqual({ ok: true, value: { copy: 1 } });
    expect(reprintReceipt(world.till, world.owner, world.saleId)).toEqual({ ok: true, value: { copy: 2 } });
    expect(kinds(world)).toEqual(['drawer', 'receipt', 'copy', 'copy']);
    const [first, second] = jobs(world).filter(({ kind }) => kind === 'copy');
    expect(document(world, first?.id ?? '').blocks.slice(0, 2)).toMatchObject([
      mark(1),
      { text: `25/11/2026 10:00 · ${world.owner.name}` },
    ]);
    expect(document(world, second?.id ?? '').blocks[0]).toEqual(mark(2));
  });

  it('of a sale that does not exist is refused', () => {
    const world = soldTill();
    expect(reprintReceipt(world.till, world.owner, 'nothing')).toMatchObject({
      ok: false,
      error: { code: 'SALE_MISSING' },
    });
    expect(kinds(world)).toEqual(['drawer', 'receipt']);
  });
});

describe('a receipt that may be on paper', () => {
  it('is done when the cashier saw it', () => {
    const world = soldTill();
    const id = jobOf(world, 'receipt');
    mayHavePrinted(world, id);
    expect(answerPrintJob(world.till, world.cashier, id, true).ok).toBe(true);
    expect(printJobById(world.till.store, id)?.state).toBe('printed');
    expect(kinds(world)).toEqual(['drawer', 'receipt']);
  });

  it('is replaced by a marked copy when it was not there', () => {
    const world = soldTill();
    const id = jobOf(world, 'receipt');
    mayHavePrinted(world, id);
    expect(answerPrintJob(world.till, world.cashier, id, false).ok).toBe(true);
    expect(printJobById(world.till.store, id)?.state).toBe('replaced');
    expect(kinds(world)).toEqual(['drawer', 'receipt', 'copy']);
    expect(document(world, jobOf(world, 'copy')).blocks[0]).toEqual(mark(1));
  });

  it('is asked about once', () => {
    const world = soldTill();
    const id = jobOf(world, 'receipt');
    mayHavePrinted(world, id);
    answerPrintJob(world.till, world.cashier, id, false);
    expect(answerPrintJob(world.till, world.cashier, id, false)).toMatchObject({
      ok: false,
      error: { code: 'PRINT_JOB_NOT_WAITING' },
    });
    expect(kinds(world)).toEqual(['drawer', 'receipt', 'copy']);
  });

  it('can’t be sent again as if it were the first', () => {
    const world = soldTill();
    const id = jobOf(world, 'receipt');
    mayHavePrinted(world, id);
    expect(retryPrintJob(world.till, id)).toMatchObject({
      ok: false,
      error: { code: 'PRINT_JOB_NOT_WAITING' },
    });
  });
});

describe('a slip that may be on paper', () => {
  it('is printed again with a mark, each time with the next count', () => {
    const world = soldTill();
    expect(xReport(world.till, world.cashier, true).ok).toBe(true);
    const first = jobOf(world, 'report');
    mayHavePrinted(world, first);
    answerPrintJob(world.till, world.cashier, first, false);
    const second = jobs(world).at(-1)?.id ?? '';
    mayHavePrinted(world, second);
    answerPrintJob(world.till, world.cashier, second, false);
    const third = jobs(world).at(-1)?.id ?? '';
    const banners = (id: string) => document(world, id).blocks.filter(({ kind }) => kind === 'banner');
    expect(banners(second)).toEqual([mark(1), mark(1)]);
    expect(banners(third)).toEqual([mark(2), mark(2)]);
    expect(document(world, third).blocks.slice(3, -3)).toEqual(document(world, first).blocks);
    const titles = [first, second, third].map((id) => printJobById(world.till.store, id)?.title ?? '');
    expect(titles.map((title) => title.replace(titles[0] ?? '', ''))).toEqual([
      '',
      ' – bản sao 1',
      ' – bản sao 2',
    ]);
  });
});

describe('the list of jobs', () => {
  it('shows the newest first and what can be done with each', () => {
    const world = soldTill();
    const [drawer, receipt] = [jobOf(world, 'drawer'), jobOf(world, 'receipt')];
    setPrintJobState(world.till.store, drawer, 'blocked', 'paper-out', testNow);
    mayHavePrinted(world, receipt);
    expect(listPrintJobs(world.till.store)).toMatchObject([
      { id: receipt, mayRetry: false, needsAnswer: true, reason: 'connection-lost' },
      { id: drawer, mayRetry: true, needsAnswer: false, reason: 'paper-out' },
    ]);
  });

  it('gets a test page on demand', () => {
    const world = soldTill();
    expect(printTestPage(world.till).ok).toBe(true);
    expect(kinds(world)).toEqual(['drawer', 'receipt', 'test']);
  });
});

describe('the drawer', () => {
  it('opens without a sale only for a reason', () => {
    const world = soldTill('card');
    expect(openDrawer(world.till, world.owner, '  ').ok).toBe(false);
    expect(kinds(world)).toEqual(['receipt']);
    expect(openDrawer(world.till, world.owner, 'Đổi tiền lẻ').ok).toBe(true);
    expect(kinds(world)).toEqual(['receipt', 'drawer']);
  });

  it('opens for money put in or taken out, with a slip', () => {
    const world = soldTill('card');
    expect(
      moveCash(world.till, world.cashier, { kind: 'out', amount: 20_000, reason: 'Trả tiền nước đá' }).ok,
    ).toBe(true);
    expect(kinds(world)).toEqual(['receipt', 'drawer', 'slip']);
  });
});
