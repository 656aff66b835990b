import type { Envelope } from './errors/failure.ts';
import type { EventName, Events } from './events.ts';
import type { ProcedureName } from './procedure-names.ts';
import type { InputOf, OutputOf } from './procedures.ts';

/** The one object the window gets from preload: a function for each operation, and a way to listen. */
export type Bridge = {
  readonly call: { readonly [N in ProcedureName]: (input: InputOf<N>) => Promise<Envelope<OutputOf<N>>> };
  /** Returns the function that stops listening. */
  readonly on: <E extends EventName>(event: E, listener: (payload: Events[E]) => void) => () => void;
};

/** Name of the object on `window`. */
export const bridgeKey = 'quay';

/** A key no keyboard has. Main presses it while it keeps a scanner's keys from the page; the page drops it. */
export const silentKey = 'F24';

export function procedureChannel(name: ProcedureName): string {
  return `quay:call:${name}`;
}

export function eventChannel(name: EventName): string {
  return `quay:event:${name}`;
}
