import { setTimeout } from 'node:timers/promises';
import { longestWaitMs } from '../../../main/db/repositories/outbox.ts';
import { type Random, seededRandom } from '../../../sandbox/generate/random.ts';
import { type Sandbox, startSandbox } from '../../../sandbox/start.ts';
import { cloudGet } from '../cloud-get.ts';
import { backOffice } from '../repairing.ts';
import { drawn } from './dice.ts';
import { faultsOf } from './judge.ts';
import { type MortalTill, mortalTill } from './mortal-till.ts';
import {
  anyOf,
  changeCustomer,
  knownPeople,
  makeCustomer,
  officeChangesCustomer,
  officeMakesCustomer,
} from './people.ts';
import { randomSale } from './random-sale.ts';
import { repairEverything } from './repair.ts';

/** What a run was about: the sales the shop really made, by their key. */
export type Expected = Map<string, number>;

type World = {
  readonly random: Random;
  /** What people do is drawn apart, so that the rest of a seed stays what it was. */
  readonly people: Random;
  readonly sandbox: Sandbox;
  readonly tills: readonly MortalTill[];
  readonly expected: Expected;
  /** Keys of sales that went down with a store older than them: in the cloud once or never. */
  readonly mayBeLost: Set<string>;
  readonly underWay: Promise<void>[];
};

type Step = (world: World, till: MortalTill) => Promise<void> | void;

const day = 86_400_000;

/** What can happen to two tills of one shop, their line, their machines and their cloud; and how often. */
const steps: readonly (readonly [number, Step])[] = [
  [
    30,
    ({ random, expected }, till) => {
      const sale = randomSale(random, till);
      if (sale !== null) expected.set(`${till.tillId}/${sale.id}`, sale.settlement.payable);
    },
  ],
  [14, (_, till) => till.round('push')],
  [10, ({ underWay }, till) => void underWay.push(till.round('push'))],
  [6, (_, till) => till.round('pull')],
  [4, ({ underWay }, till) => void underWay.push(till.round('both'))],
  [4, (_, till) => till.kill()],
  [8, killedWhileSending],
  [
    8,
    ({ sandbox, random }) =>
      sandbox.control({
        dropAnswers: random.between(1, 3),
        dropAnswersTo: random.pick(['orders', 'writes'] as const),
      }),
  ],
  [
    3,
    ({ sandbox, random }) =>
      sandbox.control({ badGatewaysAfter: random.between(1, 2), dropAnswersTo: 'orders' }),
  ],
  [2, (_, till) => till.backUp()],
  [2, restoreTill],
  [3, ({ random }, till) => till.jump(random.pick([0, 0, day, -day, 400 * day, -400 * day, 7 * 3_600_000]))],
  [8, badWeather],
  [
    6,
    ({ sandbox }) =>
      sandbox.control({ chaos: null, down: false, listLagMs: 0, tokenRevoked: false, forbidden: [] }),
  ],
  [2, ({ sandbox }) => sandbox.control({ down: true })],
  [1, ({ sandbox }) => sandbox.control({ tokenRevoked: true })],
  [1, ({ sandbox }) => sandbox.control({ forbidden: ['orders'] })],
  [2, ({ sandbox, random }) => sandbox.control({ listLagMs: random.between(1, 30) })],
  [2, ({ sandbox, random }) => sandbox.control({ timeFilter: random.pick(['utc', 'shop_local'] as const) })],
  [2, ({ sandbox, random }) => sandbox.control({ enforceStock: random.oneIn(2) })],
  [
    2,
    ({ sandbox, random }) =>
      sandbox.control({ captureOmittedPartial: random.oneIn(2), settleMs: random.between(0, 20) }),
  ],
  [
    2,
    ({ sandbox, random }) =>
      sandbox.control({
        numbersAsStrings: random.oneIn(2),
        datesWithoutZ: random.oneIn(2),
        unknownFields: random.oneIn(2),
      }),
  ],
  [
    3,
    ({ sandbox, random }) =>
      sandbox.control({ errorShape: random.pick(['fields', 'text', 'list', 'message'] as const) }),
  ],
  [2, deleteProduct],
  [2, deleteCustomer],
  [1, changePrice],
];

/** What people do at the counters and in the office, in between. */
const peopleSteps: readonly (readonly [number, Step])[] = [
  [5, ({ people }, till) => makeCustomer(people, till)],
  [4, ({ people }, till) => changeCustomer(people, till)],
  [2, ({ people, sandbox }) => officeMakesCustomer(people, sandbox)],
  [2, ({ people, sandbox }) => officeChangesCustomer(people, sandbox)],
  [
    4,
    ({ people, expected }, till) => {
      const sale = randomSale(people, till, anyOf(people, knownPeople(till.writer())));
      if (sale !== null) expected.set(`${till.tillId}/${sale.id}`, sale.settlement.payable);
    },
  ],
];

const calm = {
  chaos: null,
  down: false,
  tokenRevoked: false,
  forbidden: [],
  listLagMs: 0,
  refusals: 0,
  throttles: 0,
  garbage: 0,
  dropAnswers: 0,
  badGatewaysAfter: 0,
};

