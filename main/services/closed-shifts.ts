import { z } from 'zod';
import type { ClosedShift, ShiftReport } from '../../contracts/views/records.ts';
import { isBusinessDay } from '../../domain/time.ts';
import { closedShiftsOfDay, lateSums, type ShiftRecord, shiftById } from '../db/repositories/shifts.ts';
import { type Envelope, failure, success } from './answer.ts';
import { queueShiftCopy } from './print-jobs.ts';
import { shiftReport } from './shift-facts.ts';
import type { Actor, Till } from './till.ts';

/** The closed shifts of a day, and how many of their documents reached the cloud late or not yet. */
export function closedShifts(till: Till, day: string): Envelope<readonly ClosedShift[]> {
  if (!isBusinessDay(day)) return failure('BUSINESS_DAY_INVALID', { day });
  return success(
    closedShiftsOfDay(till.store, day).map((shift) => {
      const closedAt = shift.closed_at ?? 0;
      const late = lateSums(till.store, shift.id, closedAt);
      return {
        id: shift.id,
        number: shift.number,
        openedAt: shift.opened_at,
        closedAt,
        closedBy: shift.closed_by_name ?? '',
        late: late.count,
        stillWaiting: late.waiting,
      };
    }),
  );
}

/** The Z report of a closed shift: figures as they were closed, late documents as they stand now. */
export function zReport(
  till: Till,
  actor: Actor,
  input: { readonly shiftId: string; readonly print: boolean },
): Envelope<ShiftReport> {
  const shift = shiftById(till.store, input.shiftId);
  if (shift === undefined || shift.state !== 'closed') return failure('SHIFT_MISSING');
  const report = shiftReport(till.store, shift, actor);
  if (input.print) {
    queueShiftCopy(till, report, { count: countOf(shift), note: shift.note });
    till.printer.wake();
    till.notify('app');
  }
  return success(report);
}

const count = z.record(z.string(), z.number().int());

function countOf(shift: ShiftRecord) {
  return count.parse(JSON.parse(shift.count_json ?? '{}'));
}
