import { useState } from 'react';
import type { Failure } from '../../../contracts/errors/failure.ts';
import { useCall } from '../../lib/use-call.ts';

/** The code the set-up made, kept as long as it runs: looking back makes no other one. */
export type SetupCode = {
  readonly made: { readonly code: string; readonly at: number } | null;
  readonly failure: Failure | null;
  readonly busy: boolean;
  readonly make: () => void;
};

export function useRecoveryCode(): SetupCode {
  const [made, setMade] = useState<SetupCode['made']>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [call, busy] = useCall('keychain:new-code', { quiet: true });
  const makeOne = async () => {
    setFailure(null);
    const answer = await call();
    if (answer?.ok === true) setMade({ code: answer.value.code, at: Date.now() });
    else if (answer !== null) setFailure(answer.error);
  };
  return {
    made,
    failure,
    busy,
    make: () => {
      if (made === null) void makeOne();
    },
  };
}
