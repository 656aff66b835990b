import type { Failure } from '../../contracts/errors/failure.ts';
import { nextWorkAt } from '../db/repositories/outbox.ts';
import { failureOf } from './haravan/answer.ts';
import { type OutboxWork, outboxStep, type StepResult } from './outbox-worker.ts';
import type { Sessions } from './session.ts';
import { pause } from './wait.ts';

export type PushTally = { readonly sent: number; readonly confirmed: number; readonly refused: number };

export type PushOutcome = PushTally & { readonly failure: Failure | null };

/**
 * Sends, looks for and settles all that is due. With patience it also waits for what is due soon, so that somebody who asked for a
 * push gets an end and not a state in between.
 */
export async function pushRound(
  work: OutboxWork,
  sessions: Sessions,
  options: { readonly patienceMs: number; readonly signal: AbortSignal; readonly changed: () => void },
): Promise<PushOutcome> {
  const tally = { sent: 0, confirmed: 0, refused: 0 };
  const giveUpAt = performance.now() + options.patienceMs;
  let failure: Failure | null = null;
  while (!options.signal.aborted) {
    const step = await outboxStep(work);
    add(tally, step);
    if (step.kind !== 'idle') options.changed();
    if (step.kind === 'trouble') {
      sessions.heard('push', step.trouble);
      failure = failureOf(step.trouble);
      // Only what may pass by itself within the patience is waited for.
      if (!['unknown', 'strange', 'throttled'].includes(step.trouble.kind)) break;
    } else if (step.kind !== 'idle') {
      sessions.heard('push', null);
      failure = null;
      continue;
    }
    const waitMs = Math.max(20, (nextWorkAt(work.store) ?? Number.POSITIVE_INFINITY) - work.clock());
    if (performance.now() + waitMs > giveUpAt) break;
    await pause(waitMs, { signal: options.signal });
  }
  return { ...tally, failure };
}

function add(tally: { sent: number; confirmed: number; refused: number }, step: StepResult): void {
  if (step.kind === 'sent-and-confirmed' || step.kind === 'refused') tally.sent += 1;
  if (step.kind === 'sent-and-confirmed' || step.kind === 'confirmed') tally.confirmed += 1;
  if (step.kind === 'refused') tally.refused += 1;
}
