/**
 * Life of a print job. A printer keeps what it was given and goes on after paper is loaded, so a job is sent again by itself only
 * while none of its bytes were handed over; after that a person decides.
 */
export const printJobStates = [
  'queued',
  'sending',
  'blocked',
  'unknown',
  'printed',
  'replaced',
  'expired',
] as const;

export type PrintJobState = (typeof printJobStates)[number];

export const printJobMoves: { readonly [S in PrintJobState]: readonly PrintJobState[] } = {
  queued: ['sending', 'blocked', 'expired'],
  /** Written before the first byte leaves. */
  sending: ['printed', 'unknown', 'expired'],
  /** The printer said no before it got a byte: tried again by itself. */
  blocked: ['queued', 'sending', 'blocked', 'expired'],
  /** May be on paper or not: a person looks. */
  unknown: ['printed', 'replaced'],
  printed: [],
  /** A copy, marked as such, was printed in its place. */
  replaced: [],
  /** A drawer pulse that came too late to be wanted, or that nobody needs to be asked about: the drawer is open or it is not. */
  expired: [],
};

/** States from which a job may come into this one. */
export function statesBefore(state: PrintJobState): readonly PrintJobState[] {
  return printJobStates.filter((before) => printJobMoves[before].includes(state));
}

/** Jobs that still wait for paper. */
export const waitingStates = ['queued', 'sending', 'blocked'] as const satisfies readonly PrintJobState[];

/** What a person may do with a job. */
export function mayRetry(state: PrintJobState): boolean {
  return printJobMoves[state].includes('queued');
}

export function needsAnswer(state: PrintJobState): boolean {
  return printJobMoves[state].includes('replaced');
}

/** Waits between tries of a blocked job, in ms; the last one repeats. */
const blockedDelaysMs = [2_000, 5_000, 10_000, 30_000] as const;

export function blockedDelayMs(tries: number): number {
  return blockedDelaysMs[Math.min(tries, blockedDelaysMs.length - 1)] ?? 30_000;
}

/** A drawer that did not open in this time must not open by itself later. */
export const drawerPatienceMs = 15_000;