/**
 * Lives a random time with two tills and their cloud, lets everything heal, and gives back what is wrong then: nothing, if sync keeps
 * its word. The same seed takes the same steps; how they interleave is the machine's.
 */
export async function randomShop(
  seed: number,
  folder: string,
  options: { readonly people: boolean } = { people: true },
): Promise<readonly string[]> {
  const random = seededRandom(seed);
  const people = seededRandom(seed + 1_000_003);
  const sandbox = await startSandbox({
    seed,
    products: 12,
    customers: 6,
    'settle-ms': 5,
    bucket: 1_000_000,
    leak: 1_000_000,
  });
  const tills = ['till-1', 'till-2'].map((id) => mortalTill(sandbox, folder, id));
  const world: World = {
    random,
    people,
    sandbox,
    tills,
    expected: new Map(),
    mayBeLost: new Set(),
    underWay: [],
  };
  try {
    await Promise.all(tills.map((till) => till.round('both')));
    for (let left = random.between(8, 40); left > 0; left -= 1) {
      await drawn(random, steps)(world, random.pick(tills));
      if (options.people && people.oneIn(2)) await drawn(people, peopleSteps)(world, people.pick(tills));
    }
    return await heal(world);
  } finally {
    await Promise.all(tills.map((till) => till.close()));
    await sandbox.close();
  }
}

/** A repair may take one to try, one to meet what it brought up, and one more for each other way there is. */
const mostRounds = 12;

async function heal(world: World): Promise<readonly string[]> {
  const { sandbox, tills, expected, mayBeLost, underWay } = world;
  await Promise.all(underWay);
  await sandbox.control(calm);
  let faults: readonly string[] = ['not healed'];
  for (let round = 0; round < mostRounds && faults.length > 0; round += 1) {
    for (const till of tills) {
      // Time goes by: whatever was told to wait is due.
      till.jump(round * longestWaitMs);
      till.kill(2_000);
      await till.round('push');
      if (repairEverything(till, round)) await till.round('push');
    }
    // Only once all have sent does one of them see all there is.
    for (const till of tills) await till.round('pull');
    faults = await faultsOf(sandbox, tills, expected, mayBeLost);
  }
  return faults;
}

/** The plug is pulled at some moment of a round. */
async function killedWhileSending({ random, underWay }: World, till: MortalTill): Promise<void> {
  underWay.push(till.round('push'));
  await setTimeout(random.between(0, 12));
  till.kill();
}

/** A till comes back from an older copy of its store. */
async function restoreTill({ expected, mayBeLost, underWay }: World, till: MortalTill): Promise<void> {
  till.kill();
  await Promise.all(underWay);
  if (!till.restore()) return;
  const kept = new Set(
    till
      .writer()
      .all<{ key: string }>('SELECT key FROM outbox')
      .map(({ key }) => key),
  );
  for (const key of expected.keys())
    if (key.startsWith(`${till.tillId}/`) && !kept.has(key)) mayBeLost.add(key);
}

async function badWeather({ sandbox, random }: World): Promise<void> {
  const chance = () => random.pick([0, 30, 120]);
  await sandbox.control({
    chaos: {
      seed: random.between(0, 1_000_000),
      dropAnswer: chance(),
      badGateway: chance(),
      reset: chance(),
      throttle: random.pick([0, 20]),
      delayMs: random.pick([0, 3]),
    },
    retryAfterSeconds: 0.01,
  });
}

/** The back office changes something. Its own calls are made in calm weather. */
async function inTheOffice(
  { sandbox }: World,
  list: 'products' | 'customers',
  change: (ids: readonly number[]) => Promise<unknown>,
): Promise<void> {
  await sandbox.control(calm);
  const answer = await cloudGet<Record<string, readonly { readonly id: number; readonly email?: string }[]>>(
    sandbox,
    `/com/${list}.json?limit=50`,
  );
  const rows = (answer[list] ?? []).filter(({ email }) => email !== 'guest@haravan.com');
  // Never the last one: a till takes a shop without anything for a cloud that is unwell.
  if (rows.length > 1) await change(rows.map(({ id }) => Number(id)));
}

async function deleteProduct(world: World): Promise<void> {
  await inTheOffice(world, 'products', (ids) =>
    backOffice(world.sandbox, 'DELETE', `/com/products/${world.random.pick(ids)}.json`),
  );
}

async function deleteCustomer(world: World): Promise<void> {
  await inTheOffice(world, 'customers', (ids) =>
    backOffice(world.sandbox, 'DELETE', `/com/customers/${world.random.pick(ids)}.json`),
  );
}

async function changePrice(world: World): Promise<void> {
  await inTheOffice(world, 'products', async (ids) => {
    const id = world.random.pick(ids);
    const { product } = await cloudGet<{ product: { variants: readonly { id: number }[] } }>(
      world.sandbox,
      `/com/products/${id}.json`,
    );
    const variant = product.variants[0];
    if (variant === undefined) return;
    await backOffice(world.sandbox, 'PUT', `/com/variants/${variant.id}.json`, {
      variant: { id: Number(variant.id), price: world.random.between(1, 90) * 1000 },
    });
  });
}
