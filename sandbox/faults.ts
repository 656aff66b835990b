import { z } from 'zod';
import { writeKindNames } from './write-kinds.ts';

const calls = z.int().min(0);
const waitMs = z.int().min(0).max(600_000);
const perMille = z.int().min(0).max(1000).default(0);
/** 0 for none, 1 for all, 10 for every tenth. */
const everyNth = z.int().min(0);

/** Random trouble for long runs: chances per thousand calls, from a seeded generator, so that a run can be had again. */
export const chaosSwitch = z.strictObject({
  seed: z.int().min(0),
  /** The work is done and the answer never comes. */
  dropAnswer: perMille,
  /** 502, of writes every other time after the work was done. */
  badGateway: perMille,
  /** The connection is cut before anything is done. */
  reset: perMille,
  /** 429. */
  throttle: perMille,
  /** Every call waits so long at most. */
  delayMs: waitMs.default(0),
});

export type Chaos = z.output<typeof chaosSwitch>;

/**
 * What can be made to go wrong while the sandbox runs: `POST /_control` with any of these; `GET /_control` shows them, `DELETE` puts all
 * back to how it started. Numbers of calls count down by themselves. Only calls under /com/ are hit.
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
    /** Which writes `dropAnswers` and `badGatewaysAfter` hit. */
    dropAnswersTo: z.enum(writeKindNames),
    /** The next so many calls answer 502 without doing anything. */
    badGateways: calls,
    /** The next so many writes are carried out and then answer 502. */
    badGatewaysAfter: calls,
    /** The next so many calls answer 429. */
    throttles: calls,
    /** What a 429 says in Retry-After; calls made before that are throttled again. */
    retryAfterSeconds: z.number().min(0).max(600),
    /** Promotions are throttled long before the call limit's header says so. */
    promotionsThrottle: z.boolean(),
    /** The next so many order posts answer 422. */
    refusals: calls,
    /** The next so many calls answer something that is no JSON. */
    garbage: calls,
    /** Wait before a call is carried out. */
    delayMs: waitMs,
    /** Wait between a call's work and its answer. */
    answerDelayMs: waitMs,
    /** Random trouble; null for none. */
    chaos: chaosSwitch.nullable(),
    tokenRevoked: z.boolean(),
    /** The owner replaced the token by this one; empty for the one the seed tells. */
    token: z.string().regex(/^[0-9A-F]{64}$|^$/),
    /** Resources whose scope is missing: 403 with `{}`. The name is what follows /com/. */
    forbidden: z.array(z.string()),
    /** New orders appear in lists only after this long. */
    listLagMs: waitMs,
    timeFilter: z.enum(['utc', 'shop_local']),
    /** A filter without a value is dropped, so that arbitrary rows come back; when off, it finds nothing. */
    blankFilterRows: z.boolean(),
    /** The service's clock is off by so much. */
    clockSkewMs: z.int(),
    /** Wait between an order's answer and its transactions. */
    settleMs: waitMs,
    /** A capture without an amount leaves the order partly paid; when off, it pays for all of it. */
    captureOmittedPartial: z.boolean(),
    /** 422 where a variant with the policy `deny` would go below zero. */
    enforceStock: z.boolean(),
    /** 422 where an order's name was used before. */
    refuseUsedNames: z.boolean(),
    refuseUsedPhones: z.boolean(),
    refuseUsedEmails: z.boolean(),
    /** 422 for the sources the documentation keeps to the service itself, `pos` among them. */
    refuseProtectedSources: z.boolean(),
    /** Whether PUT may move a shipment's carrier status. */
    carrierByPut: z.boolean(),
    /** Every so long all shipments go one step further by themselves; 0 for never. */
    carrierMs: waitMs,
    /** Discounts of certain goods say `product_amount` for their type, as one live shop did. */
    discountTypeByGoods: z.boolean(),
    /** Every nth variant is answered with the same SKU as the others of them. */
    duplicateSkus: everyNth,
    /** Every nth variant is answered without a SKU. */
    nullSkus: everyNth,
    /** Answers carry fields nobody documented. */
    unknownFields: z.boolean(),
    /** Money is answered as text. */
    numbersAsStrings: z.boolean(),
    /** Ids are answered as text. */
    idsAsStrings: z.boolean(),
    /** Times are answered without their zone. */
    datesWithoutZ: z.boolean(),
    /** How a 422 is written: by field, as one text, as a list, or as a message. */
    errorShape: z.enum(['fields', 'text', 'list', 'message']),
  })
  .partial();

export type FaultChanges = z.input<typeof faultSwitches>;

type Parsed = z.output<typeof faultSwitches>;

export type Faults = { -readonly [K in keyof Required<Parsed>]: Exclude<Parsed[K], undefined> };

type Counter =
  | 'resets'
  | 'dropAnswers'
  | 'badGateways'
  | 'badGatewaysAfter'
  | 'throttles'
  | 'refusals'
  | 'garbage';

type StartOptions = {
  readonly 'time-filter': Faults['timeFilter'];
  readonly 'settle-ms': number;
  readonly switches: Parsed;
};

/** How a sandbox with these options starts. */
export function faultsAtStart(options: StartOptions): Faults {
  const start = { ...noFaults, timeFilter: options['time-filter'], settleMs: options['settle-ms'] };
  return Object.assign(start, options.switches);
}

const noFaults: Faults = {
  down: false,
  refuseMs: 0,
  resets: 0,
  dropAnswers: 0,
  dropAnswersTo: 'orders',
  badGateways: 0,
  badGatewaysAfter: 0,
  throttles: 0,
  retryAfterSeconds: 2,
  promotionsThrottle: false,
  refusals: 0,
  garbage: 0,
  delayMs: 0,
  answerDelayMs: 0,
  chaos: null,
  tokenRevoked: false,
  token: '',
  forbidden: [],
  listLagMs: 0,
  timeFilter: 'utc',
  blankFilterRows: true,
  clockSkewMs: 0,
  settleMs: 200,
  captureOmittedPartial: true,
  enforceStock: false,
  refuseUsedNames: false,
  refuseUsedPhones: true,
  refuseUsedEmails: true,
  refuseProtectedSources: false,
  carrierByPut: false,
  carrierMs: 0,
  discountTypeByGoods: false,
  duplicateSkus: 0,
  nullSkus: 0,
  unknownFields: false,
  numbersAsStrings: false,
  idsAsStrings: false,
  datesWithoutZ: false,
  errorShape: 'fields',
};

/** Uses up one of a counted fault; true when it was due. */
export function strikes(faults: Faults, counter: Counter): boolean {
  if (faults[counter] <= 0) return false;
  faults[counter] -= 1;
  return true;
}
