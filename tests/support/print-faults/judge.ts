import type { PrinterProfile } from '../../../domain/printing/printer.ts';
import type { Strip } from '../../../virtual-counter/paper.ts';
import type { VirtualPrinter } from '../../../virtual-counter/start.ts';
import { rowKey, rowsOf } from './documents.ts';
import type { PrintingTill } from './till.ts';

/** What came out for one connection: it carries one job at most. */
type Print = { readonly rows: readonly string[]; readonly isCut: boolean };

const read = new WeakMap<Strip, readonly string[]>();

/** What was cut off does not change any more. */
function keysOf(strip: Strip): readonly string[] {
  const rows = read.get(strip) ?? strip.rows.map(rowKey);
  read.set(strip, rows);
  return rows;
}

const blank = rowKey(new Uint8Array(72));

/** What lies on the counter, by connection; what lost power in the middle stays where it is. */
function printsOf(printer: VirtualPrinter): readonly Print[] {
  const found = new Map<number, { rows: string[]; isCut: boolean }>();
  for (const strip of [...printer.cuts(), printer.hanging()]) {
    const rows = keysOf(strip);
    const lines = strip.marks.filter(({ kind }) => kind === 'line');
    for (const [at, { row, line }] of lines.entries()) {
      const end = lines[at + 1]?.row ?? rows.length;
      const print = found.get(line) ?? { rows: [], isCut: false };
      print.rows.push(...rows.slice(row, end));
      if (at === lines.length - 1 && strip.cut !== null) print.isCut = true;
      found.set(line, print);
    }
  }
  return [...found.values()].filter(({ rows }) => rows.some((row) => row !== blank));
}

type Known = { readonly key: string; readonly rows: readonly string[] };
export type Seen = { readonly whole: number; readonly torn: number };

/** How often each receipt and each copy lies there, whole or torn. Scraps that could be anybody's count for nobody. */
export function paperOf(
  printer: VirtualPrinter,
  tills: readonly PrintingTill[],
  profile: PrinterProfile,
): { readonly seen: ReadonlyMap<string, Seen>; readonly garbage: number } {
  const known: Known[] = tills.flatMap((till) =>
    till
      .jobs()
      .filter(({ kind }) => kind !== 'drawer')
      .map((job) => ({ key: job.id, rows: rowsOf(job.subject_id, job.copy_number, profile) })),
  );
  const seen = new Map<string, Seen>();
  let garbage = 0;
  for (const { rows, isCut } of printsOf(printer)) {
    const fitting = known.filter((one) => rows.every((row, at) => one.rows[at] === row));
    if (fitting.length === 0) garbage += 1;
    const [only, ...others] = fitting;
    if (only === undefined || others.length > 0) continue;
    const isWhole = isCut && rows.length === only.rows.length;
    const before = seen.get(only.key) ?? { whole: 0, torn: 0 };
    seen.set(only.key, {
      whole: before.whole + (isWhole ? 1 : 0),
      torn: before.torn + (isWhole ? 0 : 1),
    });
  }
  return { seen, garbage };
}

const settledStates = ['printed', 'replaced', 'expired'];

/** What is wrong now; `said` are the jobs a person called printed after looking, `canTell` whether this printer can vouch for paper. */
export function faultsOf(
  printer: VirtualPrinter,
  tills: readonly PrintingTill[],
  profile: PrinterProfile,
  canTell: boolean,
  said: ReadonlySet<string>,
  isHealed: boolean,
): readonly string[] {
  const faults: string[] = [];
  const { seen, garbage } = paperOf(printer, tills, profile);
  if (garbage > 0) faults.push(`${garbage} pieces of paper are nobody's`);
  for (const job of tills.flatMap((till) => till.jobs())) {
    if (isHealed && !settledStates.includes(job.state))
      faults.push(`${job.id} is still ${job.state} (${job.reason})`);
    if (job.kind === 'drawer') continue;
    const { whole, torn } = seen.get(job.id) ?? { whole: 0, torn: 0 };
    if (whole + torn > 1) faults.push(`${job.id} was printed ${whole} times whole and ${torn} times torn`);
    if (job.state === 'printed' && canTell && !said.has(job.id) && whole !== 1)
      faults.push(`${job.id} is called printed and is not whole on paper`);
    if (['queued', 'blocked', 'preflight'].includes(job.state) && whole + torn > 0)
      faults.push(`${job.id} waits and is on paper`);
  }
  const drawers = tills.flatMap((till) => till.jobs()).filter(({ kind }) => kind === 'drawer');
  const pulses = printer.pulses().length;
  if (pulses > drawers.length) faults.push(`${pulses} pulses for ${drawers.length} drawer jobs`);
  const opened = drawers.filter(({ state }) => state === 'printed').length;
  if (canTell && pulses < opened) faults.push(`${pulses} pulses for ${opened} drawers that opened`);
  const { failures, strayRealTime } = printer.state();
  for (const failure of failures) faults.push(`the printer does not understand: ${failure.message}`);
  if (strayRealTime > 0) faults.push(`${strayRealTime} real-time commands inside pictures`);
  return faults;
}
