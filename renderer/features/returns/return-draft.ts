import type { ReturnableView } from '../../../contracts/views/returns.ts';
import { type Milli, milli } from '../../../domain/money/quantity.ts';
import type { Destination } from '../../../domain/return/goods-return.ts';
import type { PayoutWay } from '../../../domain/return/refund.ts';

export type ReturnableLine = ReturnableView['lines'][number];

/** What is to come back, before anything is done. */
export type ReturnDraft = {
  readonly lines: Readonly<Record<string, { readonly quantity: Milli; readonly destination: Destination }>>;
  readonly way: Extract<PayoutWay, 'as-paid' | 'cash'>;
  readonly reason: string;
};

export const emptyDraft: ReturnDraft = { lines: {}, way: 'as-paid', reason: '' };

export function quantityOf(draft: ReturnDraft, lineId: string): Milli {
  return draft.lines[lineId]?.quantity ?? milli(0);
}

export function destinationOf(draft: ReturnDraft, lineId: string): Destination {
  return draft.lines[lineId]?.destination ?? 'shelf';
}

/** One piece more or less; of weighed goods all that is left, or none. */
export function stepped(draft: ReturnDraft, line: ReturnableLine, by: 1 | -1): ReturnDraft {
  const now = quantityOf(draft, line.lineId);
  const step = line.isWeighed ? line.left : 1000;
  return withQuantity(draft, line, milli(now + by * step));
}

export function withQuantity(draft: ReturnDraft, line: ReturnableLine, wanted: Milli): ReturnDraft {
  const quantity = milli(Math.min(Math.max(wanted, 0), line.left));
  return {
    ...draft,
    lines: { ...draft.lines, [line.lineId]: { quantity, destination: destinationOf(draft, line.lineId) } },
  };
}

export function withOtherDestination(draft: ReturnDraft, line: ReturnableLine): ReturnDraft {
  const destination = destinationOf(draft, line.lineId) === 'shelf' ? 'damaged' : 'shelf';
  return {
    ...draft,
    lines: { ...draft.lines, [line.lineId]: { quantity: quantityOf(draft, line.lineId), destination } },
  };
}

/** Everything that is left of the sale. */
export function withAll(draft: ReturnDraft, lines: readonly ReturnableLine[]): ReturnDraft {
  return lines.reduce((next, line) => withQuantity(next, line, line.left), draft);
}

/** The lines as main takes them, in the order of the receipt. */
export function chosenLines(draft: ReturnDraft, lines: readonly ReturnableLine[]) {
  return lines
    .map(({ lineId }) => ({
      lineId,
      quantity: quantityOf(draft, lineId),
      destination: destinationOf(draft, lineId),
    }))
    .filter(({ quantity }) => quantity > 0);
}
