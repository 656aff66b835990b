import { useRef, useState } from 'react';
import type { Envelope } from '../../contracts/errors/failure.ts';
import type { ProcedureName } from '../../contracts/procedure-names.ts';
import type { OutputOf } from '../../contracts/procedures.ts';
import { ask, type InputArgs } from './bridge.ts';
import { showFailure } from './failures.ts';

export type Caller<N extends ProcedureName> = (
  ...args: InputArgs<N>
) => Promise<Envelope<OutputOf<N>> | null>;

/**
 * One operation for a button or a key. While a call is under way another press does nothing and answers null. A failure is
 * shown as a toast, unless `quiet` leaves showing it to the caller; the envelope comes back either way.
 */
export function useCall<N extends ProcedureName>(
  name: N,
  options: { readonly quiet?: boolean } = {},
): readonly [run: Caller<N>, busy: boolean] {
  const underWay = useRef(false);
  const [busy, setBusy] = useState(false);
  const run: Caller<N> = async (...args) => {
    if (underWay.current) return null;
    underWay.current = true;
    setBusy(true);
    try {
      const answer = await ask(name, ...args);
      if (!answer.ok && options.quiet !== true) showFailure(answer.error);
      return answer;
    } finally {
      underWay.current = false;
      setBusy(false);
    }
  };
  return [run, busy];
}
