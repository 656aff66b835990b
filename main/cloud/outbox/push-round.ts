import type { Failure } from '../../../contracts/errors/failure.ts';
import { nextWorkAt, outboxTally } from '../../db/repositories/outbox.ts';
import type { Reader } from '../../db/store.ts';
import { type CloudTrouble, failureOf } from '../haravan/answer.ts';
import type { Sessions } from '../session.ts';
import { pause } from '../wait.ts';
import { outboxStep } from './step.ts';
import type { OutboxWork, StepResult } from './work.ts';

/** `confirmed` and `refused` count what changed in the store, whoever found it out; `sent` what went out. */
export type PushTally = { readonly sent: number; readonly confirmed: number; readonly refused: number };

export type PushOutcome = PushTally & { readonly failure: Failure | null };

/** A line that does not answer so often is down; it is no use to make somebody wait for it. */
const mostKnocks = 3;

/**
 * Sends, looks for and settles all that is due. With patience it also waits for what is due soon, so that somebody who asked for a
 * push gets an end and not a state in between.
 */
export async function pushRound(
  work: OutboxWork,
  sessions: Sessions,
  options: {
    readonly patienceMs: number;
    readonly signal: AbortSignal;
    readonly changed: () => void;
    /** What has to be known before anything is sent; asked until it is. */
    readonly ready: () => Promise<CloudTrouble | null>;
  },
): Promise<PushOutcome> {
  const before = finished(work.store);
  const giveUpAt = performance.now() + options.patienceMs;
  let sent = 0;
  let failure: Failure | null = null;
  let knocks = 0;
  while (!options.signal.aborted) {
    const notReady = await options.ready();
    const step: StepResult =
      notReady === null ? await outboxStep(work) : { kind: 'trouble', trouble: notReady };
    if (step.kind === 'sent') sent += 1;
    if (step.kind !== 'idle') options.changed();
    if (step.kind === 'trouble') {
      sessions.heard('push', step.trouble);
      failure = failureOf(step.trouble);
      // Only what may pass by itself within the patience is waited for.
      if (!['unknown', 'strange', 'throttled'].includes(step.trouble.kind)) break;
      if (notReady !== null && ++knocks >= mostKnocks) break;
    } else if (step.kind !== 'idle') {
      sessions.heard('push', null);
      failure = null;
      // A step that asked the cloud nothing would leave nobody else a turn.
      await work.store.breathe();
      continue;
    }
    const untilDue = (nextWorkAt(work.store) ?? Number.POSITIVE_INFINITY) - work.clock();
    const waitMs = notReady === null ? Math.max(20, untilDue) : work.pace.firstLookMs;
    if (performance.now() + waitMs > giveUpAt) break;
    await pause(waitMs, { signal: options.signal });
  }
  const after = finished(work.store);
  return {
    sent,
    confirmed: after.confirmed - before.confirmed,
    refused: Math.max(0, after.refused - before.refused),
    failure,
  };
}

function finished(reader: Reader) {
  const tally = outboxTally(reader);
  const of = (state: 'confirmed' | 'refused') =>
    tally.filter((row) => row.state === state).reduce((sum, row) => sum + row.entries, 0);
  return { confirmed: of('confirmed'), refused: of('refused') };
}
