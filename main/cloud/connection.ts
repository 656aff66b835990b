import type { ConnectionView } from '../../contracts/views/session.ts';
import { countByState } from '../db/repositories/outbox-queue.ts';
import type { Reader } from '../db/store.ts';
import type { Failed } from './haravan/client.ts';

export type ConnectionWatch = {
  readonly succeeded: () => void;
  readonly failed: (failed: Failed | 'keychain-locked' | 'no-token') => void;
  readonly pulled: () => void;
  readonly isDown: () => boolean;
  readonly view: (reader: Reader) => ConnectionView;
};

type State = ConnectionView['state'];

/** One failed call is a blip; the second in a row, or the first ever, is a state with a name and a time. */
export function watchConnection(clock: () => number, changed: () => void): ConnectionWatch {
  let state: State = 'not-connected';
  let since = clock();
  let firstFailureAt: number | null = null;
  let lastPullAt: number | null = null;
  const enter = (next: State, at: number) => {
    if (state === next) return;
    state = next;
    since = at;
    changed();
  };
  return {
    succeeded: () => {
      firstFailureAt = null;
      enter('online', clock());
    },
    failed: (failed) => {
      const next = stateAfter(failed);
      if (next === null) return;
      const isSecond = firstFailureAt !== null;
      firstFailureAt ??= clock();
      if (next !== 'offline' || isSecond || state === 'not-connected') enter(next, firstFailureAt);
    },
    pulled: () => {
      lastPullAt = clock();
    },
    isDown: () => state !== 'online' || firstFailureAt !== null,
    view: (reader) => {
      const counts = countByState(reader);
      const waiting =
        (counts.get('queued') ?? 0) + (counts.get('sending') ?? 0) + (counts.get('unknown') ?? 0);
      return { state, since, waiting, refused: counts.get('refused') ?? 0, lastPullAt };
    },
  };
}

/** Null for answers that say nothing about the connection. */
function stateAfter(failed: Failed | 'keychain-locked' | 'no-token'): State | null {
  if (failed === 'keychain-locked') return 'keychain-locked';
  if (failed === 'no-token') return 'not-connected';
  switch (failed.kind) {
    case 'unauthorised':
    case 'forbidden':
      return 'token-refused';
    case 'unreachable':
    case 'unknown':
      return 'offline';
    default:
      return null;
  }
}
