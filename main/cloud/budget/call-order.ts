import { type CallPriority, priorities } from './priority.ts';

export type WaitingCall = {
  readonly priority: CallPriority;
  /** Monotonic ms. */
  readonly since: number;
};

/** After so many calls that went before it, a waiting lower class has its turn: a twentieth is nobody's to take. */
const callsBetweenTurns = 19;
/** A call that waited this long counts as one class more urgent, and so on. */
const agingMs = 100_000;

/** Which class a call counts as by now. */
export function agedPriority(call: WaitingCall, now: number): CallPriority {
  const steps = Math.max(0, Math.floor((now - call.since) / agingMs));
  return priorities[Math.max(0, priorities.indexOf(call.priority) - steps)] ?? 'sale';
}

export type NextCall<T> = {
  readonly call: T;
  /** What it may use of the bucket. On its turn a lower class goes as the class it was kept back by. */
  readonly as: CallPriority;
};

/**
 * Who goes next: the most urgent class, the longest waiting in it first. `passedOver` counts, by class, how many calls of more urgent
 * classes went while it waited.
 */
export function nextCall<T extends WaitingCall>(
  waiting: readonly T[],
  passedOver: Readonly<Record<CallPriority, number>>,
  now: number,
): NextCall<T> | undefined {
  let first: NextCall<T> | undefined;
  for (const call of waiting) {
    const as = agedPriority(call, now);
    if (first === undefined || goesBefore({ call, as }, first)) first = { call, as };
  }
  if (first === undefined) return undefined;
  const due = waiting
    .filter((call) => passedOver[call.priority] >= callsBetweenTurns)
    .sort((a, b) => a.since - b.since)[0];
  return due === undefined ? first : { call: due, as: first.as };
}

function goesBefore<T extends WaitingCall>(a: NextCall<T>, b: NextCall<T>): boolean {
  const byClass = priorities.indexOf(a.as) - priorities.indexOf(b.as);
  return byClass === 0 ? a.call.since < b.call.since : byClass < 0;
}

/** The count after `gone` went. */
export function afterGoing(
  passedOver: Readonly<Record<CallPriority, number>>,
  gone: CallPriority,
  stillWaiting: readonly WaitingCall[],
): Readonly<Record<CallPriority, number>> {
  const next = { ...passedOver, [gone]: 0 };
  for (const priority of priorities) {
    if (priorities.indexOf(priority) <= priorities.indexOf(gone)) continue;
    const waits = stillWaiting.some((call) => call.priority === priority);
    next[priority] = waits ? passedOver[priority] + 1 : 0;
  }
  return next;
}
