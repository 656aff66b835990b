import type { LateDocuments, ShiftReport } from '../../contracts/views/records.ts';
import { type Dong, dong } from '../../domain/money/dong.ts';
import { may } from '../../domain/permission/rights.ts';
import { type TenderKind, tenderKinds } from '../../domain/sale/tender.ts';
import { cashVariance, expectedCash, type ShiftFacts, shiftMoves } from '../../domain/shift/shift.ts';
import { refundSums, returnSums } from '../db/repositories/returns.ts';
import {
  lateSales,
  lateSums,
  type MovementRecord,
  movementsOf,
  type ShiftRecord,
  saleSums,
  tenderSums,
} from '../db/repositories/shifts.ts';
import type { Reader } from '../db/store.ts';
import { readRights } from './permit.ts';
import { readShopSettings } from './shop-settings.ts';
import type { Actor } from './till.ts';

/** The sums of a shift, straight from its sales, payments and movements. */
export function shiftFacts(reader: Reader, shift: ShiftRecord): ShiftFacts {
  const sums = saleSums(reader, shift.id);
  const tenders = new Map(tenderSums(reader, shift.id).map((row) => [row.kind, row]));
  const movements = movementsOf(reader, shift.id);
  const returned = returnSums(reader, shift.id);
  const refunds = new Map(refundSums(reader, shift.id).map((row) => [row.kind, row]));
  const byKind = <T>(pick: (kind: TenderKind) => T) =>
    Object.fromEntries(tenderKinds.map((kind) => [kind, pick(kind)])) as Record<TenderKind, T>;
  return {
    float: dong(shift.float_amount),
    saleCount: sums.sale_count,
    salesTotal: dong(sums.sales_total),
    discounts: dong(sums.discounts),
    rounding: dong(sums.rounding),
    vat: dong(sums.vat),
    byTender: byKind((kind) => dong(tenders.get(kind)?.amount ?? 0)),
    countByTender: byKind((kind) => tenders.get(kind)?.count ?? 0),
    cashIn: movedCash(movements, 'in'),
    cashOut: movedCash(movements, 'out'),
    returnCount: returned.count,
    returnsTotal: dong(returned.payout),
    refundsByTender: byKind((kind) => dong(refunds.get(kind)?.amount ?? 0)),
  };
}

/** A shift as a report. Where counting is blind, an open shift hides every figure that would give the expected cash away. */
export function shiftReport(reader: Reader, shift: ShiftRecord, actor: Actor): ShiftReport {
  const facts = shiftFacts(reader, shift);
  const isClosed = shiftMoves[shift.state].includes('z-report');
  const isHidden =
    !isClosed &&
    readShopSettings(reader).blindCount &&
    !may(readRights(reader), actor.role, 'see-expected-cash');
  const counted = shift.counted_cash === null ? null : dong(shift.counted_cash);
  return {
    shiftId: shift.id,
    kind: isClosed ? 'z' : 'x',
    number: shift.number,
    openedAt: shift.opened_at,
    openedBy: shift.opened_by_name,
    closedAt: shift.closed_at,
    closedBy: shift.closed_by_name,
    facts: isHidden ? withoutCash(facts) : facts,
    expectedCash: isHidden ? null : expectedCash(facts),
    countedCash: counted,
    variance: counted === null ? null : cashVariance(counted, facts),
    movements: movementsOf(reader, shift.id).map((movement) => ({
      kind: movement.kind,
      amount: dong(movement.amount),
      reason: movement.reason,
      at: movement.moved_at,
      staffName: movement.staff_name,
    })),
    lateDocuments: lateDocuments(reader, shift),
  };
}

const mostLateRows = 100;

/** Kept apart from the closed figures, which never change: what was late and has arrived since was part of them all along. */
export function lateDocuments(reader: Reader, shift: ShiftRecord): LateDocuments {
  if (shift.closed_at === null) return { count: 0, amount: 0, stillWaiting: 0, rows: [] };
  const sums = lateSums(reader, shift.id, shift.closed_at);
  return {
    count: sums.count,
    amount: sums.amount,
    stillWaiting: sums.waiting,
    rows: lateSales(reader, shift.id, shift.closed_at, mostLateRows).map((sale) => ({
      number: sale.number,
      amount: sale.payable,
      arrivedAt: sale.state === 'confirmed' ? sale.confirmed_at : null,
      state: sale.state,
    })),
  };
}

function withoutCash(facts: ShiftFacts): ShiftFacts {
  const nothing = dong(0);
  return {
    ...facts,
    salesTotal: nothing,
    vat: nothing,
    discounts: nothing,
    byTender: { ...facts.byTender, cash: nothing },
  };
}

function movedCash(movements: readonly MovementRecord[], kind: 'in' | 'out'): Dong {
  return dong(
    movements
      .filter((movement) => movement.kind === kind)
      .reduce((sum, movement) => sum + movement.amount, 0),
  );
}
