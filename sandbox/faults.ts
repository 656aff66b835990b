import { z } from 'zod';

const calls = z.int().min(0);
const waitMs = z.int().min(0).max(600_000);

/**
 * What can be made to go wrong while the sandbox runs: `POST /_control` with any of these; `GET /_control` shows them, `DELETE` puts all
 * back. Numbers of calls count down by themselves. Only calls under /com/ are hit.
 */
export const faultSwitches = z
  .strictObject({
    /** The connection is cut as soon as a request comes in. */
    down: z.boolean(),
    /** The port is closed for so long, so that connections are refused; 0 opens it at once. */
    refuseMs: waitMs,
    /** The next so many calls are cut before anything is done. */
    resets: calls,
    /** The next so many writes are carried out and then never answered. */
    dropAnswers: calls,
    /** Which writes `dropAnswers` hits: new orders, or every POST, PUT and DELETE. */
    dropAnswersTo: z.enum(['orders', 'writes']),
    /** The next so many calls answer 502 without doing anything. */
    badGateways: calls,
    /** The next so many calls answer 429. */
    throttles: calls,
    /** The next so many order posts answer 422. */
    refusals: calls,
    /** The next so many calls answer something that is no JSON. */
    garbage: calls,
    /** Wait before a call is carried out. */
    delayMs: waitMs,
    /** Wait between a call's work and its answer. */
    answerDelayMs: waitMs,
    tokenRevoked: z.boolean(),
    /** Resources whose scope is missing: 403 with `{}`. The name is what follows /com/. */
    forbidden: z.array(z.string()),
    /** New orders appear in lists only after this long. */
    listLagMs: waitMs,
    timeFilter: z.enum(['utc', 'shop_local']),
    /** The service's clock is off by so much. */
    clockSkewMs: z.int(),
    /** 422 where a variant with the policy `deny` would go below zero. */
    enforceStock: z.boolean(),
    /** 422 where an order's name was used before. */
    refuseUsedNames: z.boolean(),
  })
  .partial();

export type FaultChanges = z.output<typeof faultSwitches>;

export type Faults = { -readonly [K in keyof Required<FaultChanges>]: NonNullable<FaultChanges[K]> };

type Counter = 'resets' | 'dropAnswers' | 'badGateways' | 'throttles' | 'refusals' | 'garbage';

export function noFaults(): Faults {
  return {
    down: false,
    refuseMs: 0,
    resets: 0,
    dropAnswers: 0,
    dropAnswersTo: 'orders',
    badGateways: 0,
    throttles: 0,
    refusals: 0,
    garbage: 0,
    delayMs: 0,
    answerDelayMs: 0,
    tokenRevoked: false,
    forbidden: [],
    listLagMs: 0,
    timeFilter: 'utc',
    clockSkewMs: 0,
    enforceStock: false,
    refuseUsedNames: false,
  };
}

/** Uses up one of a counted fault; true when it was due. */
export function strikes(faults: Faults, counter: Counter): boolean {
  if (faults[counter] <= 0) return false;
  faults[counter] -= 1;
  return true;
}
