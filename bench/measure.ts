export type Timing = {
  readonly name: string;
  readonly medianMs: number;
  readonly p95Ms: number;
  readonly runs: number;
};

/** Times a piece of work many times, the first runs left out; the median is what counts on a noisy machine. */
export function measure(name: string, runs: number, work: (run: number) => void): Timing {
  const warmUp = Math.min(20, Math.ceil(runs / 5));
  for (let run = 0; run < warmUp; run += 1) work(run);
  const times: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const start = performance.now();
    work(warmUp + run);
    times.push(performance.now() - start);
  }
  return summarise(name, times);
}

export function summarise(name: string, times: readonly number[]): Timing {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { name, medianMs: at(0.5), p95Ms: at(0.95), runs: sorted.length };
}

export type Ratio = {
  readonly what: string;
  readonly baseline: Timing;
  readonly measured: Timing;
  readonly ratio: number;
};

/** What something costs beside a baseline taken in the same run. */
export function compare(what: string, baseline: Timing, measured: Timing): Ratio {
  return { what, baseline, measured, ratio: measured.medianMs / baseline.medianMs };
}

export function printRatio({ what, baseline, measured, ratio }: Ratio): void {
  const ms = (timing: Timing) => `${timing.medianMs.toFixed(3)} ms (p95 ${timing.p95Ms.toFixed(3)})`;
  process.stdout.write(
    `${what}\n  ${baseline.name}: ${ms(baseline)}\n  ${measured.name}: ${ms(measured)}\n  ratio ${ratio.toFixed(2)} over ${measured.runs} runs\n`,
  );
}
