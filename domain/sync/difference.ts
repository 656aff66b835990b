import type { ReconcileClass, ReconcileItem } from './reconcile.ts';

/** What differs between till and cloud and is not merely on its way. */
export const differenceKinds = [
  'missing',
  'doubled',
  'amount-differs',
  'cancelled-there',
  'only-in-cloud',
] as const satisfies readonly ReconcileClass[];

export type DifferenceKind = (typeof differenceKinds)[number];

/** `accepted`: a manager has seen it and said why it may stay; it stays listed. `resolved`: a later comparison found it gone. */
export const differenceStates = ['open', 'accepted', 'resolved'] as const;

export type DifferenceState = (typeof differenceStates)[number];

export const differenceMoves: { readonly [S in DifferenceState]: readonly DifferenceState[] } = {
  open: ['accepted', 'resolved'],
  accepted: ['resolved'],
  resolved: [],
};

/** What a person can do about it. */
export type DifferenceRepair = 'send-again' | 'accept';

/** A doubled order is cancelled without anybody's help. */
export const repairsOfDifference: { readonly [K in DifferenceKind]: readonly DifferenceRepair[] } = {
  missing: ['send-again', 'accept'],
  doubled: [],
  'amount-differs': ['accept'],
  'cancelled-there': ['accept'],
  'only-in-cloud': ['accept'],
};

export type KnownDifference = {
  readonly id: string;
  readonly kind: DifferenceKind;
  readonly saleId: string | null;
  readonly orderId: number | null;
  readonly tillAmount: number;
  readonly cloudAmount: number;
};

export type FoundDifference = ReconcileItem & { readonly class: DifferenceKind };

export type DifferencePlan = {
  readonly open: readonly FoundDifference[];
  /** Ids of those that are gone. */
  readonly resolve: readonly string[];
};

/**
 * What a comparison means for the differences of its day that are not resolved yet. One with other amounts is another difference: who
 * accepted the first has not seen it.
 */
export function planDifferences(
  known: readonly KnownDifference[],
  items: readonly ReconcileItem[],
): DifferencePlan {
  const found = items.filter(isDifference);
  const foundNow = new Set(found.map((item) => identity({ ...item, kind: item.class })));
  const knownAlready = new Set(known.map(identity));
  return {
    open: found.filter((item) => !knownAlready.has(identity({ ...item, kind: item.class }))),
    resolve: known.filter((difference) => !foundNow.has(identity(difference))).map(({ id }) => id),
  };
}

function isDifference(item: ReconcileItem): item is FoundDifference {
  return differenceKinds.some((kind) => kind === item.class);
}

function identity(difference: Omit<KnownDifference, 'id'>): string {
  const { kind, saleId, orderId, tillAmount, cloudAmount } = difference;
  return [kind, saleId ?? `#${orderId ?? ''}`, tillAmount, cloudAmount].join('/');
}
