import { fence, statusRequest } from './escpos-commands.ts';
import type { LineEvent, PrinterLine } from './printer-line.ts';
import { type StatusRequest, troubleOf } from './printer-replies.ts';
import type { BlockReason } from './transport.ts';

export type PrinterHealth = {
  /** Why nothing should be sent now. */
  readonly trouble: BlockReason | null;
  /** The requests it answered; none: it keeps silent, and what can be waited for is little. */
  readonly answered: readonly StatusRequest[];
};

/** Where several things are wrong, the one a person can see and mend is told. */
const tellingFirst: readonly BlockReason[] = [
  'unreachable',
  'cover-open',
  'paper-out',
  'cutter-error',
  'error',
  'offline',
];

/**
 * Asks a printer how it is before a job. Most cheap ones know requests 1 and 4, fewer 2 and 3, many none: one that keeps silent at the
 * first is not asked again, and the cause of an error is only asked for when there is one.
 */
export async function askHealth(line: PrinterLine, timeoutMs: number): Promise<PrinterHealth> {
  const found = new Set<BlockReason>();
  const answered: StatusRequest[] = [];
  for (const request of [1, 4, 2, 3] as const) {
    if (request === 3 && !found.has('offline') && !found.has('error')) continue;
    line.write(statusRequest(request));
    const status = await nextOf(line, 'status', timeoutMs);
    if (status === 'gone') return { trouble: 'unreachable', answered };
    if (status === null && answered.length === 0) return { trouble: null, answered };
    if (status === null) continue;
    answered.push(request);
    const trouble = troubleOf(request, status.byte);
    if (trouble !== null) found.add(trouble);
  }
  return { trouble: tellingFirst.find((reason) => found.has(reason)) ?? null, answered };
}

/** A printer nobody asks: whoever is turned away at its door notices within that time. */
export async function isTurnedAway(line: PrinterLine, withinMs: number): Promise<boolean> {
  return (await nextOf(line, 'closed', withinMs)) !== null;
}

/** More than the answers that another job may have left behind. */
export const fencesInRow = 3;
const quietMs = 20;

export const fences: readonly number[] = Array.from({ length: fencesInRow }, () => fence).flat();

/**
 * Whether the printer has nothing of another job left and answers fences: what it answers after that is about this job. The rest of an
 * older receipt may lie in its buffer, with a fence of its own whose answer nobody heard yet.
 */
export async function isWayClear(line: PrinterLine, timeoutMs: number): Promise<boolean> {
  line.write(fences);
  for (let count = 0; count < fencesInRow; count += 1) {
    const answer = await nextOf(line, 'fence', timeoutMs);
    if (answer === null || answer === 'gone') return false;
  }
  while ((await nextOf(line, 'fence', quietMs)) !== null) if (!line.forgetHeard()) return false;
  return true;
}

/** Passes over what is of another kind, such as automatic status. */
async function nextOf<K extends LineEvent['kind']>(
  line: PrinterLine,
  kind: K,
  timeoutMs: number,
): Promise<Extract<LineEvent, { readonly kind: K }> | 'gone' | null> {
  const until = performance.now() + timeoutMs;
  for (;;) {
    const event = await line.next(Math.max(until - performance.now(), 0));
    if (event.kind === 'closed' || event.kind === 'broken') return 'gone';
    if (event.kind === kind) return event as Extract<LineEvent, { readonly kind: K }>;
    if (event.kind === 'timeout') return null;
  }
}
