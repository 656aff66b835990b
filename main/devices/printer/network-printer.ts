import { fence, processIdRequest, statusRequest } from './escpos-commands.ts';
import { openLine, type PrinterLine } from './printer-line.ts';
import { askHealth, nextWatch } from './printer-preflight.ts';
import { type StatusRequest, troubleOf } from './printer-replies.ts';
import type { BlockReason, PrinterTransport, SendHooks, SendOutcome } from './transport.ts';

export type NetworkPrinterOptions = {
  readonly host: string;
  readonly port: number;
  readonly connectTimeoutMs?: number;
  /** `none` for printers known to answer nothing: they are not asked, which saves the wait. */
  readonly statusMode?: 'auto' | 'none';
  /** Where the printer is known to answer GS ( H: printed then means on paper, not just worked through. */
  readonly answersProcessId?: boolean;
  /** How long an asked printer may take to say how it is; cheap ones never do. */
  readonly statusTimeoutMs?: number;
  /** How often a printer that works is asked how it is. */
  readonly pollMs?: number;
  /** How long the fence is waited for before the line is half-closed, which some printers need as the sign to finish. */
  readonly fencePatienceMs?: number;
  /** Silence after which nobody knows any more. Paper that is out is no silence: the printer goes on answering. */
  readonly silenceTimeoutMs?: number;
};

type Patience = Required<Pick<NetworkPrinterOptions, 'pollMs' | 'fencePatienceMs' | 'silenceTimeoutMs'>>;

/**
 * A printer behind TCP 9100. One connection a job: ask how it is, send, ask for a sign that all was worked through, half-close and
 * wait for the other end. A write that succeeded proves nothing: the kernel takes megabytes for a printer that reads none.
 */
export function networkPrinter(options: NetworkPrinterOptions): PrinterTransport {
  const { connectTimeoutMs = 3_000, statusTimeoutMs = 500, statusMode = 'auto' } = options;
  const patience: Patience = {
    pollMs: options.pollMs ?? 1_000,
    fencePatienceMs: options.fencePatienceMs ?? 8_000,
    silenceTimeoutMs: options.silenceTimeoutMs ?? 60_000,
  };
  return {
    kind: 'network',
    send: async ({ id, bytes }, hooks) => {
      if (hooks.signal?.aborted === true) return { kind: 'blocked', reason: 'interrupted' };
      const line = await openLine(options.host, options.port, connectTimeoutMs, hooks.signal);
      if (line === null) return { kind: 'blocked', reason: isStopped(hooks) ? 'interrupted' : 'unreachable' };
      try {
        const health =
          statusMode === 'none' ? { trouble: null, answers: false } : await askHealth(line, statusTimeoutMs);
        if (isStopped(hooks)) return { kind: 'blocked', reason: 'interrupted' };
        if (health.trouble !== null) return { kind: 'blocked', reason: health.trouble };
        hooks.onFirstByte();
        line.write(bytes);
        if (!health.answers) return await awaitClose(line, hooks, patience);
        const mark = options.answersProcessId === true ? markOf(id) : null;
        line.write(Uint8Array.from([...(mark === null ? [] : processIdRequest(mark)), ...fence]));
        return await awaitSign(line, mark, hooks, patience);
      } finally {
        line.destroy();
      }
    },
  };
}

/** Four printable characters that tell this job's answer from a late one of another. */
function markOf(jobId: string): string {
  return jobId
    .replace(/[^0-9a-zA-Z]/g, '')
    .slice(-4)
    .padStart(4, '0');
}

/**
 * Waits for the fence (or the process id), asking all the while how the printer is. Paper that runs out is waited for as long as the
 * printer keeps answering: it holds the rest of the job and goes on by itself.
 */
async function awaitSign(
  line: PrinterLine,
  mark: string | null,
  hooks: SendHooks,
  patience: Patience,
): Promise<SendOutcome> {
  const startedAt = performance.now();
  let heardAt = startedAt;
  let calmSince = startedAt;
  let asked: StatusRequest = 4;
  const troubles = new Map<StatusRequest | 'change', BlockReason>();
  let told: BlockReason | null = null;
  let hadTrouble = false;
  let hasEnded = false;
  const note = (source: StatusRequest | 'change', trouble: BlockReason | null) => {
    if (trouble === null) troubles.delete(source);
    else troubles.set(source, trouble);
    const [now = null] = troubles.values();
    hadTrouble ||= now !== null;
    if (now === told) return;
    hooks.onTrouble?.(now);
    told = now;
    calmSince = performance.now();
  };
  for (;;) {
    const reply = await line.next(patience.pollMs);
    const now = performance.now();
    switch (reply.kind) {
      case 'fence':
        if (mark === null) return await finish(line);
        break;
      case 'process-id':
        if (reply.id === mark) return await finish(line);
        break;
      case 'status':
        note(asked, troubleOf(asked, reply.byte));
        break;
      case 'change':
        note('change', reply.trouble);
        break;
      case 'timeout':
        // Silent for too long, or content for too long without the sign it was asked for.
        if (now - heardAt >= patience.silenceTimeoutMs) return unknown(hooks, 'no-answer');
        if (told === null && now - calmSince >= patience.silenceTimeoutMs) return unknown(hooks, 'no-answer');
        if (!hasEnded) {
          asked = nextWatch(asked);
          line.write(Uint8Array.from(statusRequest(asked)));
        }
        break;
      case 'closed':
        // A printer that took everything and hung up in order is as sure as clones get, unless it had stopped on the way.
        return hasEnded && !hadTrouble ? { kind: 'printed' } : unknown(hooks, 'connection-lost');
      case 'broken':
        return unknown(hooks, 'connection-lost');
    }
    if (reply.kind !== 'timeout') heardAt = now;
    if (!hasEnded && !hadTrouble && mark === null && now - startedAt >= patience.fencePatienceMs) {
      hasEnded = true;
      line.end();
    }
  }
}

/** For printers that answer nothing: they took everything when they close their end after ours. */
async function awaitClose(line: PrinterLine, hooks: SendHooks, patience: Patience): Promise<SendOutcome> {
  line.end();
  for (;;) {
    const reply = await line.next(patience.silenceTimeoutMs);
    if (reply.kind === 'closed') return { kind: 'printed' };
    if (reply.kind === 'broken') return unknown(hooks, 'connection-lost');
    if (reply.kind === 'timeout') return unknown(hooks, 'no-answer');
  }
}

/** Printers serve one connection at a time: it is given back in order before the next job. */
async function finish(line: PrinterLine): Promise<SendOutcome> {
  const patienceMs = 500;
  line.end();
  for (;;) {
    const { kind } = await line.next(patienceMs);
    if (kind === 'closed' || kind === 'broken' || kind === 'timeout') return { kind: 'printed' };
  }
}

function isStopped(hooks: SendHooks): boolean {
  return hooks.signal?.aborted === true;
}

function unknown(hooks: SendHooks, reason: 'connection-lost' | 'no-answer'): SendOutcome {
  return { kind: 'unknown', reason: isStopped(hooks) ? 'interrupted' : reason };
}
