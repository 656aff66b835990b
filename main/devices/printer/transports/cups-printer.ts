import { setTimeout as sleep } from 'node:timers/promises';
import type { BlockReason, PrintBytes, PrinterTransport, SendHooks, SendOutcome } from '../transport.ts';
import { type CupsJob, readJobs, troubleOfQueue, troubleOfWords } from './cups-states.ts';
import { withJobFile } from './job-file.ts';
import { type RunProgram, runsProgram } from './run-program.ts';

export type CupsOptions = {
  readonly queue: string;
  /** A job that CUPS has not worked off by then is taken back, or it would come out when nobody waits for it. */
  readonly stuckMs?: number;
  readonly pollMs?: number;
  readonly run?: RunProgram;
};

const programMs = 15_000;
const cancelMs = 5_000;

/** A raw queue of CUPS. The queue is all that can be seen: what it worked off counts as printed. */
export function cupsPrinter(options: CupsOptions): PrinterTransport {
  const run = options.run ?? runsProgram(programMs);
  return {
    kind: 'cups',
    send: async (job, hooks) => {
      if (hooks.signal?.aborted === true) return { kind: 'blocked', reason: 'interrupted' };
      const trouble = await askCups(options.queue, run);
      if (trouble !== null) return { kind: 'blocked', reason: trouble };
      return await withJobFile(job.bytes, (path) => sendThrough(job, path, hooks, options, run));
    },
  };
}

/** Why a queue takes no job now; null when it does. */
export async function askCups(
  queue: string,
  run: RunProgram = runsProgram(programMs),
): Promise<BlockReason | null> {
  if (!isQueueName(queue)) return 'queue-missing';
  const said = await run('lpstat', ['-l', '-p', queue]);
  if (said === 'missing' || said === 'too-slow') return 'no-print-system';
  if (!said.ok) return (await isRunning(run)) ? 'queue-missing' : 'no-print-system';
  const accepting = await run('lpstat', ['-a', queue]);
  if (typeof accepting !== 'object' || !/ accepting requests/.test(accepting.out)) return 'offline';
  return /not accepting requests/.test(accepting.out) ? 'offline' : troubleOfQueue(said.out);
}

async function isRunning(run: RunProgram): Promise<boolean> {
  const said = await run('lpstat', ['-r']);
  return typeof said === 'object' && /is running/.test(said.out);
}

/** As CUPS allows them, and nothing a program could take for an option. */
function isQueueName(queue: string): boolean {
  return /^[^-\s#/'"<>&\\?][^\s#/'"<>&\\?]*$/.test(queue) && queue.length <= 127;
}

async function sendThrough(
  job: PrintBytes,
  path: string,
  hooks: SendHooks,
  options: CupsOptions,
  run: RunProgram,
): Promise<SendOutcome> {
  hooks.onFirstByte();
  const said = await run('lp', ['-d', options.queue, '-o', 'raw', '-t', job.id, path]);
  if (said === 'too-slow') return { kind: 'unknown', reason: 'no-answer' };
  if (said === 'missing') return { kind: 'blocked', reason: 'no-print-system' };
  const id = /request id is (\S+)/.exec(said.out)?.[1];
  if (!said.ok) return { kind: 'blocked', reason: (await askCups(options.queue, run)) ?? 'error' };
  if (id === undefined) return { kind: 'unknown', reason: 'no-answer' };
  hooks.onHandedOver?.();
  return await watch(id, hooks, options, run);
}

async function watch(
  id: string,
  hooks: SendHooks,
  options: CupsOptions,
  run: RunProgram,
): Promise<SendOutcome> {
  const { queue, stuckMs = 120_000, pollMs = 1_000 } = options;
  const until = performance.now() + stuckMs;
  const seen = { hasStarted: false, told: null as BlockReason | null };
  // Most jobs are gone at once, so the first looks are quick ones.
  for (let wait = Math.min(100, pollMs); ; wait = Math.min(wait * 2, pollMs)) {
    await sleep(wait, undefined, { ref: false, ...(hooks.signal && { signal: hooks.signal }) }).catch(
      () => undefined,
    );
    const job = await waitingJob(id, queue, run);
    if (job === null) return await endOf(id, queue, run, seen.hasStarted);
    if (job !== 'unclear') note(job, seen, hooks);
    const isOver = hooks.signal?.aborted === true;
    if (isOver || performance.now() >= until) {
      const outcome = await takeBack(id, queue, run, seen.hasStarted);
      return outcome ?? giveUp(seen, isOver);
    }
  }
}

/** A job that CUPS could not even bring to the printer has left nothing there. */
function note(job: CupsJob, seen: { hasStarted: boolean; told: BlockReason | null }, hooks: SendHooks): void {
  const trouble = troubleOfWords(`${job.status} ${job.alerts}`);
  seen.hasStarted ||= job.alerts.includes('job-printing') && trouble !== 'offline';
  if (trouble !== seen.told) hooks.onTrouble?.(trouble);
  seen.told = trouble;
}

function giveUp(seen: { hasStarted: boolean; told: BlockReason | null }, isOver: boolean): SendOutcome {
  if (seen.hasStarted) return { kind: 'unknown', reason: isOver ? 'interrupted' : 'no-answer' };
  return { kind: 'blocked', reason: isOver ? 'interrupted' : (seen.told ?? 'offline') };
}

async function waitingJob(id: string, queue: string, run: RunProgram): Promise<CupsJob | 'unclear' | null> {
  const said = await run('lpstat', ['-l', '-W', 'not-completed', '-o', queue]);
  if (typeof said !== 'object' || !said.ok) return 'unclear';
  return readJobs(said.out).find((job) => job.id === id) ?? null;
}

/** What became of a job that left the queue: worked off, or taken back or given up by somebody else. */
async function endOf(id: string, queue: string, run: RunProgram, hasStarted: boolean): Promise<SendOutcome> {
  const said = await run('lpstat', ['-l', '-W', 'completed', '-o', queue]);
  const job = typeof said === 'object' ? readJobs(said.out).find((known) => known.id === id) : undefined;
  // Where CUPS keeps no history the job is just gone.
  if (job === undefined || !/cancel|abort/.test(job.alerts)) return { kind: 'printed' };
  return hasStarted ? { kind: 'unknown', reason: 'connection-lost' } : { kind: 'blocked', reason: 'error' };
}

/** Null when the job was still there and is taken back now. */
async function takeBack(
  id: string,
  queue: string,
  run: RunProgram,
  hasStarted: boolean,
): Promise<SendOutcome | null> {
  const said = await run('cancel', [id]);
  if (typeof said === 'object' && !said.ok) {
    const job = await waitingJob(id, queue, run);
    if (job === null) return await endOf(id, queue, run, hasStarted);
    return { kind: 'unknown', reason: 'no-answer' };
  }
  const until = performance.now() + cancelMs;
  while (performance.now() < until) {
    if ((await waitingJob(id, queue, run)) === null) return null;
    await sleep(100, undefined, { ref: false });
  }
  return { kind: 'unknown', reason: 'no-answer' };
}
