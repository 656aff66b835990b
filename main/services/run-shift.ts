import type { ShiftReport } from '../../contracts/views/records.ts';
import { type Dong, dong } from '../../domain/money/dong.ts';
import {
  type CashMovementKind,
  cashVariance,
  countedTotal,
  drawerAmount,
  expectedCash,
  type NoteCount,
} from '../../domain/shift/shift.ts';
import { businessDay } from '../../domain/time.ts';
import { appendJournal } from '../db/repositories/journal.ts';
import { nextNumber } from '../db/repositories/settings.ts';
import {
  closeShiftRecord,
  insertMovement,
  insertShift,
  lastClosedShift,
  openShiftRecord,
  type ShiftRecord,
  shiftById,
} from '../db/repositories/shifts.ts';
import { type Envelope, failure, fromRule, success } from './answer.ts';
import { queueDrawerPulse } from './open-drawer.ts';
import { permit } from './permit.ts';
import { queueCashSlip, queueHandoverSlip, queueShiftReport } from './print-jobs.ts';
import { shiftFacts, shiftReport } from './shift-facts.ts';
import { readBinding } from './shop-settings.ts';
import type { Actor, Till } from './till.ts';

/** Opens a shift with what lies in the drawer. */
export function openShift(till: Till, actor: Actor, float: number): Envelope<{ readonly shiftId: string }> {
  const amount = fromRule(drawerAmount(float, 0));
  if (!amount.ok) return amount;
  const opened = till.store.inTransaction((): Envelope<{ readonly shiftId: string }> => {
    const binding = readBinding(till.store);
    if (binding === null) return failure('NOT_BOUND');
    if (openShiftRecord(till.store) !== undefined) return failure('SHIFT_OPEN_ALREADY');
    return success({
      shiftId: startShift(till, actor, amount.value, `${binding.branchCode}${binding.tillNumber}`),
    });
  });
  if (opened.ok) till.notify('app');
  return opened;
}

/** What the last close left in the drawer. */
export function suggestedFloat(till: Till): Dong {
  return dong(lastClosedShift(till.store)?.counted_cash ?? 0);
}

/** Money put into or taken out of the drawer outside a sale, with a reason. */
export function moveCash(
  till: Till,
  actor: Actor,
  movement: { readonly kind: CashMovementKind; readonly amount: number; readonly reason: string },
): Envelope<null> {
  const amount = fromRule(drawerAmount(movement.amount, 1));
  if (!amount.ok) return amount;
  const reason = movement.reason.normalize('NFC').trim();
  if (reason === '') return failure('SHIFT_REASON_NEEDED');
  const moved = till.store.inTransaction((): Envelope<null> => {
    const shift = openShiftRecord(till.store);
    if (shift === undefined) return failure('SHIFT_NEEDED');
    const permitted = permit(till, actor, 'move-cash', amount.value);
    if (!permitted.ok) return permitted;
    const id = till.newId();
    const at = till.clock();
    insertMovement(till.store, {
      id,
      shiftId: shift.id,
      kind: movement.kind,
      amount: amount.value,
      reason,
      staffId: actor.staffId,
      at,
    });
    appendJournal(till.store, {
      kind: 'cash-moved',
      at,
      staffId: actor.staffId,
      subjectId: id,
      facts: { kind: movement.kind, amount: amount.value, shift: shift.number },
    });
    queueDrawerPulse(till, id);
    queueCashSlip(till, actor, {
      id,
      kind: movement.kind,
      amount: amount.value,
      reason,
      at,
      shiftNumber: shift.number,
    });
    return success(null);
  });
  if (moved.ok) {
    till.printer.wake();
    till.notify('app');
  }
  return moved;
}

/** The shift so far, without closing anything. */
export function xReport(till: Till, actor: Actor, print: boolean): Envelope<ShiftReport> {
  const shift = openShiftRecord(till.store);
  if (shift === undefined) return failure('SHIFT_NEEDED');
  const report = shiftReport(till.store, shift, actor);
  if (print) {
    queueShiftReport(till, report);
    till.printer.wake();
    till.notify('app');
  }
  return success(report);
}

export type Closing = { readonly count: NoteCount; readonly note: string };

