import { appendJournal } from '../db/repositories/journal.ts';
import type { Session } from './session.ts';
import type { Till } from './till.ts';

/** Locks the till; carts and shift stay as they are for whoever comes next. */
export function signOut(till: Till, session: Session): void {
  const actor = session.actor();
  if (actor === null) return;
  session.close();
  appendJournal(till.store, {
    kind: 'signed-out',
    at: till.clock(),
    staffId: actor.staffId,
    subjectId: null,
    facts: {},
  });
}

/** Locks when nobody has touched the till for the shop's time. */
export function lockWhenIdle(till: Till, session: Session, autoLockMinutes: number): void {
  const idleMs = till.clock() - session.idleSince();
  if (session.actor() !== null && idleMs >= autoLockMinutes * 60_000) signOut(till, session);
}
