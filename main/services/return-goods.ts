import type { RefundView, ReturnDone } from '../../contracts/views/returns.ts';
import type { Milli } from '../../domain/money/quantity.ts';
import { type Destination, returnMoves, type SoldGoods } from '../../domain/return/goods-return.ts';
import { type ChosenLine, type PayoutWay, type Refund, refundOf } from '../../domain/return/refund.ts';
import {
  checkedRefundTenders,
  type RefundTender,
  refundTendersFor,
} from '../../domain/return/refund-tenders.ts';
import { returnNumber } from '../../domain/return/return-number.ts';
import { mayComeBack } from '../../domain/return/return-policy.ts';
import type { ReturnableSale } from '../../domain/return/returnable.ts';
import { tenderRules } from '../../domain/sale/tender.ts';
import type { StaffAction } from '../../domain/staff.ts';
import { outboxKey } from '../../domain/sync/outbox.ts';
import { businessDay } from '../../domain/time.ts';
import { appendJournal } from '../db/repositories/journal.ts';
import { queueDocument } from '../db/repositories/outbox-queue.ts';
import { insertReturn } from '../db/repositories/returns.ts';
import { insertStockMoves, linesOfSale, type SaleLineRecord, saleById } from '../db/repositories/sales.ts';
import { nextNumber } from '../db/repositories/settings.ts';
import { openShiftRecord } from '../db/repositories/shifts.ts';
import { type Envelope, failure, fromRule, success } from './answer.ts';
import { queueDrawerPulse } from './open-drawer.ts';
import { permit } from './permit.ts';
import { queueReturnSlip } from './return-slip.ts';
import { returnableSale } from './returnable.ts';
import { type Binding, readBinding, readShopSettings } from './shop-settings.ts';
import type { Actor, Person, Till } from './till.ts';

type Quoted = {
  readonly saleId: string;
  readonly lines: readonly { readonly lineId: string; readonly quantity: Milli }[];
  readonly way: PayoutWay;
};

export type ReturnRequest = Omit<Quoted, 'lines'> & {
  readonly returns: number;
  readonly lines: readonly (Quoted['lines'][number] & { readonly destination: Destination })[];
  readonly tenders: readonly RefundTender[] | null;
  readonly reason: string;
};

/** What the customer would get for these goods; nothing is written down. */
export function quoteReturn(till: Till, request: Quoted): Envelope<RefundView> {
  const sale = saleById(till.store, request.saleId);
  if (sale === undefined) return failure('SALE_MISSING');
  const returnable = returnableSale(till.store, sale);
  const refund = refundFor(till, returnable, request);
  if (!refund.ok) return refund;
  const { lines, goods, rounding, payout, vatTotal } = refund.value;
  return success({
    lines: lines.map((line) => ({ lineId: line.lineId, goods: line.goods })),
    goods,
    rounding,
    payout,
    vatTotal,
    tenders: tendersFor(returnable, payout, request.way),
  });
}

/**
 * Takes goods back: one transaction holds the return, its lines, the money that goes out, the stock that comes in, journal, slip and
 * outbox entry. The sale itself stays as it was.
 */
export function completeReturn(till: Till, actor: Actor, request: ReturnRequest): Envelope<ReturnDone> {
  const done = till.store.inTransaction(() => takeBack(till, actor, request));
  if (done.ok) {
    till.printer.wake();
    till.sync.wake();
    till.notify('carts');
    till.notify('app');
  }
  return done;
}

function takeBack(till: Till, actor: Actor, request: ReturnRequest): Envelope<ReturnDone> {
  const { store } = till;
  const binding = readBinding(store);
  const sale = saleById(store, request.saleId);
  if (binding === null) return failure('NOT_BOUND');
  if (sale === undefined) return failure('SALE_MISSING');
  const reason = request.reason.normalize('NFC').trim();
  if (reason === '') return failure('RETURN_REASON_NEEDED');
  const shift = openShiftRecord(store);
  if (shift === undefined && readShopSettings(store).needShift) return failure('SHIFT_NEEDED');
  const returnable = returnableSale(store, sale);
  if (returnable.returns !== request.returns) return failure('RETURN_CHANGED');
  const refund = refundFor(till, returnable, request);
  if (!refund.ok) return refund;
  const { payout } = refund.value;
  const tenders = fromRule(
    checkedRefundTenders(returnable, payout, request.tenders ?? tendersFor(returnable, payout, request.way)),
  );
  if (!tenders.ok) return tenders;
  const approval = permitReturn(till, actor, returnable, {
    payout,
    isOtherwise: tenders.value.isOtherwise,
    locationId: binding.locationId,
  });
  if (!approval.ok) return approval;
  return success(
    write(till, actor, {
      binding,
      request,
      reason,
      shiftId: shift?.id ?? null,
      refund: refund.value,
      tenders: tenders.value.tenders,
      approver: approval.value,
    }),
  );
}

