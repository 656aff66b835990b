import type { ShiftReport } from '../../contracts/views/records.ts';
import type { PrinterSummary } from '../../contracts/views/session.ts';
import { waitingStates } from '../../domain/print-job.ts';
import type { ReceiptCopy } from '../../domain/receipt/copy-mark.ts';
import { cashSlip, shiftSlip, testPage } from '../../domain/receipt/shift-slips.ts';
import type { CashMovementKind, NoteCount } from '../../domain/shift/shift.ts';
import { countJobsIn, firstJobIn, insertPrintJob } from '../db/repositories/print-jobs.ts';
import { saleById } from '../db/repositories/sales.ts';
import type { Reader } from '../db/store.ts';
import { receiptOf } from './receipt-document.ts';
import { readBinding, readShopSettings } from './shop-settings.ts';
import type { Actor, Till } from './till.ts';

/** Jobs are queued inside the transaction of what they belong to, as finished documents: paper shows what was true then. */

export function queueReceipt(till: Till, saleId: string, copy: ReceiptCopy | null): void {
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
    at: till.clock(),
  });
}

/** Once for each deed that moves cash; never for a copy. */
export function queueDrawerPulse(till: Till, subjectId: string): void {
  insertPrintJob(till.store, {
    id: till.newId(),
    kind: 'drawer',
    subjectId,
    copyNumber: 0,
    title: 'Mở ngăn kéo',
    document: null,
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

export function queueTestPage(till: Till): void {
  const { receiptHeader, printer } = readShopSettings(till.store);
  insertPrintJob(till.store, {
    id: till.newId(),
    kind: 'test',
    subjectId: 'test-page',
    copyNumber: 0,
    title: 'Trang in thử',
    document: testPage(receiptHeader, printer.paper, till.clock()),
    at: till.clock(),
  });
}

export function printerSummary(reader: Reader): PrinterSummary {
  return {
    waiting: countJobsIn(reader, waitingStates),
    needsAnswer: countJobsIn(reader, ['unknown']),
    blockedBy: firstJobIn(reader, ['blocked'])?.reason ?? null,
  };
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
