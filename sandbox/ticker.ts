/** Does something every so often; 0 stops it. Keeps no process alive. */
export type Ticker = { readonly every: (ms: number) => void };

export function ticker(work: () => void): Ticker {
  let timer: NodeJS.Timeout | undefined;
  let current = 0;
  return {
    every: (ms) => {
      if (ms === current) return;
      current = ms;
      clearInterval(timer);
      timer = ms === 0 ? undefined : setInterval(work, ms).unref();
    },
  };
}
