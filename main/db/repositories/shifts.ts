import type { TenderKind } from '../../../domain/sale/tender.ts';
import type { CashMovementKind, ShiftState } from '../../../domain/shift/shift.ts';
import type { OutboxState } from '../../../domain/sync/outbox.ts';
import type { Reader, Writer } from '../store.ts';

export type ShiftRecord = {
  readonly id: string;
  readonly number: string;
  readonly state: ShiftState;
  readonly business_day: string;
  readonly float_amount: number;
  readonly opened_at: number;
  readonly opened_by: string;
  readonly opened_by_name: string;
  readonly closed_at: number | null;
  readonly closed_by: string | null;
  readonly closed_by_name: string | null;
  readonly expected_cash: number | null;
  readonly counted_cash: number | null;
  readonly count_json: string | null;
  readonly note: string;
  readonly handed_over_to: string | null;
};

export type MovementRecord = {
  readonly kind: CashMovementKind;
  readonly amount: number;
  readonly reason: string;
  readonly moved_at: number;
  readonly staff_name: string;
};

const selected = `
  SELECT s.*, o.name AS opened_by_name, c.name AS closed_by_name
  FROM shift s JOIN staff o ON o.id = s.opened_by LEFT JOIN staff c ON c.id = s.closed_by`;

export function openShiftRecord(reader: Reader): ShiftRecord | undefined {
  return reader.get<ShiftRecord>(`${selected} WHERE s.state = 'open'`);
}

export function shiftById(reader: Reader, id: string): ShiftRecord | undefined {
  return reader.get<ShiftRecord>(`${selected} WHERE s.id = ?`, [id]);
}

export function lastClosedShift(reader: Reader): ShiftRecord | undefined {
  return reader.get<ShiftRecord>(`${selected} WHERE s.state = 'closed' ORDER BY s.closed_at DESC LIMIT 1`);
}

export function closedShiftsOfDay(reader: Reader, businessDay: string): readonly ShiftRecord[] {
  return reader.all<ShiftRecord>(
    `${selected} WHERE s.business_day = ? AND s.state = 'closed' ORDER BY s.opened_at`,
    [businessDay],
  );
}

export function insertShift(
  writer: Writer,
  shift: {
    readonly id: string;
    readonly number: string;
    readonly businessDay: string;
    readonly float: number;
    readonly at: number;
    readonly staffId: string;
  },
): void {
  writer.run(
    `INSERT INTO shift (id, number, state, business_day, float_amount, opened_at, opened_by, note)
     VALUES ($id, $number, 'open', $businessDay, $float, $at, $staffId, '')`,
    shift,
  );
}

export function closeShiftRecord(
  writer: Writer,
  closing: {
    readonly id: string;
    readonly at: number;
    readonly staffId: string;
    readonly expected: number;
    readonly counted: number;
    readonly count: string;
    readonly note: string;
    readonly handedOverTo: string | null;
  },
): void {
  writer.run(
    `UPDATE shift SET state = 'closed', closed_at = $at, closed_by = $staffId, expected_cash = $expected, counted_cash = $counted,
       count_json = $count, note = $note, handed_over_to = $handedOverTo
     WHERE id = $id AND state = 'open'`,
    closing,
  );
}

export function insertMovement(
  writer: Writer,
  movement: {
    readonly id: string;
    readonly shiftId: string;
    readonly kind: CashMovementKind;
    readonly amount: number;
    readonly reason: string;
    readonly staffId: string;
    readonly at: number;
  },
): void {
  writer.run(
    `INSERT INTO cash_movement (id, shift_id, kind, amount, reason, staff_id, moved_at)
     VALUES ($id, $shiftId, $kind, $amount, $reason, $staffId, $at)`,
    movement,
  );
}

export function movementsOf(reader: Reader, shiftId: string): readonly MovementRecord[] {
  return reader.all<MovementRecord>(
    `SELECT m.kind, m.amount, m.reason, m.moved_at, f.name AS staff_name
     FROM cash_movement m JOIN staff f ON f.id = m.staff_id WHERE m.shift_id = ? ORDER BY m.moved_at, m.id`,
    [shiftId],
  );
}

export type SaleSums = {
  readonly sale_count: number;
  readonly sales_total: number;
  readonly discounts: number;
  readonly rounding: number;
  readonly vat: number;
};

export function saleSums(reader: Reader, shiftId: string): SaleSums {
  const row = reader.get<SaleSums>(
    `SELECT count(*) AS sale_count, coalesce(sum(payable), 0) AS sales_total,
       coalesce(sum(line_discounts + order_discount), 0) AS discounts, coalesce(sum(rounding), 0) AS rounding,
       coalesce(sum(vat_total), 0) AS vat
     FROM sale WHERE shift_id = ?`,
    [shiftId],
  );
  return row ?? { sale_count: 0, sales_total: 0, discounts: 0, rounding: 0, vat: 0 };
}

export function tenderSums(
  reader: Reader,
  shiftId: string,
): readonly { readonly kind: TenderKind; readonly amount: number; readonly count: number }[] {
  return reader.all(
    `SELECT p.kind, sum(p.amount) AS amount, count(*) AS count
     FROM payment p JOIN sale s ON s.id = p.sale_id WHERE s.shift_id = ? GROUP BY p.kind`,
    [shiftId],
  );
}

export type LateSums = { readonly count: number; readonly amount: number; readonly waiting: number };

const late = `
  FROM sale s JOIN outbox o ON o.document_id = s.id
  WHERE s.shift_id = $shiftId AND (o.state <> 'confirmed' OR o.confirmed_at > $closedAt)`;

/** Sales of a shift that were not confirmed when it was closed, and how many of them are not confirmed yet. */
export function lateSums(reader: Reader, shiftId: string, closedAt: number): LateSums {
  const row = reader.get<LateSums>(
    `SELECT count(*) AS count, coalesce(sum(s.payable), 0) AS amount, coalesce(sum(o.state <> 'confirmed'), 0) AS waiting ${late}`,
    { shiftId, closedAt },
  );
  return row ?? { count: 0, amount: 0, waiting: 0 };
}

export function lateSales(
  reader: Reader,
  shiftId: string,
  closedAt: number,
  limit: number,
): readonly {
  readonly number: string;
  readonly payable: number;
  readonly state: OutboxState;
  readonly confirmed_at: number | null;
}[] {
  return reader.all(
    `SELECT s.number, s.payable, o.state, o.confirmed_at ${late} ORDER BY s.completed_at, s.id LIMIT $limit`,
    { shiftId, closedAt, limit },
  );
}
