import { addDong, type Dong, dong, isDong, subtractDong } from '../money/dong.ts';
import { ok, type Result, refuse } from '../result.ts';
import { everydayNotes, rareNotes } from '../sale/quick-cash.ts';
import type { TenderKind } from '../sale/tender.ts';

export const shiftStates = ['open', 'closed'] as const;
export type ShiftState = (typeof shiftStates)[number];

/** What can be done in each state of a shift. */
export const shiftMoves: {
  readonly [S in ShiftState]: readonly ('sell' | 'move-cash' | 'x-report' | 'close' | 'z-report')[];
} = {
  open: ['sell', 'move-cash', 'x-report', 'close'],
  closed: ['z-report'],
};

export const cashMovementKinds = ['in', 'out'] as const;
export type CashMovementKind = (typeof cashMovementKinds)[number];

/** Sums of one shift, as the store counts them. */
export type ShiftFacts = {
  readonly float: Dong;
  readonly saleCount: number;
  readonly salesTotal: Dong;
  readonly discounts: Dong;
  readonly rounding: Dong;
  readonly vat: Dong;
  /** Settled amounts by tender, change already taken off. */
  readonly byTender: Readonly<Record<TenderKind, Dong>>;
  readonly countByTender: Readonly<Record<TenderKind, number>>;
  readonly cashIn: Dong;
  readonly cashOut: Dong;
  readonly returnCount: number;
  /** Given back for goods, whichever way. */
  readonly returnsTotal: Dong;
  readonly refundsByTender: Readonly<Record<TenderKind, Dong>>;
};

export const emptyShiftFacts: ShiftFacts = {
  float: dong(0),
  saleCount: 0,
  salesTotal: dong(0),
  discounts: dong(0),
  rounding: dong(0),
  vat: dong(0),
  byTender: { cash: dong(0), transfer: dong(0), card: dong(0) },
  countByTender: { cash: 0, transfer: 0, card: 0 },
  cashIn: dong(0),
  cashOut: dong(0),
  returnCount: 0,
  returnsTotal: dong(0),
  refundsByTender: { cash: dong(0), transfer: dong(0), card: dong(0) },
};

/** Expected cash = float + cash sales (change taken off) − refunds + money in − money out. */
export function expectedCash(facts: ShiftFacts): Dong {
  const received = addDong(facts.float, facts.byTender.cash, facts.cashIn);
  return subtractDong(received, addDong(facts.refundsByTender.cash, facts.cashOut));
}

export const countedNotes = [...everydayNotes, ...rareNotes] as const;

/** Number of notes by face value. */
export type NoteCount = Readonly<Record<number, number>>;

const maxNotesOfOneKind = 1_000_000;

/** The sum of a count by note; refuses faces that do not exist and counts that are no counts. */
export function countedTotal(count: NoteCount): Result<Dong> {
  const faces = new Set<number>(countedNotes);
  const entries = Object.entries(count).map(([face, pieces]) => ({ face: Number(face), pieces }));
  const sound = entries.every(
    ({ face, pieces }) =>
      faces.has(face) && Number.isInteger(pieces) && pieces >= 0 && pieces <= maxNotesOfOneKind,
  );
  return sound
    ? ok(dong(entries.reduce((total, { face, pieces }) => total + face * pieces, 0)))
    : refuse('SHIFT_COUNT_INVALID');
}

/** Counted − expected: negative when money is missing. */
export function cashVariance(counted: Dong, facts: ShiftFacts): Dong {
  return subtractDong(counted, expectedCash(facts));
}

/** A float or a movement: a whole amount, not negative, within what a drawer can hold. */
export function drawerAmount(value: number, minimum: 0 | 1): Result<Dong> {
  const limit = 100_000_000_000;
  return isDong(value) && value >= minimum && value <= limit ? ok(value) : refuse('AMOUNT_OUT_OF_RANGE');
}
