import { describe, expect, it } from 'vitest';
import { dong } from '../../../domain/money/dong.ts';
import type { ReceiptDocument } from '../../../domain/receipt/document.ts';
import { printJobById, recentPrintJobs, setPrintJobState } from '../../../main/db/repositories/print-jobs.ts';
import { listPrintJobs, printJobStory } from '../../../main/services/attend-printer.ts';
import { activeCart } from '../../../main/services/carts.ts';
import { completeSale } from '../../../main/services/complete-sale.ts';
import { openDrawer } from '../../../main/services/open-drawer.ts';
import { reprintReceipt } from '../../../main/services/print-copies.ts';
import {
  answerPrintJob,
  cancelPrintJob,
  movePrintJob,
  retryPrintJob,
  settleStaleJobs,
} from '../../../main/services/print-deeds.ts';
import { moveCash, openShift, xReport } from '../../../main/services/run-shift.ts';
import { scanCode } from '../../../main/services/scan-code.ts';
import { defaultSettings, writeShopSettings } from '../../../main/services/shop-settings.ts';
import { fillGoods } from '../../support/fill-goods.ts';
import { journalKindsOf } from '../../support/selling-till.ts';
import { type TestTill, testNow, testTill } from '../../support/test-till.ts';

const code = '8934563138165';

/** A till in which one sale was paid; its jobs lie in the queue. */
function soldTill(
  kind: 'cash' | 'card' = 'cash',
  print = true,
  extraReceipts = defaultSettings.extraReceipts,
): TestTill & { readonly saleId: string } {
  const world = testTill();
  writeShopSettings(world.till.store, { ...defaultSettings, extraReceipts });
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
  setPrintJobState(world.till.store, id, 'preflight', null, testNow, {
    at: { printerId: 'first', insteadOf: null },
  });
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
    expect(retryPrintJob(world.till, world.cashier, id)).toMatchObject({
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
    expect(listPrintJobs(world.till.store, 'all').rows).toMatchObject([
      { id: receipt, deeds: ['answer'], reason: 'connection-lost', printer: 'Máy in ảo' },
      { id: drawer, deeds: ['cancel'], reason: 'paper-out', printer: null },
    ]);
    const shown = (filter: 'waiting' | 'asks' | 'done') =>
      listPrintJobs(world.till.store, filter).rows.map(({ kind }) => kind);
    expect([shown('waiting'), shown('asks'), shown('done')]).toEqual([['drawer'], ['receipt'], []]);
  });
});

describe('the story of a job', () => {
  it('tells each step with its reason, its printer and who did it; the same trouble again is counted', () => {
    const world = soldTill();
    const id = jobOf(world, 'receipt');
    const { store } = world.till;
    for (const at of [1, 2, 3]) {
      setPrintJobState(store, id, 'preflight', null, testNow + at, {
        at: { printerId: 'first', insteadOf: null },
      });
      setPrintJobState(store, id, 'blocked', 'paper-out', testNow + at);
    }
    world.advance(1_000);
    expect(cancelPrintJob(world.till, world.cashier, id, 'Khách không lấy').ok).toBe(true);
    const story = printJobStory(store, id);
    expect(story).toEqual({
      ok: true,
      value: {
        attempts: 3,
        events: [
          event('queued', null, null, testNow, testNow, 1),
          event('blocked', 'paper-out', 'Máy in ảo', testNow + 1, testNow + 3, 3),
          {
            ...event('cancelled', 'Khách không lấy', 'Máy in ảo', testNow + 1_000, testNow + 1_000, 1),
            staff: world.cashier.name,
          },
        ],
      },
    });
  });
});

function event(
  state: string,
  reason: string | null,
  printer: string | null,
  at: number,
  lastAt: number,
  times: number,
) {
  return { state, reason, printer, staff: null, at, lastAt, times };
}

describe('a waiting receipt', () => {
  it('is dropped only for a reason, which the journal keeps; it can be printed as a copy later', () => {
    const world = soldTill();
    const id = jobOf(world, 'receipt');
    expect(cancelPrintJob(world.till, world.cashier, id, ' ').ok).toBe(false);
    expect(cancelPrintJob(world.till, world.cashier, id, 'Khách đi rồi').ok).toBe(true);
    expect(printJobById(world.till.store, id)).toMatchObject({ state: 'cancelled', reason: 'Khách đi rồi' });
    expect(journalKindsOf(world)).toContain('print-cancelled');
    expect(cancelPrintJob(world.till, world.cashier, id, 'lần nữa')).toMatchObject({
      ok: false,
      error: { code: 'PRINT_JOB_NOT_WAITING' },
    });
    expect(reprintReceipt(world.till, world.owner, world.saleId)).toEqual({ ok: true, value: { copy: 1 } });
  });

  it('goes to the printer a person chose', () => {
    const world = soldTill();
    const id = jobOf(world, 'receipt');
    expect(movePrintJob(world.till, world.cashier, id, 'nothing')).toMatchObject({
      ok: false,
      error: { code: 'PRINTER_MISSING' },
    });
    setPrintJobState(world.till.store, id, 'blocked', 'paper-out', testNow);
    expect(movePrintJob(world.till, world.cashier, id, 'first').ok).toBe(true);
    expect(printJobById(world.till.store, id)).toMatchObject({ state: 'queued', wanted_printer_id: 'first' });
  });
});

describe('paper from yesterday', () => {
  const stale = (world: TestTill) => {
    const ids = jobs(world).map(({ id }) => id);
    for (const id of ids) setPrintJobState(world.till.store, id, 'stale', null, testNow);
  };

  it('is printed after all by one answer', () => {
    const world = soldTill('card');
    expect(xReport(world.till, world.cashier, true).ok).toBe(true);
    stale(world);
    expect(settleStaleJobs(world.till, world.cashier, true).ok).toBe(true);
    expect(jobs(world).map(({ state }) => state)).toEqual(['queued', 'queued']);
    expect(journalKindsOf(world).filter((kind) => kind === 'print-released')).toHaveLength(1);
  });

  it('is left by one answer', () => {
    const world = soldTill('card');
    stale(world);
    expect(settleStaleJobs(world.till, world.cashier, false).ok).toBe(true);
    expect(jobs(world).map(({ state }) => state)).toEqual(['cancelled']);
    expect(settleStaleJobs(world.till, world.cashier, false).ok).toBe(true);
    expect(journalKindsOf(world).filter((kind) => kind === 'print-cancelled')).toHaveLength(1);
  });
});

describe('what the shop keeps', () => {
  it('is as many receipts more as the tender asks for, counted as sheets and marked as no copy', () => {
    const world = soldTill('card', false, { cash: 0, transfer: 0, card: 2 });
    expect(kinds(world)).toEqual(['receipt', 'receipt']);
    const sheets = jobs(world).map(({ id }) => printJobById(world.till.store, id));
    expect(sheets.map((job) => [job?.role, job?.copy_number, job?.title.slice(-6)])).toEqual([
      ['second-copy', 0, 'liên 2'],
      ['second-copy', 0, 'liên 3'],
    ]);
    expect(document(world, sheets[1]?.id ?? '').blocks[0]).toMatchObject({
      text: 'Liên 3 – lưu tại cửa hàng',
    });
  });

  it('is nothing for a tender the shop keeps no paper of', () => {
    expect(kinds(soldTill('cash', true, { cash: 0, transfer: 0, card: 2 }))).toEqual(['drawer', 'receipt']);
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
