import { seededSpread } from '../main/cloud/seeded-spread.ts';
import { fleetTill } from './fleet-till.ts';
import type { CallLimitSize, FleetWorld } from './fleet-world.ts';

const hourMs = 3_600_000;

export type Drained = {
  readonly seconds: number;
  /** What the call limit allows at best, from an empty bucket. */
  readonly leastSeconds: number;
  /** Calls that leaked from the bucket, of those that could have. */
  readonly used: number;
  /** The last till's time, of the median till's. */
  readonly fairness: number;
  readonly calls: number;
  readonly refused: number;
};

/** All tills come back within a second, each with as many sales to send. */
export async function drainFleet(
  world: FleetWorld,
  fleet: { readonly tills: number; readonly sales: number; readonly limit: CallLimitSize },
): Promise<Drained> {
  const spread = seededSpread(fleet.tills);
  const from = world.now();
  const ends: number[] = [];
  const all = Array.from({ length: fleet.tills }, async (_, index) => {
    const till = fleetTill(world, index);
    await world.sleep(spread());
    await till.drain(fleet.sales);
    ends.push((world.now() - from) / 1000);
  });
  await world.run(Promise.all(all));
  const { passed, refused, level } = world.seen();
  const { bucket, leak } = fleet.limit;
  const seconds = Math.max(...ends);
  return {
    seconds,
    leastSeconds: Math.max(0, passed - bucket) / leak,
    used: (passed - level) / (leak * seconds),
    fairness: seconds / at(ends, 0.5),
    calls: passed,
    refused,
  };
}

export type Background =
  | { readonly kind: 'polling'; readonly callsARound: number }
  /** Every till pulls the whole catalogue at once, as after a change of all prices. */
  | { readonly kind: 'pulling' };

export type Selling = {
  readonly tills: number;
  readonly salesAnHour: number;
  readonly background: Background;
  readonly warmUpHours: number;
  readonly hours: number;
};

export type Sold = {
  readonly sales: number;
  readonly medianMs: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
  readonly longestMs: number;
  readonly callsASecond: number;
  readonly refused: number;
  /** From one poll of a till to the next; null where tills don't poll. */
  readonly pollMinutes: number | null;
};

/** Tills sell now and then, each sale at its own moment, while their background work goes on. */
export async function sellFleet(world: FleetWorld, selling: Selling): Promise<Sold> {
  const spread = seededSpread(selling.tills + 5);
  const ending = new AbortController();
  const warmMs = selling.warmUpHours * hourMs;
  const waits: number[] = [];
  const fleet = Array.from({ length: selling.tills }, (_, index) => fleetTill(world, index));
  const polls = () => fleet.reduce((sum, till) => sum + till.polls(), 0);
  let before = { ...world.seen(), polls: 0 };
  let after = before;

  const sell = async (till: (typeof fleet)[number]) => {
    while (!ending.signal.aborted) {
      const untilNextMs = (-Math.log((spread() + 1) / 1002) * hourMs) / selling.salesAnHour;
      await world.sleep(untilNextMs, ending.signal);
      if (ending.signal.aborted) return;
      const isCounted = world.now() >= warmMs;
      const waitedMs = await till.sell();
      if (isCounted) waits.push(waitedMs);
    }
  };
  const work = async (till: (typeof fleet)[number]) => {
    const { background } = selling;
    await world.sleep(spread() * 60);
    await (background.kind === 'polling'
      ? till.poll(background.callsARound, ending.signal)
      : till.pull(ending.signal));
  };
  const watch = async () => {
    await world.sleep(warmMs);
    before = { ...world.seen(), polls: polls() };
    await world.sleep(selling.hours * hourMs);
    after = { ...world.seen(), polls: polls() };
    ending.abort();
  };
  await world.run(Promise.all([watch(), ...fleet.flatMap((till) => [sell(till), work(till)])]));
  const rounds = after.polls - before.polls;
  return {
    sales: waits.length,
    medianMs: at(waits, 0.5),
    p95Ms: at(waits, 0.95),
    p99Ms: at(waits, 0.99),
    longestMs: at(waits, 1),
    callsASecond: (after.passed - before.passed) / (selling.hours * 3600),
    refused: after.refused - before.refused,
    pollMinutes: selling.background.kind === 'polling' ? (selling.tills * selling.hours * 60) / rounds : null,
  };
}

function at(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
