import type { BlockReason } from '../transport.ts';

/** Of a job, what `lpstat -l -o` says. */
export type CupsJob = { readonly id: string; readonly status: string; readonly alerts: string };

/** Jobs in the words of lpstat: a line for each, then indented lines about it. */
export function readJobs(out: string): readonly CupsJob[] {
  const jobs: CupsJob[] = [];
  for (const line of out.split('\n')) {
    const last = jobs.at(-1);
    if (/^\S/.test(line)) jobs.push({ id: line.split(/\s/, 1)[0] ?? '', status: '', alerts: '' });
    else if (last !== undefined && /^\s+Status:/.test(line))
      jobs[jobs.length - 1] = { ...last, status: behind(line) };
    else if (last !== undefined && /^\s+Alerts:/.test(line))
      jobs[jobs.length - 1] = { ...last, alerts: behind(line) };
  }
  return jobs;
}

/** What the words of `lpstat -l -p` and of a job say against printing, in their order of telling. */
const troubles: readonly (readonly [RegExp, BlockReason])[] = [
  [/cover-open|door-open/, 'cover-open'],
  [/media-empty|media-needed|out of paper/i, 'paper-out'],
  [/media-jam/, 'jammed'],
  [/cutter/, 'cutter-error'],
  [/may not exist|unavailable|not responding|offline|shutdown|timed-out|connecting-to-device/i, 'offline'],
];

/** How a queue is; null when it takes jobs and works them off. */
export function troubleOfQueue(out: string): BlockReason | null {
  if (/^printer \S+ disabled/m.test(out)) return 'offline';
  return troubleOfWords(out.match(/^\s+Alerts:.*$/m)?.[0] ?? '');
}

/** Being low on paper is no trouble yet. */
export function troubleOfWords(words: string): BlockReason | null {
  return troubles.find(([pattern]) => pattern.test(words))?.[1] ?? null;
}

function behind(line: string): string {
  return line.slice(line.indexOf(':') + 1).trim();
}
