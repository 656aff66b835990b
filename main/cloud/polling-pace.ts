/** Calls a round of polling may take before it comes more seldom. */
const cheapRoundCalls = 12;
const dearestFactor = 10;
/** Up to here other tills count as quiet: calls of a poll or two that have not leaked yet. */
const quietFill = 0.08;
/** From here on the shop is busy with something more urgent than polling. */
const busyFill = 0.4;
const speedUp = 0.8;
const slowDown = 1.25;
const slowDownWhenBusy = 3;
const longestMs = 60 * 60_000;

export type PollingRound = {
  /** From round to round while the till is the only one. */
  readonly everyMs: number;
  /** Of the round before; `everyMs` at first. */
  readonly lastMs: number;
  /** Calls the round took. */
  readonly calls: number;
  /** How much of the shop's bucket other tills' calls filled, 0 to 1. */
  readonly othersUse: number;
  /** 0…1000, seeded. */
  readonly spread: number;
};

export type PollingPace = {
  /** What the next round builds on. */
  readonly everyMs: number;
  /** The wait itself: spread, so that tills started together do not poll together. */
  readonly waitMs: number;
};

/**
 * When to poll again. Each till sees in the bucket what the others use, and makes room while they use much: its rounds come more
 * seldom, the more the fuller it is, and more often again where it is nearly empty, so that all polling together leaves the bucket nearly empty for sales.
 */
export function pollingPace(round: PollingRound): PollingPace {
  const dearness = Math.min(dearestFactor, Math.max(1, round.calls / cheapRoundCalls));
  const shortest = round.everyMs * dearness;
  const longest = Math.max(longestMs, shortest);
  const over = (round.othersUse - quietFill) / (busyFill - quietFill);
  const factor = over <= 0 ? speedUp : slowDown + (slowDownWhenBusy - slowDown) * Math.min(1, over);
  const everyMs = Math.min(longest, Math.max(shortest, round.lastMs * factor));
  return { everyMs, waitMs: Math.round(everyMs * (0.75 + round.spread / 2000)) };
}