/** Closes the shift with a count by note. Waits for nobody: neither sync nor printer can hold it up. */
export function closeShift(till: Till, actor: Actor, closing: Closing): Envelope<ShiftReport> {
  const counted = fromRule(countedTotal(closing.count));
  return counted.ok ? closeWith(till, actor, { counted: counted.value, ...closing }) : counted;
}

/** Closes with a sum instead of notes, for the command line. */
export function closeShiftWithSum(till: Till, actor: Actor, counted: number): Envelope<ShiftReport> {
  const sum = fromRule(drawerAmount(counted, 0));
  return sum.ok ? closeWith(till, actor, { counted: sum.value, count: {}, note: '' }) : sum;
}

function closeWith(
  till: Till,
  actor: Actor,
  closing: Closing & { readonly counted: Dong },
): Envelope<ShiftReport> {
  return finish(
    till,
    till.store.inTransaction((): Envelope<ShiftReport> => {
      const shift = openShiftRecord(till.store);
      return shift === undefined ? failure('SHIFT_NEEDED') : endShift(till, actor, shift, closing, null);
    }),
  );
}

/** Ends this shift and starts the receiver's with the counted cash as float: one step, so the drawer is never nobody's. */
export function handOverShift(
  till: Till,
  actor: Actor,
  closing: Closing,
  receiver: Actor,
): Envelope<ShiftReport> {
  if (receiver.staffId === actor.staffId) return failure('HANDOVER_SAME_PERSON');
  const counted = fromRule(countedTotal(closing.count));
  if (!counted.ok) return counted;
  return finish(
    till,
    till.store.inTransaction((): Envelope<ShiftReport> => {
      const shift = openShiftRecord(till.store);
      const binding = readBinding(till.store);
      if (shift === undefined) return failure('SHIFT_NEEDED');
      if (binding === null) return failure('NOT_BOUND');
      const report = endShift(till, actor, shift, { ...closing, counted: counted.value }, receiver);
      if (report.ok) startShift(till, receiver, counted.value, `${binding.branchCode}${binding.tillNumber}`);
      return report;
    }),
  );
}

function startShift(till: Till, actor: Actor, float: Dong, tillCode: string): string {
  const id = till.newId();
  const at = till.clock();
  const day = businessDay(at);
  const number = `${tillCode}-${day.slice(2).replaceAll('-', '')}-C${nextNumber(till.store, `shift:${day}`)}`;
  insertShift(till.store, { id, number, businessDay: day, float, at, staffId: actor.staffId });
  appendJournal(till.store, {
    kind: 'shift-opened',
    at,
    staffId: actor.staffId,
    subjectId: id,
    facts: { number, float },
  });
  return id;
}

function endShift(
  till: Till,
  actor: Actor,
  shift: ShiftRecord,
  closing: Closing & { readonly counted: Dong },
  receiver: Actor | null,
): Envelope<ShiftReport> {
  const facts = shiftFacts(till.store, shift);
  const at = till.clock();
  closeShiftRecord(till.store, {
    id: shift.id,
    at,
    staffId: actor.staffId,
    expected: expectedCash(facts),
    counted: closing.counted,
    count: JSON.stringify(closing.count),
    note: closing.note.normalize('NFC').trim(),
    handedOverTo: receiver?.staffId ?? null,
  });
  appendJournal(till.store, {
    kind: receiver === null ? 'shift-closed' : 'shift-handed-over',
    at,
    staffId: actor.staffId,
    subjectId: shift.id,
    facts: {
      number: shift.number,
      counted: closing.counted,
      variance: cashVariance(closing.counted, facts),
      receiver: receiver?.staffId ?? null,
    },
  });
  const closed = shiftById(till.store, shift.id);
  if (closed === undefined) throw new Error('a shift that was closed is still there');
  const report = shiftReport(till.store, closed, actor);
  if (receiver === null) queueShiftReport(till, report, closing);
  else queueHandoverSlip(till, report, closing, receiver.name);
  return success(report);
}

function finish(till: Till, report: Envelope<ShiftReport>): Envelope<ShiftReport> {
  if (report.ok) {
    till.printer.wake();
    till.notify('app');
  }
  return report;
}
