import { setTimeout as sleep } from 'node:timers/promises';
import type { BlockReason, PrintBytes, PrinterTransport, SendHooks, SendOutcome } from '../transport.ts';
import { withJobFile } from './job-file.ts';
import type { SpoolerAnswer, SpoolerHelper } from './spooler-helper.ts';
import { jobState, reasonOf, troubleOfState } from './spooler-states.ts';

export type SpoolerOptions = {
  readonly queue: string;
  readonly helper: SpoolerHelper;
  /** A job the spooler has not got rid of by then is taken back, or it would come out when nobody waits for it. */
  readonly stuckMs?: number;
  readonly pollMs?: number;
  /** How long the spooler may take to let go of a job it was told to drop. */
  readonly dropMs?: number;
};

/** A queue of the Windows spooler, given raw bytes past its driver. One way: a job that left the queue counts as printed. */
export function spoolerPrinter(options: SpoolerOptions): PrinterTransport {
  return {
    kind: 'spooler',
    send: async (job, hooks) => {
      if (isOver(hooks)) return { kind: 'blocked', reason: 'interrupted' };
      const trouble = await askSpooler(options.queue, options.helper);
      if (trouble !== null) return { kind: 'blocked', reason: trouble };
      if (isOver(hooks)) return { kind: 'blocked', reason: 'interrupted' };
      return await withJobFile(job.bytes, (path) => sendThrough(job, path, hooks, options));
    },
  };
}

/** Why a queue can't print now; null when nothing is known against it. */
export async function askSpooler(queue: string, helper: SpoolerHelper): Promise<BlockReason | null> {
  const answer = await helper.ask({ do: 'state', queue });
  if (answer.kind !== 'done') return reasonOf(answer);
  return troubleOfState(numberIn(answer, 'attributes'), numberIn(answer, 'status'));
}

async function sendThrough(
  job: PrintBytes,
  file: string,
  hooks: SendHooks,
  options: SpoolerOptions,
): Promise<SendOutcome> {
  const { queue, helper } = options;
  hooks.onFirstByte();
  const answer = await helper.ask({ do: 'print', queue, title: `Quầy ${job.id}`, file });
  if (answer.kind === 'lost') return { kind: 'unknown', reason: 'no-answer' };
  if (answer.kind === 'failed' && !isUntouched(answer)) return { kind: 'unknown', reason: 'connection-lost' };
  if (answer.kind !== 'done') return { kind: 'blocked', reason: reasonOf(answer) };
  hooks.onHandedOver?.();
  return await watch(numberIn(answer, 'job'), hooks, options);
}

/** A document that was begun may be printed while it is still filled. */
function isUntouched(answer: Extract<SpoolerAnswer, { kind: 'failed' }>): boolean {
  return (
    answer.step === 'open' || answer.step === 'start' || (answer.step === 'write' && answer.written === 0)
  );
}

async function watch(job: number, hooks: SendHooks, options: SpoolerOptions): Promise<SendOutcome> {
  const { queue, helper, stuckMs = 120_000, pollMs = 500 } = options;
  const until = performance.now() + stuckMs;
  let hasStarted = false;
  let told: BlockReason | null = null;
  for (;;) {
    const answer = await helper.ask({ do: 'job', queue, job });
    // The spooler goes on by itself; a helper that ended is started anew for the next question.
    const isGone = answer.kind === 'done' && answer.fields['gone'] === true;
    if (isGone) return { kind: 'printed' };
    if (answer.kind === 'done') {
      const state = jobState(numberIn(answer, 'status'));
      if (state.isDone) return { kind: 'printed' };
      if (state.isTakenBack) return { kind: 'unknown', reason: 'connection-lost' };
      hasStarted ||= state.isPrinting;
      if (state.trouble !== told) hooks.onTrouble?.(state.trouble);
      told = state.trouble;
    }
    if (isOver(hooks) || performance.now() >= until) {
      const isTakenBack = await takeBack(job, options);
      const reason = isOver(hooks) ? 'interrupted' : null;
      if (hasStarted || !isTakenBack) return { kind: 'unknown', reason: reason ?? 'no-answer' };
      return { kind: 'blocked', reason: reason ?? told ?? 'offline' };
    }
    await pause(pollMs, hooks);
  }
}

/** Whether it is sure that the job will not be printed any more. */
async function takeBack(
  job: number,
  { queue, helper, pollMs = 500, dropMs = 5_000 }: SpoolerOptions,
): Promise<boolean> {
  const before = await helper.ask({ do: 'job', queue, job });
  const canceled = await helper.ask({ do: 'cancel', queue, job });
  if (canceled.kind !== 'done' || before.kind !== 'done' || before.fields['gone'] === true) return false;
  // It went on just now.
  if (jobState(numberIn(before, 'status')).isPrinting) return false;
  const until = performance.now() + dropMs;
  while (performance.now() < until) {
    const answer = await helper.ask({ do: 'job', queue, job });
    if (answer.kind === 'done' && answer.fields['gone'] === true) return true;
    await sleep(pollMs, undefined, { ref: false });
  }
  return false;
}

function numberIn(answer: Extract<SpoolerAnswer, { kind: 'done' }>, field: string): number {
  const value = answer.fields[field];
  return typeof value === 'number' ? value : 0;
}

function isOver(hooks: SendHooks): boolean {
  return hooks.signal?.aborted === true;
}

async function pause(ms: number, { signal }: SendHooks): Promise<void> {
  await sleep(ms, undefined, { ref: false, ...(signal && { signal }) }).catch(() => undefined);
}
