import { statusRequest } from './escpos-commands.ts';
import type { PrinterLine } from './printer-line.ts';
import { fencesInRow } from './printer-preflight.ts';
import { type StatusRequest, troubleOf } from './printer-replies.ts';
import type { BlockReason, SendHooks, SendOutcome, UnknownReason } from './transport.ts';

export type Patience = {
  /** How often a printer that works is asked how it is. */
  readonly pollMs: number;
  /** How long a fence that may never be answered is waited for before the line is half-closed. */
  readonly fencePatienceMs: number;
  /** Silence after which nobody knows any more. */
  readonly silenceTimeoutMs: number;
  /** The same for a printer that said it stands still: until somebody loads paper it may hear nothing. */
  readonly stoppedTimeoutMs: number;
};

/** What the printer's word on a job is. */
export type Sign =
  /** GS ( H: these four characters come back once the job is on paper. */
  | { readonly kind: 'process-id'; readonly id: string }
  /** GS r, which is known to be answered, and nothing of another job is in the way. */
  | { readonly kind: 'fence' }
  /** It takes everything and hangs up. */
  | { readonly kind: 'close' };

/**
 * Waits for the sign, asking all the while how the printer is. Paper that runs out is waited for as long as the printer lives: it holds
 * the rest of the job and goes on by itself.
 */
export async function awaitSign(
  line: PrinterLine,
  sign: Sign,
  watched: readonly StatusRequest[],
  hooks: SendHooks,
  patience: Patience,
): Promise<SendOutcome> {
  const startedAt = performance.now();
  const mood = createMood(hooks);
  const poll = createPoll(line, watched);
  let heardAt = startedAt;
  let fencesLeft = fencesInRow;
  let hasEnded = false;
  for (;;) {
    const event = await line.next(patience.pollMs);
    const now = performance.now();
    if (event.kind !== 'timeout' && event.kind !== 'handed-over') heardAt = now;
    switch (event.kind) {
      case 'handed-over':
        hooks.onHandedOver?.();
        break;
      case 'fence':
        fencesLeft -= 1;
        // The head and the cutter went through a cover that was opened: somebody looks whether all of it is there.
        if (sign.kind === 'fence' && fencesLeft === 0)
          return mood.wasOpened() ? unknown(hooks, 'cover-opened') : await finish(line);
        break;
      case 'process-id':
        if (sign.kind === 'process-id' && event.id === sign.id) return await finish(line);
        break;
      case 'status':
        poll.answered((asked) => mood.note(asked, troubleOf(asked, event.byte)));
        break;
      case 'change':
        mood.note('change', event.trouble);
        break;
      case 'timeout': {
        const limit = mood.saysItStands() ? patience.stoppedTimeoutMs : patience.silenceTimeoutMs;
        if (now - heardAt >= limit) return unknown(hooks, 'no-answer');
        // Content for too long without the sign it was asked for.
        if (mood.trouble() === null && now - mood.since() >= patience.silenceTimeoutMs)
          return unknown(hooks, 'no-answer');
        if (!hasEnded) poll.ask();
        break;
      }
      case 'closed':
        // A printer that took everything and hung up in order is as sure as clones get, unless it had stopped on the way.
        return hasEnded && mood.neverBad() ? { kind: 'printed' } : unknown(hooks, 'connection-lost');
      case 'broken':
        return unknown(hooks, 'connection-lost');
      default:
    }
    const waitsForClose = sign.kind === 'close' && mood.neverBad();
    if (!hasEnded && waitsForClose && now - startedAt >= patience.fencePatienceMs) {
      hasEnded = true;
      line.end();
    }
  }
}

/** For printers that answer nothing: they took everything when they close their end after ours. */
export async function awaitClose(
  line: PrinterLine,
  hooks: SendHooks,
  patience: Patience,
): Promise<SendOutcome> {
  line.end();
  const until = performance.now() + patience.silenceTimeoutMs;
  for (;;) {
    const event = await line.next(Math.max(until - performance.now(), 0));
    if (event.kind === 'closed') return { kind: 'printed' };
    if (event.kind === 'broken') return unknown(hooks, 'connection-lost');
    if (event.kind === 'handed-over') hooks.onHandedOver?.();
    if (performance.now() >= until) return unknown(hooks, 'no-answer');
  }
}

/** Printers serve one connection at a time: it is given back in order before the next job. */
async function finish(line: PrinterLine): Promise<SendOutcome> {
  const until = performance.now() + 500;
  line.end();
  for (;;) {
    const { kind } = await line.next(Math.max(until - performance.now(), 0));
    if (kind === 'closed' || kind === 'broken' || kind === 'timeout') return { kind: 'printed' };
  }
}

export function isStopped(hooks: SendHooks): boolean {
  return hooks.signal?.aborted === true;
}

export function unknown(hooks: SendHooks, reason: UnknownReason): SendOutcome {
  return { kind: 'unknown', reason: isStopped(hooks) ? 'interrupted' : reason };
}

/** What is wrong with the printer by all its answers; changes are told. */
function createMood(hooks: SendHooks) {
  const troubles = new Map<StatusRequest | 'change', BlockReason>();
  const seen = new Set<BlockReason>();
  let told: BlockReason | null = null;
  let since = performance.now();
  return {
    note: (source: StatusRequest | 'change', trouble: BlockReason | null): void => {
      // News of its own accord is about everything at once.
      if (trouble === null && source === 'change') troubles.clear();
      else if (trouble === null) troubles.delete(source);
      else troubles.set(source, trouble);
      if (trouble !== null) seen.add(trouble);
      const [now = null] = troubles.values();
      if (now === told) return;
      told = now;
      since = performance.now();
      hooks.onTrouble?.(now);
    },
    trouble: () => told,
    since: () => since,
    neverBad: () => seen.size === 0,
    /** It said so of its own accord: it need not hear a question to be believed. */
    saysItStands: () => troubles.has('change'),
    /** Paper is loaded through the cover; without that reason somebody pulled at the receipt. */
    wasOpened: () => seen.has('cover-open') && !seen.has('paper-out'),
  };
}

/** One question at a time, of those the printer answers, by turns; a lost answer is given up after a while. */
function createPoll(line: PrinterLine, watched: readonly StatusRequest[]) {
  const telling = watched.filter((request) => request === 2 || request === 4);
  const turns = telling.length > 0 ? telling : watched;
  const patienceTurns = 5;
  let turn = 0;
  let asked: StatusRequest | null = null;
  let waited = 0;
  return {
    ask: (): void => {
      waited += 1;
      if (asked !== null && waited < patienceTurns) return;
      asked = turns[turn % turns.length] ?? 4;
      turn += 1;
      waited = 0;
      line.write(statusRequest(asked));
    },
    answered: (note: (asked: StatusRequest) => void): void => {
      if (asked !== null) note(asked);
      asked = null;
    },
  };
}
