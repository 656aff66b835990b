import { KeyStoreFailure } from '../services/ports-keychain.ts';

/** Calls into the system's keychain that were given up and have not come back. */
let stuck = 0;

/** A program in this state cannot end by itself: the thread of such a call is waited for. */
export function hasStuckCall(): boolean {
  return stuck > 0;
}

/**
 * One call at a time, and none waits longer than that. While an earlier one has not come back no other is made: each would take one more of the few
 * threads that PIN checks and file work need too.
 */
export function boundedCalls(timeoutMs: number): <T>(work: () => Promise<T>) => Promise<T> {
  let isWaiting = false;
  return async (work) => {
    if (isWaiting) throw new KeyStoreFailure('locked', new Error('an earlier call has not come back'));
    isWaiting = true;
    let isGivenUp = false;
    const called = work().finally(() => {
      isWaiting = false;
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
