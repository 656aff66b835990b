import type { Destination } from '../../../domain/return/goods-return.ts';
import type { Refund } from '../../../domain/return/refund.ts';
import type { RefundTender } from '../../../domain/return/refund-tenders.ts';
import type { TenderKind } from '../../../domain/sale/tender.ts';
import type { OutboxState } from '../../../domain/sync/outbox.ts';
import type { Reader, Writer } from '../store.ts';

export type NewReturn = {
  readonly id: string;
  readonly number: string;
  readonly saleId: string;
  readonly businessDay: string;
  readonly sequence: number;
  readonly shiftId: string | null;
  readonly staffId: string;
  readonly approvedBy: string | null;
  readonly reason: string;
  readonly refund: Refund;
  readonly lines: readonly { readonly id: string; readonly destination: Destination }[];
  readonly tenders: readonly RefundTender[];
  readonly at: number;
};

export function insertReturn(writer: Writer, made: NewReturn): void {
  const { refund } = made;
  writer.run(
    `INSERT INTO goods_return (id, number, sale_id, business_day, sequence, shift_id, staff_id, approved_by, reason, goods, rounding,
       payout, vat_total, returned_at)
     VALUES ($id, $number, $saleId, $businessDay, $sequence, $shiftId, $staffId, $approvedBy, $reason, $goods, $rounding, $payout,
       $vatTotal, $at)`,
    {
      id: made.id,
      number: made.number,
      saleId: made.saleId,
      businessDay: made.businessDay,
      sequence: made.sequence,
      shiftId: made.shiftId,
      staffId: made.staffId,
      approvedBy: made.approvedBy,
      reason: made.reason,
      goods: refund.goods,
      rounding: refund.rounding,
      payout: refund.payout,
      vatTotal: refund.vatTotal,
      at: made.at,
    },
  );
  refund.lines.forEach((line, position) => {
    const own = made.lines[position];
    if (own === undefined) throw new Error('every line that comes back has an id');
    writer.run(
      `INSERT INTO return_line (id, return_id, position, sale_line_id, quantity, goods, rounding, vat, goes_to)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      [
        own.id,
        made.id,
        position,
        line.lineId,
        line.quantity,
        line.goods,
        line.rounding,
        line.vat.vat,
        own.destination,
      ],
    );
  });
  made.tenders.forEach((tender, position) => {
    writer.run('INSERT INTO refund (return_id, position, kind, amount, reference) VALUES (?, ?, ?, ?, ?)', [
      made.id,
      position,
      tender.kind,
      tender.amount,
      tender.reference,
    ]);
  });
}

export type ReturnRecord = {
  readonly id: string;
  readonly number: string;
  readonly sale_id: string;
  readonly sale_number: string;
  readonly business_day: string;
  readonly shift_id: string | null;
  readonly staff_name: string;
  readonly approved_by_name: string | null;
  readonly reason: string;
  readonly goods: number;
  readonly rounding: number;
  readonly payout: number;
  readonly vat_total: number;
  readonly returned_at: number;
  readonly sync_state: OutboxState;
};

const selected = `
  SELECT r.*, s.number AS sale_number, f.name AS staff_name, a.name AS approved_by_name, o.state AS sync_state
  FROM goods_return r JOIN sale s ON s.id = r.sale_id JOIN staff f ON f.id = r.staff_id
  LEFT JOIN staff a ON a.id = r.approved_by JOIN outbox o ON o.document_id = r.id`;

export function returnById(reader: Reader, id: string): ReturnRecord | undefined {
  return reader.get<ReturnRecord>(`${selected} WHERE r.id = ?`, [id]);
}

/** Oldest first. */
export function returnsOfSale(reader: Reader, saleId: string): readonly ReturnRecord[] {
  return reader.all<ReturnRecord>(`${selected} WHERE r.sale_id = ? ORDER BY r.returned_at, r.id`, [saleId]);
}

export type ReturnLineRecord = {
  readonly id: string;
  readonly sale_line_id: string;
  readonly position: number;
  readonly quantity: number;
  readonly goods: number;
  readonly rounding: number;
  readonly vat: number;
  readonly goes_to: Destination;
  readonly name: string;
  readonly variant_name: string;
  readonly unit_name: string;
};

export function linesOfReturn(reader: Reader, returnId: string): readonly ReturnLineRecord[] {
  return reader.all<ReturnLineRecord>(
    `SELECT r.*, l.name, l.variant_name, l.unit_name FROM return_line r JOIN sale_line l ON l.id = r.sale_line_id
     WHERE r.return_id = ? ORDER BY r.position`,
    [returnId],
  );
}

export function refundsOfReturn(
  reader: Reader,
  returnId: string,
): readonly { readonly kind: TenderKind; readonly amount: number; readonly reference: string }[] {
  return reader.all('SELECT kind, amount, reference FROM refund WHERE return_id = ? ORDER BY position', [
    returnId,
  ]);
}

export type ReturnedSums = {
  readonly sale_line_id: string;
  readonly quantity: number;
  readonly goods: number;
  readonly rounding: number;
  readonly vat: number;
};

/** What came back of each line of a sale so far. */
export function returnedOfSale(reader: Reader, saleId: string): readonly ReturnedSums[] {
  return reader.all<ReturnedSums>(
    `SELECT l.sale_line_id, sum(l.quantity) AS quantity, sum(l.goods) AS goods, sum(l.rounding) AS rounding, sum(l.vat) AS vat
     FROM goods_return r JOIN return_line l ON l.return_id = r.id WHERE r.sale_id = ? GROUP BY l.sale_line_id`,
    [saleId],
  );
}

/** What of a sale's money went back so far, by the way it went. */
export function refundedOfSale(
  reader: Reader,
  saleId: string,
): readonly { readonly kind: TenderKind; readonly amount: number }[] {
  return reader.all(
    `SELECT p.kind, sum(p.amount) AS amount FROM goods_return r JOIN refund p ON p.return_id = r.id
     WHERE r.sale_id = ? GROUP BY p.kind`,
    [saleId],
  );
}

export type ShiftReturns = {
  readonly count: number;
  readonly payout: number;
  readonly vat: number;
};

export function returnSums(reader: Reader, shiftId: string): ShiftReturns {
  const row = reader.get<ShiftReturns>(
    `SELECT count(*) AS count, coalesce(sum(payout), 0) AS payout, coalesce(sum(vat_total), 0) AS vat
     FROM goods_return WHERE shift_id = ?`,
    [shiftId],
  );
  return row ?? { count: 0, payout: 0, vat: 0 };
}

export function refundSums(
  reader: Reader,
  shiftId: string,
): readonly { readonly kind: TenderKind; readonly amount: number; readonly count: number }[] {
  return reader.all(
    `SELECT p.kind, sum(p.amount) AS amount, count(*) AS count
     FROM goods_return r JOIN refund p ON p.return_id = r.id WHERE r.shift_id = ? GROUP BY p.kind`,
    [shiftId],
  );
}
