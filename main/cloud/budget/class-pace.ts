import type { ClassRules } from './priority.ts';

/**
 * How fast a class of calls goes while tills compete for the bucket: additive increase while it stands below the class's target,
 * multiplicative decrease above it and on a 429. Shares are of the rate the bucket leaks at. All tills read the same level, the
 * increase is the same for each and the decrease takes more from who has more: so they meet at equal shares.
 */
export type ClassPace = {
  /** This till's share of the leak, 0 to 1 and a little more. */
  readonly share: number;
  /** When the next call is due at this pace. Monotonic ms. */
  readonly dueAt: number;
  readonly adjustedAt: number;
  /** Fill at the last adjustment, 0 to 1. */
  readonly fillThen: number | null;
  /** False until competition was met: then the share is measured. */
  readonly isLearned: boolean;
  /** 429s in a row. */
  readonly refusals: number;
};

export type BucketSight = {
  /** Monotonic ms. */
  readonly now: number;
  /** 0 to 1. */
  readonly fill: number;
  readonly leakPerSecond: number;
  /** How much of what is in the bucket this till's own calls are, 0 to 1. */
  readonly own: number;
};

const mostShare = 1.25;
/** Of a till that is refused before it has any call in the bucket. */
const firstGuess = 1 / 160;
/** A class that was quiet so long knows nothing any more, and begins anew. */
const forgetMs = 120_000;
/** Between adjustments, so that a quick till does not decide upon noise. */
const shortestWindowMs = 4_000;
/** How far ahead the level is reckoned, at the speed it changed by since the last adjustment. */
const horizonMs = 10_000;
/** A step from adjustment to adjustment: few enough for hundreds of tills, as an empty bucket is filled without waiting for a pace. */
const increase = 0.001;
const decrease = 0.35;
/** By the number of refusals in a row. */
const afterRefusal = [0.5, 0.25, 0.25] as const;
const firstRestMs = 1_000;
const longestRestMs = 60_000;

export const freshPace: ClassPace = {
  share: 1,
  dueAt: Number.NEGATIVE_INFINITY,
  adjustedAt: Number.NEGATIVE_INFINITY,
  fillThen: null,
  isLearned: false,
  refusals: 0,
};

/** From one call to the next at this pace, on average. */
export function intervalMs(pace: ClassPace, leakPerSecond: number): number {
  return 1000 / (pace.share * leakPerSecond);
}

/** When the next call may go: a class that was quiet has a few calls ahead of its pace. */
export function goesAt(pace: ClassPace, leakPerSecond: number, rules: ClassRules): number {
  return pace.dueAt - rules.ahead * intervalMs(pace, leakPerSecond);
}

/** A call went; `spread` is 0…1000. The next one is due after three to five quarters of an interval, so that tills do not march in step. */
export function paceAfterCall(
  pace: ClassPace,
  sight: Pick<BucketSight, 'now' | 'leakPerSecond'>,
  rules: ClassRules,
  spread: number,
): ClassPace {
  const isForgotten = sight.now - pace.adjustedAt > forgetMs + 4 * intervalMs(pace, sight.leakPerSecond);
  const known = isForgotten ? { ...freshPace, adjustedAt: sight.now } : pace;
  const everyMs = intervalMs(known, sight.leakPerSecond);
  const ahead = Math.max(sight.now, known.dueAt) + everyMs * (0.75 + spread / 2000);
  // What went because the bucket was nearly empty is no debt.
  return { ...known, dueAt: Math.min(ahead, sight.now + everyMs * (rules.ahead + 0.75 + spread / 2000)) };
}

/** An answer told how full the bucket is. `spread` is 0…1000. */
export function paceAfterAnswer(
  pace: ClassPace,
  sight: BucketSight,
  rules: ClassRules,
  spread: number,
): ClassPace {
  const heard = { ...pace, refusals: 0 };
  if (!pace.isLearned) return sight.fill > rules.lowMark ? learned(heard, sight, rules, spread) : heard;
  const window = Math.max(shortestWindowMs, intervalMs(pace, sight.leakPerSecond) / 2);
  if (sight.now - pace.adjustedAt < window) return heard;
  const gap = rules.target - expectedFill(pace, sight);
  const share =
    gap >= 0
      ? pace.share + increase * Math.min(1, (2 * gap) / rules.target)
      : pace.share * (1 - decrease * Math.min(1, -gap / (1 - rules.target)));
  const next = {
    ...heard,
    share: within(share, rules.leastShare),
    adjustedAt: sight.now,
    fillThen: sight.fill,
  };
  // The next call goes when it would have: a new pace counts from there on.
  const longerMs = intervalMs(next, sight.leakPerSecond) - intervalMs(pace, sight.leakPerSecond);
  return { ...next, dueAt: pace.dueAt + rules.ahead * longerMs };
}

/** Competition is met for the first time: what is ours of the calls in the bucket is our share of the traffic. */
function learned(pace: ClassPace, sight: BucketSight, rules: ClassRules, spread: number): ClassPace {
  const share = within(sight.own, rules.leastShare);
  return {
    ...pace,
    share,
    isLearned: true,
    dueAt: sight.now + (1000 / (share * sight.leakPerSecond)) * (rules.ahead + spread / 1000),
    adjustedAt: sight.now,
    fillThen: sight.fill,
  };
}

/** Where the level is heading: a bucket that fills fast is answered before it is full. */
function expectedFill(pace: ClassPace, { now, fill }: BucketSight): number {
  if (pace.fillThen === null) return fill;
  const slope = (fill - pace.fillThen) / Math.max(1, now - pace.adjustedAt);
  return Math.min(1.5, Math.max(0, fill + slope * Math.min(horizonMs, now - pace.adjustedAt)));
}

/** The bucket was full. The larger of what the service asks for and our own rest, which doubles from refusal to refusal. */
export function paceAfterRefusal(
  pace: ClassPace,
  sight: BucketSight,
  rules: ClassRules,
  retryAfterMs: number,
  spread: number,
): ClassPace {
  const refusals = pace.refusals + 1;
  const cut = afterRefusal[Math.min(refusals, afterRefusal.length) - 1] ?? 0.25;
  // The first one of all: what is ours of the calls in the bucket is our share, and may be none.
  const guess = Math.min(0.5, Math.max(firstGuess, sight.own));
  const share = within(pace.isLearned ? pace.share * cut : guess, rules.leastShare);
  const restMs = Math.max(retryAfterMs, Math.min(longestRestMs, firstRestMs * 2 ** (refusals - 1)));
  // Everybody was told the same wait: each comes back somewhere within an interval of its own after it.
  const ownMs = 1000 / (share * sight.leakPerSecond);
  const apartMs = Math.max(restMs, ownMs) * (spread / 1000);
  return {
    share,
    dueAt: sight.now + restMs + apartMs + rules.ahead * ownMs,
    adjustedAt: sight.now,
    fillThen: 1,
    isLearned: true,
    refusals,
  };
}

function within(share: number, leastShare: number): number {
  return Math.min(mostShare, Math.max(leastShare, share));
}
