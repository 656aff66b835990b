import { automaticStatus, initialise, processIdRequest, statusRequest } from './escpos-commands.ts';
import type { PrinterLine } from './printer-line.ts';
import { askHealth, fences, isTurnedAway, isWayClear, type PrinterHealth } from './printer-preflight.ts';
import { awaitClose, awaitSign, isStopped, type Patience, type Sign, unknown } from './printer-sign.ts';
import type { PrintBytes, SendHooks, SendOutcome } from './transport.ts';

/** What is known of the printer at the other end. */
export type LineOptions = {
  /**
   * `none` for printers known to answer nothing: they are not asked, which saves the wait. `always` for those known to answer: when such a
   * one keeps silent somebody else is on its line, so it is given nothing.
   */
  readonly statusMode?: 'auto' | 'always' | 'none';
  /** Where the printer is known to answer GS ( H: printed then means on paper, not just worked through. */
  readonly answersProcessId?: boolean;
  /** False where it is known not to answer GS r. */
  readonly answersFence?: boolean;
  /** How long an asked printer may take to say how it is; cheap ones never do. */
  readonly statusTimeoutMs?: number;
} & Partial<Patience>;

export type LineMemory = { hasAnswered: boolean; hasFenced?: boolean };

/** Time for a printer nobody asks to turn a caller away. */
const doorMs = 100;

/** One job over an open line: ask how the printer is, send, wait for a sign that all of it was worked through. */
export async function sendOver(
  line: PrinterLine,
  job: PrintBytes,
  hooks: SendHooks,
  options: LineOptions,
  memory: LineMemory,
): Promise<SendOutcome> {
  const { statusTimeoutMs = 500, statusMode = 'auto' } = options;
  const patience = patienceOf(options);
  const health = await healthOf(line, statusMode, statusTimeoutMs);
  const answers = health.answered.length > 0;
  const isExpectedToAnswer = statusMode === 'always' || (statusMode === 'auto' && memory.hasAnswered);
  memory.hasAnswered ||= answers;
  if (isStopped(hooks)) return { kind: 'blocked', reason: 'interrupted' };
  if (health.trouble !== null && health.trouble !== 'unreachable' && job.whenStopped !== undefined)
    return await actStopped(line, job.whenStopped, hooks, statusTimeoutMs);
  if (health.trouble !== null) return { kind: 'blocked', reason: health.trouble };
  if (!answers && isExpectedToAnswer) return { kind: 'blocked', reason: 'busy' };
  const sign = answers ? await signFor(line, job.id, options, statusTimeoutMs, memory) : null;
  // What was heard until now is about something else.
  if (!line.forgetHeard() || isStopped(hooks))
    return { kind: 'blocked', reason: isStopped(hooks) ? 'interrupted' : 'unreachable' };
  if (sign === 'busy') return { kind: 'blocked', reason: 'busy' };
  hooks.onFirstByte();
  if (sign === null) {
    line.handOver(job.bytes);
    return await awaitClose(line, hooks, patience);
  }
  line.handOver(withAutomaticStatus(job.bytes), requestOf(sign));
  return await awaitSign(line, sign, health.answered, hooks, patience);
}

async function healthOf(
  line: PrinterLine,
  mode: 'auto' | 'always' | 'none',
  timeoutMs: number,
): Promise<PrinterHealth> {
  if (mode !== 'none') return await askHealth(line, timeoutMs);
  return { trouble: (await isTurnedAway(line, doorMs)) ? 'unreachable' : null, answered: [] };
}

async function signFor(
  line: PrinterLine,
  jobId: string,
  { answersProcessId = false, answersFence = true }: LineOptions,
  timeoutMs: number,
  memory: LineMemory,
): Promise<Sign | 'busy'> {
  if (answersProcessId) return { kind: 'process-id', id: markOf(jobId) };
  if (!answersFence) return { kind: 'close' };
  const isClear = await isWayClear(line, timeoutMs);
  // One that answered fences before and does not now is still at work on another job.
  if (!isClear) return memory.hasFenced === true ? 'busy' : { kind: 'close' };
  memory.hasFenced = true;
  return { kind: 'fence' };
}

function requestOf(sign: Sign): readonly number[] {
  if (sign.kind === 'process-id') return processIdRequest(sign.id);
  return sign.kind === 'fence' ? fences : [];
}

/** Four printable characters that tell this job's answer from a late one of another. */
function markOf(jobId: string): string {
  return jobId
    .replace(/[^0-9a-zA-Z]/g, '')
    .slice(-4)
    .padStart(4, '0');
}

/** A job starts by initialising the printer, which may switch its automatic status off: it is switched on right behind that. */
function withAutomaticStatus(bytes: Uint8Array): Uint8Array {
  const start = initialise.every((byte, at) => bytes[at] === byte) ? initialise.length : 0;
  return Buffer.concat([bytes.subarray(0, start), Uint8Array.from(automaticStatus), bytes.subarray(start)]);
}

/** What a printer does at once, stopped or not; that it answers a question behind it shows that it heard. */
async function actStopped(
  line: PrinterLine,
  bytes: Uint8Array,
  hooks: SendHooks,
  timeoutMs: number,
): Promise<SendOutcome> {
  if (!line.forgetHeard()) return { kind: 'blocked', reason: 'unreachable' };
  hooks.onFirstByte();
  line.handOver(bytes, statusRequest(1));
  const until = performance.now() + timeoutMs;
  for (;;) {
    const event = await line.next(Math.max(until - performance.now(), 0));
    if (event.kind === 'handed-over') hooks.onHandedOver?.();
    if (event.kind === 'status') {
      line.reset();
      return { kind: 'printed' };
    }
    if (event.kind === 'timeout') return unknown(hooks, 'no-answer');
    if (event.kind === 'closed' || event.kind === 'broken') return unknown(hooks, 'connection-lost');
  }
}

function patienceOf(options: Partial<Patience>): Patience {
  return {
    pollMs: options.pollMs ?? 1_000,
    fencePatienceMs: options.fencePatienceMs ?? 8_000,
    silenceTimeoutMs: options.silenceTimeoutMs ?? 60_000,
    stoppedTimeoutMs: options.stoppedTimeoutMs ?? 600_000,
  };
}
