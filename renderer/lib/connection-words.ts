import i18next from 'i18next';
import type { ConnectionView } from '../../contracts/views/session.ts';
import type { PillTone } from '../ui/status-pill.tsx';
import { timeOrDay } from './short-time.ts';

type State = ConnectionView['state'];

const tones: { readonly [S in State]: PillTone } = {
  online: 'done',
  offline: 'look',
  'token-refused': 'stop',
  'scope-missing': 'stop',
  'keychain-missing': 'look',
  'keychain-locked': 'look',
  'keychain-denied': 'look',
  'keychain-lost': 'stop',
  'keychain-damaged': 'stop',
  'not-connected': 'look',
};

export function connectionTone(state: State): PillTone {
  return tones[state];
}

/** With since when it holds, where that matters to somebody who sells. */
export function connectionWords(state: State, since: number): string {
  return i18next.t(`header.connection.${state}`, { time: timeOrDay(since, Date.now()) });
}

/** What becomes of the entries that wait, as things are now. */
export function waitingWords({ state, waiting }: Pick<ConnectionView, 'state' | 'waiting'>): string {
  return i18next.t(`sync.waitingWords.${state}`, { count: waiting });
}

/** Whether another token from the owner would help. */
export function needsToken(state: State): boolean {
  return state === 'token-refused' || state === 'scope-missing';
}

/** Whether it is this computer's keychain that stands in the way, and not the line or the token. */
export function needsKeychain(state: State): boolean {
  return state.startsWith('keychain-');
}

/** `đơn hàng (com.read_orders)`: what it is about, and its name in the owner's list. */
export function missingScopeWords(scopes: readonly string[]): string {
  return scopes
    .map((scope) => {
      const subject = `health.subjects.${scope.replace(/^com\.(?:read|write)_/, '')}`;
      return i18next.exists(subject) ? `${i18next.t(subject)} (${scope})` : scope;
    })
    .join(', ');
}
