import { KeyStoreFailure } from '../services/ports-keychain.ts';

/** Calls into the system's keychain that were given up and have not come back. */
let stuck = 0;

/** A program in this state cannot end by itself: the thread of such a call is waited for. */
export function hasStuckCall(): boolean {
  return stuck > 0;
}

/** Calls that may be out at a time: one, or one more where the keychain says of itself that it answers again. */
const mostOut = { usually: 1, whenOpen: 2 } as const;

export type BoundedCalls = <T>(work: () => Promise<T>, isKnownOpen?: boolean) => Promise<T>;

/**
 * None waits longer than that. While an earlier one has not come back no other is made: each would take one more of the few threads that
 * PIN checks and file work need too. A dialog nobody answered may stand there for hours after the keychain was opened in another way, so one
 * more is made once it is known to be open.
 */
export function boundedCalls(timeoutMs: number): BoundedCalls {
  let out = 0;
  return async (work, isKnownOpen = false) => {
    if (out >= (isKnownOpen ? mostOut.whenOpen : mostOut.usually))
      throw new KeyStoreFailure('locked', new Error('an earlier call has not come back'));
    out += 1;
    let isGivenUp = false;
    const called = work().finally(() => {
      out -= 1;
      if (isGivenUp) stuck -= 1;
    });
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        isGivenUp = true;
        stuck += 1;
        reject(new KeyStoreFailure('locked', new Error(`no answer in ${timeoutMs} ms`)));
      }, timeoutMs);
      called.then(resolve, reject).finally(() => clearTimeout(timer));
    });
  };
}
