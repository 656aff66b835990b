import type { ShiftReport } from '../../contracts/views/records.ts';
import type { Printer } from '../../domain/printing/printer.ts';
import type { ReceiptCopy } from '../../domain/receipt/copy-mark.ts';
import { asSheet } from '../../domain/receipt/sheet-mark.ts';
import { cashSlip, shiftSlip, testPage } from '../../domain/receipt/shift-slips.ts';
import type { TenderKind } from '../../domain/sale/tender.ts';
import type { CashMovementKind, NoteCount } from '../../domain/shift/shift.ts';
import { insertPrintJob } from '../db/repositories/print-jobs.ts';
import { saleById } from '../db/repositories/sales.ts';
import { receiptOf } from './receipt-document.ts';
import { readBinding, readShopSettings } from './shop-settings.ts';
import type { Actor, Till } from './till.ts';

/** Jobs are queued inside the transaction of what they belong to, as finished documents: paper shows what was true then. */

/** The receipt of a sale, or a marked copy of it; `copyOf` is the job that is known not to have become paper. */
export function queueReceipt(
  till: Till,
  saleId: string,
  copy: ReceiptCopy | null,
  copyOf: string | null = null,
): void {
  const document = receiptOf(till.store, saleId, copy);
  if (document === undefined) throw new Error('a receipt needs a stored sale');
  const number = saleById(till.store, saleId)?.number ?? '';
  insertPrintJob(till.store, {
    id: till.newId(),
    kind: copy === null ? 'receipt' : 'copy',
    subjectId: saleId,
    copyNumber: copy?.number ?? 0,
    title: copy === null ? `Hóa đơn ${number}` : `Hóa đơn ${number} – bản sao ${copy.number}`,
    document,
    copyOf,
    at: till.clock(),
  });
}

/** What the shop keeps of a sale: as many receipts more as the most demanding of its tenders asks for. */
export function queueExtraReceipts(till: Till, saleId: string, kinds: readonly TenderKind[]): void {
  const { extraReceipts } = readShopSettings(till.store);
  const count = Math.max(0, ...kinds.map((kind) => extraReceipts[kind]));
  const document = count === 0 ? undefined : receiptOf(till.store, saleId, null);
  if (document === undefined) return;
  const number = saleById(till.store, saleId)?.number ?? '';
  for (let sheet = 2; sheet < count + 2; sheet += 1)
    insertPrintJob(till.store, {
      id: till.newId(),
      kind: 'receipt',
      role: 'second-copy',
      subjectId: saleId,
      copyNumber: 0,
      title: `Hóa đơn ${number} – liên ${sheet}`,
      document: asSheet(document, sheet),
      at: till.clock(),
    });
}

export function queueCashSlip(
  till: Till,
  actor: Actor,
  movement: {
    readonly id: string;
    readonly kind: CashMovementKind;
    readonly amount: number;
    readonly reason: string;
    readonly at: number;
    readonly shiftNumber: string;
  },
): void {
  insertPrintJob(till.store, {
    id: till.newId(),
    kind: 'slip',
    subjectId: movement.id,
    copyNumber: 0,
    title: movement.kind === 'in' ? 'Phiếu thu' : 'Phiếu chi',
    document: cashSlip({
      ...movement,
      header: readShopSettings(till.store).receiptHeader,
      staff: actor.name,
    }),
    at: till.clock(),
  });
}

export function queueShiftReport(
  till: Till,
  report: ShiftReport,
  closing?: { readonly count: NoteCount; readonly note: string },
): void {
  queueShiftPaper(till, report, {
    kind: report.kind,
    receiver: null,
    count: closing?.count ?? {},
    note: closing?.note ?? '',
  });
}

/** A closed shift's report once more, with what has become of its late documents since. */
export function queueShiftCopy(
  till: Till,
  report: ShiftReport,
  closing: { readonly count: NoteCount; readonly note: string },
): void {
  queueShiftPaper(till, report, { kind: 'z', receiver: null, isCopy: true, ...closing });
}

export function queueHandoverSlip(
  till: Till,
  report: ShiftReport,
  closing: { readonly count: NoteCount; readonly note: string },
  receiver: string,
): void {
  queueShiftPaper(till, report, { kind: 'handover', receiver, ...closing });
}

/** On that printer; without one, on the printer of receipts. */
export function queueTestPage(till: Till, printer: Printer | null): void {
  const { receiptHeader } = readShopSettings(till.store);
  insertPrintJob(till.store, {
    id: till.newId(),
    kind: 'test',
    subjectId: 'test-page',
    copyNumber: 0,
    title: printer === null ? 'Trang in thử' : `Trang in thử – ${printer.name}`,
    document: testPage(receiptHeader, printer?.profile.paper ?? '80', till.clock()),
    at: till.clock(),
    wantedPrinterId: printer?.id ?? null,
  });
}

function queueShiftPaper(
  till: Till,
  report: ShiftReport,
  paper: {
    readonly kind: 'x' | 'z' | 'handover';
    readonly receiver: string | null;
    readonly count: NoteCount;
    readonly note: string;
    readonly isCopy?: boolean;
  },
): void {
  const titles = { x: 'Báo cáo X', z: 'Báo cáo Z', handover: 'Biên bản bàn giao' };
  insertPrintJob(till.store, {
    id: till.newId(),
    kind: 'report',
    subjectId: report.shiftId,
    copyNumber: 0,
    title: `${titles[paper.kind]} – ca ${report.number}`,
    document: shiftSlip({
      ...paper,
      printedAt: till.clock(),
      header: readShopSettings(till.store).receiptHeader,
      number: report.number,
      tillNumber: readBinding(till.store)?.tillNumber ?? 0,
      openedAt: report.openedAt,
      openedBy: report.openedBy,
      closedAt: report.closedAt,
      closedBy: report.closedBy,
      facts: report.facts,
      expected: report.expectedCash,
      counted: report.countedCash,
      variance: report.variance,
      movements: report.movements,
      late: report.lateDocuments,
      isCopy: paper.isCopy === true,
    }),
    at: till.clock(),
  });
}
