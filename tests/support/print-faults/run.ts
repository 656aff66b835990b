import { setTimeout } from 'node:timers/promises';
import { type PrinterProfile, plainProfile } from '../../../domain/printing/printer.ts';
import { type Random, seededRandom } from '../../../sandbox/generate/random.ts';
import type { ModelName } from '../../../virtual-counter/models.ts';
import { planPoints } from '../../../virtual-counter/plans.ts';
import { startVirtualPrinter, type VirtualPrinter } from '../../../virtual-counter/start.ts';
import { drawn } from '../random-shop/dice.ts';
import { faultsOf, paperOf } from './judge.ts';
import { type PrintingTill, printingTill } from './till.ts';

type World = {
  readonly random: Random;
  readonly printer: VirtualPrinter;
  readonly tills: readonly PrintingTill[];
  readonly profile: PrinterProfile;
  /** What the printer says of jobs is the truth about paper. */
  readonly canTell: boolean;
  /** Jobs a person called printed. */
  readonly said: Set<string>;
};

type Step = (world: World) => Promise<void> | void;

const noise: readonly (readonly number[])[] = [
  [0x14, 0x00, 0x00, 0x0f],
  [0x11, 0x13],
  [0x37, 0x22, 0x39, 0x39, 0x39, 0x39, 0x00],
  [0x5f, 0x41],
  [0x14, 0x00],
  [0xff, 0x80, 0x41, 0x7f],
];

/** What can go wrong with a printer, at once or at a moment to come; and how often. */
const mishaps: readonly (readonly [number, (world: World) => void])[] = [
  [6, ({ printer }) => printer.cutLine()],
  [5, ({ printer }) => printer.powerOff()],
  [5, ({ printer, random }) => printer.setPaper(random.between(0, 400))],
  [3, ({ printer }) => printer.setCover(true)],
  [2, ({ printer }) => printer.setError('cutter')],
  [1, ({ printer }) => printer.setError('hot')],
  [3, ({ printer }) => printer.pullCable()],
  [4, ({ printer, random }) => printer.say(random.pick(noise))],
];

/** What happens at a counter in a bad hour. */
const steps: readonly (readonly [number, Step])[] = [
  [10, ({ random, tills }) => addJob(random.pick(tills), 'receipt')],
  [2, ({ random, tills }) => addJob(random.pick(tills), 'drawer')],
  [12, planMishap],
  [3, (world) => drawn(world.random, mishaps)(world)],
  [5, mendSomething],
  [4, ({ random, tills }) => random.pick(tills).kill()],
  [6, ({ random, tills }) => random.pick(tills).tryNow()],
  [12, ({ random }) => setTimeout(random.between(0, 25))],
];

const names = Array.from({ length: 60 }, (_, at) => `HD${1_000 + at * 137}`);

/** Each till names its own receipts, so that few pictures have to be drawn for thousands of runs. */
function addJob(till: PrintingTill, kind: 'receipt' | 'drawer'): void {
  const used = till.jobs().filter(({ copy_number: copy }) => copy === 0).length;
  till.add(`${till.name.toUpperCase()}${names[used] ?? used}`, kind);
}

function planMishap(world: World): void {
  const { random, printer } = world;
  const point = random.pick(planPoints);
  const count =
    point === 'byte'
      ? random.between(1, 16_000)
      : point === 'row'
        ? random.between(1, 500)
        : random.between(1, 5);
  const mishap = drawn(random, mishaps);
  printer.at(point, count, () => mishap(world));
}

async function mendSomething({ random, printer }: World): Promise<void> {
  await random.pick([
    () => printer.powerOn(),
    () => printer.plugCable(),
    () => printer.setPaper(Number.POSITIVE_INFINITY),
    () => printer.setCover(false),
    () => printer.setError(null),
  ])();
}

