import { statusRequest } from './escpos-commands.ts';
import type { PrinterLine } from './printer-line.ts';
import { type StatusRequest, troubleOf } from './printer-replies.ts';
import type { BlockReason } from './transport.ts';

export type PrinterHealth = {
  /** Why nothing should be sent now. */
  readonly trouble: BlockReason | null;
  /** Whether it answers at all: what can be waited for depends on it. */
  readonly answers: boolean;
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
  let isSilent = true;
  for (const request of [1, 4, 2, 3] as const) {
    if (request === 3 && !found.has('offline') && !found.has('error')) continue;
    line.write(Uint8Array.from(statusRequest(request)));
    const status = await nextStatus(line, timeoutMs);
    if (status === 'gone') return { trouble: 'unreachable', answers: false };
    if (status === null && isSilent) return { trouble: null, answers: false };
    isSilent = false;
    const trouble = status === null ? null : troubleOf(request, status);
    if (trouble !== null) found.add(trouble);
  }
  return { trouble: tellingFirst.find((reason) => found.has(reason)) ?? null, answers: true };
}

/** Requests that tell, by turns, how a printer is that works on a job. */
export function nextWatch(asked: StatusRequest): StatusRequest {
  return asked === 4 ? 2 : 4;
}

/** Passes over what was not asked for, such as automatic status. */
async function nextStatus(line: PrinterLine, timeoutMs: number): Promise<number | 'gone' | null> {
  const until = performance.now() + timeoutMs;
  for (;;) {
    const reply = await line.next(Math.max(until - performance.now(), 0));
    if (reply.kind === 'status') return reply.byte;
    if (reply.kind === 'closed' || reply.kind === 'broken') return 'gone';
    if (reply.kind === 'timeout') return null;
  }
}
