import { type PlanPoint, planPoints } from './plans.ts';
import type { VirtualPrinter } from './start.ts';

type Order = {
  readonly words: string;
  readonly help: string;
  /** The answer, in one line. */
  readonly run: (printer: VirtualPrinter, rest: readonly string[]) => string | Promise<string>;
};

const done = (text: string, act: (printer: VirtualPrinter) => void | Promise<void>) =>
  async function run(printer: VirtualPrinter): Promise<string> {
    await act(printer);
    return text;
  };

/* biome-ignore format: one order a line, to be read as a table */
const orders: readonly Order[] = [
  { words: 'paper out', help: 'the roll is at its end', run: done('the paper is out', (p) => p.setPaper(0)) },
  { words: 'paper in', help: '[ROWS] a new roll, or one with so many rows of dots left', run: loadPaper },
  { words: 'paper low', help: 'the roll is near its end', run: done('the paper is near its end', (p) => p.setPaperLow()) },
  { words: 'cover open', help: '', run: done('the cover is open', (p) => p.setCover(true)) },
  { words: 'cover close', help: '', run: done('the cover is closed', (p) => p.setCover(false)) },
  { words: 'power off', help: 'buffer and settings are lost, the line is cut', run: done('the power is off', (p) => p.powerOff()) },
  { words: 'power on', help: '', run: done('the power is on', (p) => p.powerOn()) },
  { words: 'cable out', help: 'nothing gets through, the line hangs', run: done('the cable is out', (p) => p.pullCable()) },
  { words: 'cable in', help: '', run: done('the cable is in', (p) => p.plugCable()) },
  { words: 'cut line', help: 'the connection breaks, the printer prints on', run: done('the line is cut', (p) => p.cutLine()) },
  { words: 'slow', help: 'N prints so many times slower; 1 is normal', run: slow },
  { words: 'drawer open', help: '', run: done('the drawer is open', (p) => p.setDrawer(true)) },
  { words: 'drawer close', help: '', run: done('the drawer is closed', (p) => p.setDrawer(false)) },
  { words: 'error cutter', help: 'the cutter is stuck', run: done('the cutter is stuck', (p) => p.setError('cutter')) },
  { words: 'error hot', help: 'the head is too hot', run: done('the head is hot', (p) => p.setError('hot')) },
  { words: 'error unrecoverable', help: 'only the switch helps', run: done('it has an error only the switch mends', (p) => p.setError('unrecoverable')) },
  { words: 'error none', help: 'somebody mended it', run: done('it has no error', (p) => p.setError(null)) },
  { words: 'at', help: `${planPoints.join('|')} [N] ORDER  at the Nth of these from now, e.g. "at byte 5000 power off"`, run: plan },
  { words: 'forget', help: 'drops every order that waits for its moment', run: done('nothing is planned', (p) => p.forgetPlans()) },
  { words: 'state', help: 'how it is, as one line of JSON', run: (printer) => JSON.stringify(printer.state()) },
  { words: 'help', help: '', run: () => help() },
];

/** What comes in at the keyboard, one line an order. `quit` is for who listens to it. */
export async function obey(printer: VirtualPrinter, line: string): Promise<string> {
  const words = line.trim().toLowerCase().split(/\s+/);
  const order = orders.find((one) => one.words.split(' ').every((word, at) => words[at] === word));
  if (order === undefined) return `unknown order "${line.trim()}"; "help" lists what there is`;
  return await order.run(printer, words.slice(order.words.split(' ').length));
}

function help(): string {
  const known = orders.map(({ words, help: text }) => (text === '' ? words : `${words} (${text})`));
  return [...known, 'quit'].join(' · ');
}

function countFrom(word: string | undefined): number | null {
  return word !== undefined && /^\d{1,9}$/.test(word) ? Number(word) : null;
}

function loadPaper(printer: VirtualPrinter, [word]: readonly string[]): string {
  const rows = word === undefined ? Number.POSITIVE_INFINITY : countFrom(word);
  if (rows === null || rows === 0) return 'paper in: how many rows?';
  printer.setPaper(rows);
  return word === undefined ? 'there is paper' : `there is paper for ${rows} rows`;
}

function slow(printer: VirtualPrinter, [word]: readonly string[]): string {
  const times = word !== undefined && /^\d{1,4}(?:\.\d+)?$/.test(word) ? Number(word) : 0;
  if (times === 0) return 'slow: how many times?';
  printer.setSlowness(times);
  return `prints ${times} times slower`;
}

async function plan(printer: VirtualPrinter, words: readonly string[]): Promise<string> {
  const point = planPoints.find((one): one is PlanPoint => one === words[0]);
  if (point === undefined) return `at: one of ${planPoints.join(', ')}`;
  const given = countFrom(words[1]);
  const order = words.slice(given === null ? 1 : 2).join(' ');
  if (
    !orders.some(({ words: known }) => order === known || order.startsWith(`${known} `)) ||
    /^(?:at|help)\b/.test(order)
  )
    return `at: unknown order "${order}"`;
  printer.at(point, given ?? 1, () => void obey(printer, order));
  return `at ${point} ${given ?? 1}: ${order}`;
}
