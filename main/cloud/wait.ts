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
