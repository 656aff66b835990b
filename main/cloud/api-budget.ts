import { type CallLimit, createBucketLevel, readCallLimit } from './budget/bucket-level.ts';
import { afterGoing, nextCall } from './budget/call-order.ts';
import {
  type ClassPace,
  freshPace,
  goesAt,
  paceAfterAnswer,
  paceAfterCall,
  paceAfterRefusal,
} from './budget/class-pace.ts';
import { type CallPriority, classRules } from './budget/priority.ts';
import { createResourceRests } from './budget/resource-rest.ts';
import { pause } from './wait.ts';

export type { CallPriority } from './budget/priority.ts';

/** One call that may go now. How it ended is told once; what is told later counts no more. */
export type CallPermit = {
  /** With `X-Haravan-Api-Call-Limit` (`32/80`), which counts the calls of every till of the shop. */
  readonly answered: (header: string | null) => void;
  /** 429: nothing was carried out. */
  readonly refused: (header: string | null, retryAfterMs: number) => void;
  /** No answer came. */
  readonly lost: () => void;
};

export type ApiBudget = {
  /** Waits until a call of this priority to this resource fits. Null when the signal ended the wait. */
  readonly take: (
    priority: CallPriority,
    resource: string,
    signal?: AbortSignal,
  ) => Promise<CallPermit | null>;
  /** How much of the shop's bucket calls of other tills filled at the last answer, 0 to 1. */
  readonly othersUse: () => number;
  /** How full the shop's bucket is by all of its tills, 0 to 1. */
  readonly used: () => number;
};

export type BudgetOptions = {
  /** Monotonic ms. */
  readonly clock: () => number;
  /** 0…1000, seeded. */
  readonly spread: () => number;
  readonly sleep?: (ms: number, signal: AbortSignal) => Promise<void>;
};

type Waiting = {
  readonly priority: CallPriority;
  readonly resource: string;
  readonly since: number;
  readonly go: (permit: CallPermit | null) => void;
};

/** While others fill less than this share of the bucket, the till counts as alone and uses all a class may. */
const aloneBelow = 0.05;

/**
 * Keeps under the shop's leaky bucket (80 calls, 4 leak away a second), shared with tills that can't be seen: only the header of
 * this till's own answers tells of them. Alone it goes as fast as the bucket lets it; beside others each class keeps a pace of its own.
 */
export function createApiBudget(options: BudgetOptions): ApiBudget {
  const { clock, spread } = options;
  const sleep = options.sleep ?? ((ms, signal) => pause(ms, { signal }));
  const bucket = createBucketLevel(clock);
  const rests = createResourceRests(clock);
  const paces: Record<CallPriority, ClassPace> = {
    sale: freshPace,
    money: freshPace,
    stock: freshPace,
    catalogue: freshPace,
  };
  let closedUntil = Number.NEGATIVE_INFINITY;
  let waiting: readonly Waiting[] = [];
  let passedOver: Readonly<Record<CallPriority, number>> = { sale: 0, money: 0, stock: 0, catalogue: 0 };
  let sleeping = new AbortController();

  const sight = (fill: number) => ({
    now: clock(),
    fill,
    leakPerSecond: bucket.leakPerSecond(),
    own: bucket.own(),
  });

  /** Ms until a call may go as one of this class; 0 when it may now. */
  const waitMs = (as: CallPriority): number => {
    const { ceiling, lowMark } = classRules[as];
    const level = bucket.estimate() + 1;
    const room = bucket.size() * ceiling;
    const untilLeaked = level > room ? ((level - room) / bucket.leakPerSecond()) * 1000 : 0;
    const isAlone = bucket.others() < bucket.size() * aloneBelow;
    // Alone, the bucket itself is the only pace; beside others nobody waits while it is nearly empty.
    const isFree = bucket.isFresh() && (isAlone || level <= bucket.size() * lowMark);
    const untilItsTime = isFree ? 0 : goesAt(paces[as], bucket.leakPerSecond(), classRules[as]) - clock();
    return Math.max(0, untilLeaked, untilItsTime, closedUntil - clock());
  };

  const fillOf = (limit: CallLimit | null) => (limit === null ? null : limit.used / limit.size);

  const permit = (as: CallPriority, resource: string): CallPermit => {
    let isOver = false;
    const once = (tell: () => void) => {
      if (isOver) return;
      isOver = true;
      tell();
      look();
    };
    return {
      answered: (header) =>
        once(() => {
          const limit = readCallLimit(header);
          const fill = fillOf(limit);
          bucket.heard(limit);
          rests.answered(resource, fill);
          if (fill !== null) paces[as] = paceAfterAnswer(paces[as], sight(fill), classRules[as], spread());
        }),
      refused: (header, retryAfterMs) =>
        once(() => {
          const limit = readCallLimit(header);
          const refusal = { fill: fillOf(limit), retryAfterMs, spread: spread() };
          if (rests.refused(resource, refusal)) return bucket.heard(null);
          bucket.heard(limit ?? { used: bucket.size(), size: bucket.size() });
          paces[as] = paceAfterRefusal(paces[as], sight(1), classRules[as], retryAfterMs, spread());
          closedUntil = Math.max(closedUntil, clock() + retryAfterMs * (1 + spread() / 1000));
        }),
      lost: () => once(() => bucket.heard(null)),
    };
  };

  /** Lets go whoever may, and sleeps until the next one may. */
  const look = () => {
    // Any reason of one's own is cheaper than the error that is made without one.
    sleeping.abort('looked');
    for (;;) {
      const now = clock();
      const open = waiting.filter((call) => rests.closedUntil(call.resource) <= now);
      const next = nextCall(open, passedOver, now);
      const ms =
        next === undefined
          ? Math.min(...waiting.map((call) => rests.closedUntil(call.resource))) - now
          : waitMs(next.as);
      if (next === undefined || ms > 0) return void sleepFor(ms);
      send(next.call, next.as);
    }
  };
  const sleepFor = (ms: number) => {
    if (!Number.isFinite(ms)) return;
    sleeping = new AbortController();
    const { signal } = sleeping;
    void sleep(Math.ceil(Math.min(longestSleepMs, Math.max(1, ms))), signal).then(() => {
      if (!signal.aborted) look();
    });
  };
  const send = (call: Waiting, as: CallPriority) => {
    waiting = waiting.filter((other) => other !== call);
    passedOver = afterGoing(passedOver, call.priority, waiting);
    bucket.sent();
    paces[as] = paceAfterCall(paces[as], sight(0), classRules[as], spread());
    call.go(permit(as, call.resource));
  };

  return {
    take: (priority, resource, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted === true) return resolve(null);
        const call: Waiting = {
          priority,
          resource,
          since: clock(),
          go: (given) => {
            signal?.removeEventListener('abort', giveUp);
            resolve(given);
          },
        };
        const giveUp = () => {
          waiting = waiting.filter((other) => other !== call);
          call.go(null);
          look();
        };
        signal?.addEventListener('abort', giveUp);
        waiting = [...waiting, call];
        look();
      }),
    othersUse: () => bucket.others() / bucket.size(),
    used: () => Math.min(1, bucket.estimate() / bucket.size()),
  };
}

/** Looks again now and then: who waits grows more urgent with age. */
const longestSleepMs = 10_000;
