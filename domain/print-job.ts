export const printJobKinds = ['receipt', 'copy', 'report', 'slip', 'drawer', 'test'] as const;
export type PrintJobKind = (typeof printJobKinds)[number];

/**
 * Life of a print job. A printer keeps what it was given and goes on after paper is loaded, so a job is sent again by itself only
 * while none of its bytes were handed over; after that a person decides.
 */
export const printJobStates = [
  'queued',
  'preflight',
  'sending',
  'sent',
  'blocked',
  'stale',
  'unknown',
  'printed',
  'replaced',
  'cancelled',
  'expired',
] as const;

export type PrintJobState = (typeof printJobStates)[number];

export const printJobMoves: { readonly [S in PrintJobState]: readonly PrintJobState[] } = {
  queued: ['preflight', 'blocked', 'stale', 'cancelled', 'expired'],
  /** The printer is asked how it is; nothing was handed over yet, so a till that is killed here begins anew. */
  preflight: ['sending', 'blocked', 'queued', 'expired'],
  /** Written before the first byte leaves. */
  sending: ['sent', 'printed', 'unknown', 'expired'],
  /** The printer was given all of it and has not said that it is done. */
  sent: ['printed', 'unknown', 'expired'],
  /** The printer said no before it got a byte: tried again by itself. */
  blocked: ['queued', 'preflight', 'blocked', 'stale', 'cancelled', 'expired'],
  /** Waited so long that paper nobody expects any more would come out: a person says whether. */
  stale: ['queued', 'cancelled'],
  /** May be on paper or not: a person looks. */
  unknown: ['printed', 'replaced'],
  printed: [],
  /** A copy, marked as such, was printed in its place. */
  replaced: [],
  /** Somebody said that it is not to be printed; a receipt can still be printed as a copy. */
  cancelled: [],
  /** A drawer pulse that came too late to be wanted, or that nobody needs to be asked about: the drawer is open or it is not. */
  expired: [],
};

/** States from which a job may come into this one. */
export function statesBefore(state: PrintJobState): readonly PrintJobState[] {
  return printJobStates.filter((before) => printJobMoves[before].includes(state));
}

/** Jobs that still wait for paper. */
export const waitingStates = [
  'queued',
  'preflight',
  'sending',
  'sent',
  'blocked',
] as const satisfies readonly PrintJobState[];

/** How people look at the queue. */
export const printFilters = ['all', 'waiting', 'asks', 'done'] as const;
export type PrintFilter = (typeof printFilters)[number];

export const filterStates: { readonly [F in PrintFilter]: readonly PrintJobState[] } = {
  all: printJobStates,
  waiting: waitingStates,
  asks: ['unknown', 'stale'],
  done: ['printed', 'replaced', 'cancelled', 'expired'],
};

/** No byte was handed over and nobody is at it: what the queue takes its next job from. */
export const takenFrom = ['queued', 'blocked'] as const satisfies readonly PrintJobState[];

/** Jobs a printer may have begun with: after a restart nobody knows how far it came. */
export const underWayStates = ['sending', 'sent'] as const satisfies readonly PrintJobState[];

export const printJobDeeds = ['retry', 'answer', 'release', 'cancel', 'move'] as const;

/** What a person can do about a job: try now, say whether it is on paper, let a stale one print, drop it, print it elsewhere. */
export type PrintJobDeed = (typeof printJobDeeds)[number];

const deeds: { readonly [S in PrintJobState]: readonly PrintJobDeed[] } = {
  queued: ['cancel', 'move'],
  preflight: [],
  sending: [],
  sent: [],
  blocked: ['retry', 'cancel', 'move'],
  stale: ['release', 'cancel', 'move'],
  unknown: ['answer'],
  printed: [],
  replaced: [],
  cancelled: [],
  expired: [],
};

/** What may be done with a job. A drawer is opened by its own printer or not at all. */
export function deedsFor(state: PrintJobState, isDrawer: boolean): readonly PrintJobDeed[] {
  return isDrawer ? deeds[state].filter((deed) => deed === 'cancel') : deeds[state];
}

/** Waits between tries of a blocked job, in ms; the last one repeats. */
const blockedDelaysMs = [2_000, 5_000, 10_000, 30_000] as const;

export function blockedDelayMs(tries: number): number {
  return blockedDelaysMs[Math.min(tries, blockedDelaysMs.length - 1)] ?? 30_000;
}

/** A drawer that did not open in this time must not open by itself later. */
export const drawerPatienceMs = 15_000;

/** Somebody stands at a drawer that stays shut: it is tried again sooner than paper. */
export const drawerRetryMs = 1_000;

/** Whether paper that was wanted at that time would surprise whoever finds it now. A clock that went back makes nothing old. */
export function isStale(wantedAt: number, now: number, maxAgeHours: number): boolean {
  return now - wantedAt > maxAgeHours * 3_600_000;
}
