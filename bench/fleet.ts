import { type CallCosts, countCalls } from './fleet-costs.ts';
import { type Drained, drainFleet, type Selling, type Sold, sellFleet } from './fleet-runs.ts';
import { type CallLimitSize, realWorld, virtualWorld } from './fleet-world.ts';

const haravan: CallLimitSize = { bucket: 80, leak: 4 };
/** Five times as large and as fast, so that twenty tills over real HTTP are done within a minute. */
const quick: CallLimitSize = { bucket: 400, leak: 20 };

const drains = [
  { tills: 1, sales: 400, limit: haravan },
  { tills: 20, sales: 100, limit: haravan },
  { tills: 200, sales: 40, limit: haravan },
] as const;

const checks = [
  { tills: 1, sales: 150, limit: haravan },
  { tills: 20, sales: 50, limit: quick },
] as const;

/* biome-ignore format: to be read as a table */
const days: readonly { readonly tills: number; readonly salesAnHour: number }[] = [
  { tills: 1, salesAnHour: 60 },
  { tills: 20, salesAnHour: 30 },
  { tills: 200, salesAnHour: 10 },
  { tills: 200, salesAnHour: 20 },
  { tills: 200, salesAnHour: 30 },
  { tills: 200, salesAnHour: 36 },
  { tills: 1_000, salesAnHour: 3 },
];

/** Tills of one shop before one call limit: draining together, and selling while they poll. */
export async function benchFleet(): Promise<void> {
  const costs = await countCalls();
  sayCosts(costs);
  say('Draining on a virtual clock, bucket 80, leak 4/s');
  for (const fleet of drains) sayDrained(fleet, await drainFleet(virtualWorld(fleet.limit), fleet));
  say('The same code over real HTTP beside the virtual clock');
  for (const fleet of checks) {
    const world = await realWorld(fleet.limit);
    const real = await drainFleet(world, fleet).finally(() => world.close());
    const virtual = await drainFleet(virtualWorld(fleet.limit), fleet);
    sayDrained(fleet, real, `real, ${fleet.limit.bucket}/${fleet.limit.leak}`);
    sayDrained(fleet, virtual, 'virtual');
    say(`    ratio of the times: ${(real.seconds / virtual.seconds).toFixed(2)}`);
  }
  say(`A fresh sale while all tills poll (virtual clock, bucket 80, leak 4/s, two hours, then one measured)`);
  for (const day of days) {
    const selling: Selling = {
      ...day,
      background: { kind: 'polling', callsARound: costs.roundAfterSale },
      warmUpHours: 2,
      hours: 1,
    };
    saySold(selling, await sellFleet(virtualWorld(haravan), selling));
  }
  say('A fresh sale while every till pulls the whole catalogue at once');
  for (const tills of [1, 20, 200]) {
    const selling: Selling = {
      tills,
      salesAnHour: 10,
      background: { kind: 'pulling' },
      warmUpHours: 0.25,
      hours: 1,
    };
    saySold(selling, await sellFleet(virtualWorld(haravan), selling));
  }
}

function sayCosts(costs: CallCosts): void {
  say('Calls a real till makes');
  say(`  first pull of ${costs.variants.toLocaleString('en')} variants: ${costs.firstPull}`);
  say(`  a quiet round of polling: ${costs.quietRound}; the round after a sale: ${costs.roundAfterSale}`);
  say(
    `  a sale sent at once: ${costs.sale}, the first one after a start: ${costs.firstSale}; out of a queue of a hundred: ${costs.queuedSale.toFixed(2)}`,
  );
}

function sayDrained(
  fleet: { readonly tills: number; readonly sales: number },
  drained: Drained,
  how = '',
): void {
  say(
    `  ${fleet.tills} × ${fleet.sales} sales${how === '' ? '' : ` (${how})`}: ${drained.seconds.toFixed(0)} s (the limit allows ${drained.leastSeconds.toFixed(0)} s), ${(100 * drained.used).toFixed(1)} % of the budget, last ÷ median till ${drained.fairness.toFixed(2)}, ${drained.calls} calls, ${drained.refused} times 429`,
  );
}

function saySold(selling: Selling, sold: Sold): void {
  const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`;
  const polls = sold.pollMinutes === null ? '' : `, a poll every ${sold.pollMinutes.toFixed(1)} min`;
  say(
    `  ${selling.tills} × ${selling.salesAnHour}/h: median ${seconds(sold.medianMs)}, p95 ${seconds(sold.p95Ms)}, p99 ${seconds(sold.p99Ms)}, longest ${seconds(sold.longestMs)} of ${sold.sales}; ${sold.callsASecond.toFixed(2)} calls/s${polls}, ${sold.refused} times 429`,
  );
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