/** The right to take back at all, after the time for it, and to give money back another way than it came. */
function permitReturn(
  till: Till,
  actor: Actor,
  returnable: ReturnableSale,
  about: { readonly payout: number; readonly isOtherwise: boolean; readonly locationId: number },
): Envelope<Person | null> {
  const verdict = fromRule(
    mayComeBack(returnable, readShopSettings(till.store).returns, {
      locationId: about.locationId,
      at: till.clock(),
    }),
  );
  const isLate = !verdict.ok && verdict.error.code === 'RETURN_TOO_LATE';
  if (!verdict.ok && !isLate) return verdict;
  const wanted: readonly (readonly [StaffAction, number])[] = [
    ['return-goods', about.payout],
    ...(isLate ? [['return-late', 0] as const] : []),
    ...(about.isOtherwise ? [['refund-otherwise', 0] as const] : []),
  ];
  let approver: Person | null = null;
  for (const [action, measure] of wanted) {
    const permitted = permit(till, actor, action, measure);
    if (!permitted.ok) return permitted;
    approver ??= permitted.value;
  }
  return success(approver);
}

function write(
  till: Till,
  actor: Actor,
  made: {
    readonly binding: Binding;
    readonly request: ReturnRequest;
    readonly reason: string;
    readonly shiftId: string | null;
    readonly refund: Refund;
    readonly tenders: readonly RefundTender[];
    readonly approver: Person | null;
  },
): ReturnDone {
  const { store } = till;
  const { binding, request, refund, tenders } = made;
  const id = till.newId();
  const at = till.clock();
  const day = businessDay(at);
  const sequence = nextNumber(store, `return:${day}`);
  const number = returnNumber({ ...binding, businessDay: day, sequence });
  const destinations = new Map(request.lines.map(({ lineId, destination }) => [lineId, destination]));
  const sold = new Map(linesOfSale(store, request.saleId).map((line) => [line.id, line]));
  const lines = refund.lines.map((line) => ({
    id: till.newId(),
    refund: line,
    destination: destinations.get(line.lineId) ?? ('shelf' as const),
    goods: goodsOf(sold.get(line.lineId)),
  }));
  insertReturn(store, {
    id,
    number,
    saleId: request.saleId,
    businessDay: day,
    sequence,
    shiftId: made.shiftId,
    staffId: actor.staffId,
    approvedBy: made.approver?.staffId ?? null,
    reason: made.reason,
    refund,
    lines,
    tenders,
    at,
  });
  insertStockMoves(store, id, returnMoves(lines), at);
  appendJournal(store, {
    kind: 'goods-returned',
    at,
    staffId: actor.staffId,
    subjectId: id,
    facts: {
      number,
      sale: request.saleId,
      payout: refund.payout,
      lines: lines.length,
      approvedBy: made.approver?.staffId ?? null,
    },
  });
  queueDocument(store, { id, kind: 'return', documentId: id, key: outboxKey(binding.tillId, id), at });
  if (tenders.some(({ kind }) => tenderRules[kind].usesDrawer)) queueDrawerPulse(till, id);
  queueReturnSlip(till, id);
  return { returnId: id, number, payout: refund.payout, tenders };
}

function goodsOf(line: SaleLineRecord | undefined): SoldGoods {
  if (line === undefined) throw new Error('only lines of the sale come back');
  return {
    variantId: line.variant_id,
    tracksStock: line.tracks_stock === 1,
    stockPerUnit: line.stock_per_unit,
  };
}

function refundFor(
  till: Till,
  returnable: ReturnableSale,
  { lines, way }: { readonly lines: readonly ChosenLine[]; readonly way: PayoutWay },
): Envelope<Refund> {
  if (new Set(lines.map(({ lineId }) => lineId)).size !== lines.length)
    return failure('INPUT_INVALID', { where: 'returns.lines' });
  return fromRule(
    refundOf(
      returnable,
      lines.map(({ lineId, quantity }) => ({ lineId, quantity })),
      { way, rounding: readShopSettings(till.store).cashRounding },
    ),
  );
}

function tendersFor(
  returnable: ReturnableSale,
  payout: RefundView['payout'],
  way: PayoutWay,
): readonly RefundTender[] {
  if (way === 'as-paid') return refundTendersFor(returnable, payout);
  const kind = way === 'cash' ? 'cash' : 'transfer';
  return payout === 0 ? [] : [{ kind, amount: payout, reference: '' }];
}
