/** What travels to the cloud as a document of its own. */
export const documentKinds = ['sale', 'return', 'customer', 'cancellation'] as const;

export type DocumentKind = (typeof documentKinds)[number];

/**
 * Life of a document on its way to the cloud. An entry is never deleted. `unknown` means the cloud may have it: it is looked up
 * before anything is sent again. `refused` waits for a person; `set-aside` is a manager's word that it shall not be sent, and stays
 * listed and counted.
 */
export const outboxStates = ['queued', 'sending', 'unknown', 'refused', 'set-aside', 'confirmed'] as const;

export type OutboxState = (typeof outboxStates)[number];

/** The states as people tell them apart: what is queued, on its way or being looked for waits. */
export const outboxStages = ['waiting', 'refused', 'set-aside', 'confirmed'] as const;

export type OutboxStage = (typeof outboxStages)[number];

export const stageOf: { readonly [S in OutboxState]: OutboxStage } = {
  queued: 'waiting',
  sending: 'waiting',
  unknown: 'waiting',
  refused: 'refused',
  'set-aside': 'set-aside',
  confirmed: 'confirmed',
};

/**
 * From everywhere a look into the cloud may find the document there. A queued one is in doubt when the till's store turns out to be
 * older than what the till has done; a confirmed one when the cloud no longer shows it.
 */
export const outboxMoves: { readonly [S in OutboxState]: readonly OutboxState[] } = {
  queued: ['sending', 'unknown', 'refused', 'confirmed'],
  sending: ['confirmed', 'unknown', 'refused', 'queued'],
  unknown: ['confirmed', 'queued'],
  refused: ['queued', 'set-aside', 'confirmed'],
  'set-aside': ['queued', 'confirmed'],
  confirmed: ['unknown'],
};

export function mayMove(from: OutboxState, to: OutboxState): boolean {
  return outboxMoves[from].includes(to);
}

const baseDelayMs = 2_000;
const longestDelayMs = 5 * 60_000;

/**
 * Wait before the next try: doubling from 2 s to 5 min, spread by up to a quarter so that tills do not knock together.
 * `spread` is 0…1000 thousandths from a seeded source. There is no last try for a sale.
 */
export function retryDelayMs(tries: number, spread: number): number {
  const doubled = Math.min(longestDelayMs, baseDelayMs * 2 ** Math.min(Math.max(tries - 1, 0), 10));
  return Math.round(doubled * (1 + Math.min(Math.max(spread, 0), 1000) / 4000));
}

/** The till's name for a document in the cloud: written before the first try and never changed. */
export function outboxKey(tillId: string, documentId: string): string {
  return `${tillId}/${documentId}`;
}

/** The document a key of this till names; null for another till's key and for what is no key. */
export function documentOfKey(tillId: string, key: string): string | null {
  const prefix = `${tillId}/`;
  return key.startsWith(prefix) && key.length > prefix.length ? key.slice(prefix.length) : null;
}

/** The same key as an order tag: Haravan keeps at most 40 characters of one, so the document's id alone stands for it. */
export function outboxTag(documentId: string): string {
  return `qy-${documentId}`;
}
