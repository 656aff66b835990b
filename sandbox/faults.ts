import { z } from 'zod';

/** What can be made to go wrong while the sandbox runs: `POST /_control` with any of these; `GET /_control` shows them. */
export const faultSwitches = z
  .strictObject({
    /** The connection is cut as soon as a request comes in, as if the service were gone. */
    down: z.boolean(),
    /** The next so many order posts are carried out and then never answered. */
    dropAnswers: z.int().min(0),
    /** The next so many calls answer 502 without doing anything. */
    badGateways: z.int().min(0),
    /** The next so many calls answer 429. */
    throttles: z.int().min(0),
    /** The next so many order posts answer 422. */
    refusals: z.int().min(0),
    /** The next so many calls answer something that is no JSON. */
    garbage: z.int().min(0),
    delayMs: z.int().min(0).max(60_000),
    tokenRevoked: z.boolean(),
    /** Resources whose scope is missing: 403 with `{}`. */
    forbidden: z.array(z.string()),
    /** New orders appear in lists only after this long. */
    listLagMs: z.int().min(0),
    timeFilter: z.enum(['utc', 'shop-local']),
  })
  .partial();

export type FaultChanges = z.output<typeof faultSwitches>;

export type Faults = { -readonly [K in keyof Required<FaultChanges>]: NonNullable<FaultChanges[K]> };

type Counter = { [K in keyof Faults]: Faults[K] extends number ? K : never }[keyof Faults];

export function noFaults(): Faults {
  return {
    down: false,
    dropAnswers: 0,
    badGateways: 0,
    throttles: 0,
    refusals: 0,
    garbage: 0,
    delayMs: 0,
    tokenRevoked: false,
    forbidden: [],
    listLagMs: 0,
    timeFilter: 'utc',
  };
}

/** Uses up one of a counted fault; true when it was due. */
export function strikes(faults: Faults, counter: Counter): boolean {
  if (faults[counter] <= 0) return false;
  faults[counter] -= 1;
  return true;
}
