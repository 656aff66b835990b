import { setImmediate } from 'node:timers/promises';

/** Lets whatever waits (keys, scans, the window) go first. */
export async function yieldToLoop(): Promise<void> {
  await setImmediate();
}

/** Resolves after `ms`, or at once when the signal fires; never rejects. Background waits are `unref`ed: they keep no program alive. */
export function pause(
  ms: number,
  options: { readonly signal?: AbortSignal | undefined; readonly background?: boolean } = {},
): Promise<void> {
  return new Promise((resolve) => {
    if (options.signal?.aborted === true) return resolve();
    const done = () => {
      clearTimeout(timer);
      options.signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    if (options.background === true) timer.unref();
    options.signal?.addEventListener('abort', done);
  });
}

/** A signal that fires after `timeoutMs` or with `signal`; `release` lets go of both. Long-lived signals gather no leftovers this way. */
export function timeLimit(
  timeoutMs: number,
  signal: AbortSignal | undefined,
): { readonly signal: AbortSignal; readonly release: () => void } {
  const controller = new AbortController();
  const abort = () => controller.abort();
  if (signal?.aborted === true) abort();
  const timer = setTimeout(abort, timeoutMs);
  signal?.addEventListener('abort', abort);
  return {
    signal: controller.signal,
    release: () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
    },
  };
}