const makes: readonly (readonly [
  number,
  { readonly model: ModelName; readonly profile: Partial<PrinterProfile> },
])[] = [
  [3, { model: 'epson', profile: { answers: 'all', confirms: 'process-id' } }],
  [3, { model: 'epson', profile: { answers: 'all', confirms: 'fence' } }],
  [2, { model: 'epson', profile: {} }],
  [3, { model: 'xprinter', profile: { answers: 'some', confirms: 'fence' } }],
  [2, { model: 'xprinter', profile: {} }],
  [1, { model: 'xprinter', profile: { answers: 'some', confirms: 'close' } }],
  [2, { model: 'clone', profile: { answers: 'none', confirms: 'close' } }],
  [1, { model: 'clone', profile: {} }],
];

/**
 * Lives a bad hour with one or two tills at one printer, over real stores and a real socket, and gives back what is wrong: nothing, if
 * no receipt came out twice without a mark, none that is called printed is missing, and every other one waits or is asked about.
 */
export async function printFaults(
  seed: number,
  folders: { readonly shared: string; readonly own: string },
  note: (text: string) => void = () => undefined,
): Promise<readonly string[]> {
  const random = seededRandom(seed);
  const make = drawn(random, makes);
  const traits = {
    pauseMs: make.model === 'clone' ? random.pick([0, 10]) : 0,
    second: random.pick(['waits', 'refused'] as const),
    aheadBytes: random.pick([0, 1_024, 262_144]),
    // Longer than the till's patience with silence, as five minutes are than one.
    idleMs: random.pick([Number.POSITIVE_INFINITY, 2_000]),
  };
  const printer = await startVirtualPrinter({
    model: make.model,
    traits,
    speed: 'instant',
    takesText: false,
    note,
  });
  note(JSON.stringify({ ...make, traits }));
  const profile = { ...plainProfile, ...make.profile, bandRows: random.pick([24, 128]) };
  const tillNames = random.oneIn(3) ? ['a', 'b'] : ['a'];
  const tills = tillNames.map((name) => printingTill(name, folders, printer.port, profile));
  const world: World = { random, printer, tills, profile, canTell: make.model !== 'clone', said: new Set() };
  try {
    for (let left = random.between(4, 24); left > 0; left -= 1) await drawn(random, steps)(world);
    return await heal(world);
  } finally {
    await printer.close();
    await Promise.all(tills.map((till) => till.close()));
  }
}

const openStates: readonly string[] = ['queued', 'preflight', 'sending', 'sent', 'blocked'];

/** For a machine that is busy with other things. */
const healMs = 20_000;

async function heal(world: World): Promise<readonly string[]> {
  const { printer, tills, profile, canTell, said } = world;
  const until = performance.now() + healMs;
  while (performance.now() < until) {
    printer.forgetPlans();
    printer.setCover(false);
    printer.setError(null);
    printer.setPaper(Number.POSITIVE_INFINITY);
    await printer.plugCable();
    await printer.powerOn();
    for (const till of tills) till.tryNow();
    await Promise.all(tills.map((till) => till.settled()));
    const early = faultsOf(printer, tills, profile, canTell, said, false);
    if (early.length > 0) return early;
    const isQuiet = tills.every((till) => till.jobs().every(({ state }) => !openStates.includes(state)));
    if (!answerQuestions(world) && isQuiet) break;
    await setTimeout(5);
  }
  return faultsOf(printer, tills, profile, canTell, said, true);
}

/** The cashier looks at the paper and answers; true when something was asked. */
function answerQuestions({ printer, tills, profile, said }: World): boolean {
  const { seen } = paperOf(printer, tills, profile);
  let asked = false;
  for (const till of tills) {
    for (const job of till.jobs().filter(({ state }) => state === 'unknown')) {
      asked = true;
      const isOnPaper = (seen.get(job.id)?.whole ?? 0) > 0;
      if (isOnPaper) said.add(job.id);
      till.answer(job, isOnPaper);
    }
  }
  return asked;
}
