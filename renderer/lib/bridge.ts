import type { Bridge } from '../../contracts/bridge.ts';
import { type Envelope, type Failure, failure } from '../../contracts/errors/failure.ts';
import type { EventName, Events } from '../../contracts/events.ts';
import type { ProcedureName } from '../../contracts/procedure-names.ts';
import type { InputOf, OutputOf } from '../../contracts/procedures.ts';

import { askApproval } from './approval.ts';

declare global {
  interface Window {
    readonly quay: Bridge;
  }
}

/** The input as an argument list: none at all for a procedure that takes nothing. */
export type InputArgs<N extends ProcedureName> = InputOf<N> extends undefined ? [] : [input: InputOf<N>];

/**
 * Asks main and answers the envelope; a bridge that breaks becomes a failure too, so callers handle one kind of trouble. What the person
 * may not do alone is asked once more with somebody's PIN before anybody hears of it.
 */
export async function ask<N extends ProcedureName>(
  name: N,
  ...args: InputArgs<N>
): Promise<Envelope<OutputOf<N>>> {
  const send: (input: unknown) => Promise<Envelope<OutputOf<N>>> = (input) =>
    (window.quay.call[name] as (input: unknown) => Promise<Envelope<OutputOf<N>>>)(input);
  try {
    const answer = await send(args[0]);
    if (answer.ok || answer.error.code !== 'RIGHT_MISSING') return answer;
    return (await askApproval(name, args[0], answer.error)) as Envelope<OutputOf<N>>;
  } catch {
    return failure('UNEXPECTED');
  }
}

/** A failure on its way through code that throws, such as a query function. */
export class FailureError extends Error {
  readonly failure: Failure;

  constructor(reason: Failure) {
    super(reason.code);
    this.failure = reason;
  }
}

/** Asks main and answers the value. @throws FailureError when main refuses. */
export async function call<N extends ProcedureName>(name: N, ...args: InputArgs<N>): Promise<OutputOf<N>> {
  const answer = await ask(name, ...args);
  if (!answer.ok) throw new FailureError(answer.error);
  return answer.value;
}

/** Listens to main; returns the function that stops listening. */
export function listen<E extends EventName>(event: E, listener: (payload: Events[E]) => void): () => void {
  return window.quay.on(event, listener);
}

/** What went wrong, from anything that was thrown. */
export function failureOf(error: unknown): Failure {
  return error instanceof FailureError ? error.failure : { code: 'UNEXPECTED', params: {} };
}
