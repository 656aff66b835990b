import type { OutboxState } from './outbox.ts';

/**
 * What becomes of a document when a till's business day is held against the cloud: exactly one of these. The first five are settled
 * in the cloud one way or another, the next three have not reached it, the last is known to the cloud alone.
 */
export const reconcileClasses = [
  'matched',
  'missing',
  'doubled',
  'amount-differs',
  'cancelled-there',
  'waiting',
  'refused',
  'set-aside',
  'only-in-cloud',
] as const;

export type ReconcileClass = (typeof reconcileClasses)[number];

/** What has not reached the cloud, and is no difference. */
export const unsentClasses = ['waiting', 'refused', 'set-aside'] as const satisfies readonly ReconcileClass[];

/** A document of the till. `key` is its name in the cloud; amounts are đồng. */
export type TillDocument = {
  readonly id: string;
  readonly key: string;
  readonly number: string;
  readonly amount: number;
  readonly state: OutboxState;
};

/** An order of the cloud under a key of this till. */
export type CloudDocument = {
  readonly id: number;
  readonly key: string;
  readonly number: string;
  readonly amount: number;
  readonly cancelled: boolean;
};

/** One document with its class. `saleId` is null for what only the cloud knows, `orderId` for what only the till knows. */
export type ReconcileItem = {
  readonly class: ReconcileClass;
  readonly saleId: string | null;
  readonly orderId: number | null;
  readonly number: string;
  readonly tillAmount: number;
  /** What stands in the cloud: cancelled orders count for nothing. */
  readonly cloudAmount: number;
};

export type ClassSum = { readonly count: number; readonly tillAmount: number; readonly cloudAmount: number };

export type ClassSums = { readonly [C in ReconcileClass]: ClassSum };

const unsentClass: { readonly [S in OutboxState]: ReconcileClass } = {
  queued: 'waiting',
  sending: 'waiting',
  unknown: 'waiting',
  refused: 'refused',
  'set-aside': 'set-aside',
  confirmed: 'missing',
};

/**
 * Holds the till's documents against the cloud's orders. Every document and every order under a key of its own lands in exactly one
 * class; what was found there counts, whatever the till believes. The order of either list does not matter.
 */
export function reconcile(
  documents: readonly TillDocument[],
  orders: readonly CloudDocument[],
): readonly ReconcileItem[] {
  const byKey = groupByKey(orders);
  const known = new Set(documents.map(({ key }) => key));
  return [
    ...documents.map((document) => judge(document, byKey.get(document.key) ?? [])),
    ...[...byKey].filter(([key]) => !known.has(key)).map(([, group]) => strangerOf(group)),
  ].sort((a, b) => compare(a.number, b.number) || (a.orderId ?? 0) - (b.orderId ?? 0));
}

function judge(document: TillDocument, orders: readonly CloudDocument[]): ReconcileItem {
  const live = orders.filter(({ cancelled }) => !cancelled);
  const cloudAmount = sum(live);
  const shown = live[0] ?? orders[0];
  return {
    class: classOf(document, orders, live, cloudAmount),
    saleId: document.id,
    orderId: shown?.id ?? null,
    number: document.number,
    tillAmount: document.amount,
    cloudAmount,
  };
}

function classOf(
  document: TillDocument,
  orders: readonly CloudDocument[],
  live: readonly CloudDocument[],
  cloudAmount: number,
): ReconcileClass {
  if (orders.length === 0) return unsentClass[document.state];
  if (live.length === 0) return 'cancelled-there';
  if (live.length > 1) return 'doubled';
  return cloudAmount === document.amount ? 'matched' : 'amount-differs';
}

function strangerOf(orders: readonly CloudDocument[]): ReconcileItem {
  const live = orders.filter(({ cancelled }) => !cancelled);
  const shown = live[0] ?? orders[0];
  return {
    class: 'only-in-cloud',
    saleId: null,
    orderId: shown?.id ?? null,
    number: shown?.number ?? '',
    tillAmount: 0,
    cloudAmount: sum(live),
  };
}

/** Oldest first within a key; an order seen twice counts once. */
function groupByKey(orders: readonly CloudDocument[]): ReadonlyMap<string, readonly CloudDocument[]> {
  const groups = new Map<string, CloudDocument[]>();
  const byId = new Map(orders.map((order) => [order.id, order]));
  for (const order of [...byId.values()].sort((a, b) => a.id - b.id)) {
    const group = groups.get(order.key);
    if (group === undefined) groups.set(order.key, [order]);
    else group.push(order);
  }
  return groups;
}

/** Count and sums of each class; together they are all documents and all that stands in the cloud. */
export function sumByClass(items: readonly ReconcileItem[]): ClassSums {
  const sums = Object.fromEntries(
    reconcileClasses.map((name) => [name, { count: 0, tillAmount: 0, cloudAmount: 0 }]),
  ) as Record<ReconcileClass, { count: number; tillAmount: number; cloudAmount: number }>;
  for (const item of items) {
    const into = sums[item.class];
    into.count += 1;
    into.tillAmount += item.tillAmount;
    into.cloudAmount += item.cloudAmount;
  }
  return sums;
}

/** Everything together. */
export function sumOfClasses(sums: ClassSums): ClassSum {
  const all = reconcileClasses.map((name) => sums[name]);
  return {
    count: all.reduce((total, { count }) => total + count, 0),
    tillAmount: all.reduce((total, { tillAmount }) => total + tillAmount, 0),
    cloudAmount: all.reduce((total, { cloudAmount }) => total + cloudAmount, 0),
  };
}

/** Whether everything is on its way or settled: nothing differs that somebody has to look at. */
export function isInStep(sums: ClassSums): boolean {
  return reconcileClasses.every((name) => name === 'matched' || sums[name].count === 0);
}

function sum(orders: readonly CloudDocument[]): number {
  return orders.reduce((total, { amount }) => total + amount, 0);
}

/** By code unit, so that every machine lists alike. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
