import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PollingRound, pollingPace } from '../../../main/cloud/polling-pace.ts';

const minuteMs = 60_000;
const round = (over: Partial<PollingRound> = {}): PollingRound => ({
  everyMs: minuteMs,
  lastMs: minuteMs,
  calls: 8,
  othersUse: 0,
  spread: 500,
  ...over,
});

/** What a till comes to after many rounds that all saw the same. */
function everyMsAfter(rounds: number, over: Partial<PollingRound>): number {
  let lastMs = over.lastMs ?? minuteMs;
  for (let count = 0; count < rounds; count += 1) lastMs = pollingPace(round({ ...over, lastMs })).everyMs;
  return lastMs;
}

describe('polling', () => {
  it('comes every minute while the till is the only one', () => {
    expect(everyMsAfter(50, {})).toBe(minuteMs);
    expect(pollingPace(round()).waitMs).toBe(minuteMs);
  });

  it('comes more seldom after a dear round, and no more than ten times', () => {
    expect(pollingPace(round({ calls: 24 })).everyMs).toBe(2 * minuteMs);
    expect(pollingPace(round({ calls: 5_000 })).everyMs).toBe(10 * minuteMs);
  });

  it('makes room while other tills fill the bucket, sooner the fuller it is', () => {
    const full = pollingPace(round({ othersUse: 0.6 })).everyMs;
    const half = pollingPace(round({ othersUse: 0.2 })).everyMs;
    expect(full).toBeGreaterThan(half);
    expect(half).toBeGreaterThan(minuteMs);
    expect(everyMsAfter(100, { othersUse: 1 })).toBe(60 * minuteMs);
  });

  it('comes back to its usual pace within twenty quiet rounds', () => {
    expect(everyMsAfter(20, { lastMs: 60 * minuteMs })).toBe(minuteMs);
  });

  it('is spread, so that tills started together do not poll together', () => {
    expect(pollingPace(round({ spread: 0 })).waitMs).toBe(0.75 * minuteMs);
    expect(pollingPace(round({ spread: 1000 })).waitMs).toBe(1.25 * minuteMs);
  });

  it('never stops, and is never quicker than it should be', () => {
    fc.assert(
      fc.property(
        fc.record({
          everyMs: fc.integer({ min: 1, max: 10 * minuteMs }),
          lastMs: fc.integer({ min: 1, max: 600 * minuteMs }),
          calls: fc.nat(10_000),
          othersUse: fc.double({ min: 0, max: 1, noNaN: true }),
          spread: fc.integer({ min: 0, max: 1000 }),
        }),
        (given) => {
          const { everyMs, waitMs } = pollingPace(given);
          expect(everyMs).toBeGreaterThanOrEqual(given.everyMs);
          expect(everyMs).toBeLessThanOrEqual(Math.max(60 * minuteMs, 10 * given.everyMs));
          expect(waitMs).toBeGreaterThanOrEqual(Math.floor(0.75 * everyMs));
          expect(waitMs).toBeLessThanOrEqual(Math.ceil(1.25 * everyMs));
        },
      ),
    );
  });
});
