import { signInWaitMs } from '../../domain/staff.ts';
import { appendJournal } from '../db/repositories/journal.ts';
import { readSignInGuard, staffByDigest, writeSignInGuard } from '../db/repositories/staff.ts';
import { type Envelope, failure, success } from './answer.ts';
import { pinDigest } from './pin-digest.ts';
import type { Actor, Till } from './till.ts';

/**
 * Finds out who a PIN belongs to. Each try is counted before it is checked and only a right one takes the count back, so neither
 * a restart nor many tries at once get around the growing delay.
 */
export async function signIn(till: Till, pin: string): Promise<Envelope<Actor>> {
  const admitted = admitTry(till);
  if (!admitted.ok) return admitted;
  const person = /^\d{8}$/.test(pin)
    ? staffByDigest(till.store, await pinDigest(pin, till.pepper()))
    : undefined;
  const now = till.clock();
  if (person === undefined) {
    const { failures, blocked_until_at } = readSignInGuard(till.store);
    appendJournal(till.store, {
      kind: 'sign-in-refused',
      at: now,
      staffId: null,
      subjectId: null,
      facts: { failures },
    });
    return blocked_until_at > now
      ? failure('SIGN_IN_WAIT', { seconds: Math.ceil((blocked_until_at - now) / 1000) })
      : failure('SIGN_IN_WRONG_PIN');
  }
  till.store.inTransaction(() => {
    writeSignInGuard(till.store, { failures: 0, blocked_until_at: 0 });
    appendJournal(till.store, { kind: 'signed-in', at: now, staffId: person.id, subjectId: null, facts: {} });
  });
  return success({ staffId: person.id, name: person.name, role: person.role });
}

function admitTry(till: Till): Envelope<null> {
  return till.store.inTransaction(() => {
    const now = till.clock();
    const guard = readSignInGuard(till.store);
    if (guard.blocked_until_at > now) {
      return failure('SIGN_IN_WAIT', { seconds: Math.ceil((guard.blocked_until_at - now) / 1000) });
    }
    const failures = guard.failures + 1;
    writeSignInGuard(till.store, { failures, blocked_until_at: now + signInWaitMs(failures) });
    return success(null);
  });
}
