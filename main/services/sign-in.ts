import { may } from '../../domain/permission/rights.ts';
import { type StaffAction, signInWaitMs } from '../../domain/staff.ts';
import { appendJournal } from '../db/repositories/journal.ts';
import {
  readSignInGuard,
  type StaffRow,
  setStaffPin,
  staffByDigest,
  staffByFormerDigest,
  writeSignInGuard,
} from '../db/repositories/staff.ts';
import { type Envelope, failure, success } from './answer.ts';
import { readRights } from './permit.ts';
import { formerDigest, pinDigest } from './pin-digest.ts';
import { notePerson } from './shop-entries.ts';
import type { Actor, Till } from './till.ts';

/** Tries of one till are checked one after the other, so that many at once cannot slip past the delay. */
const turns = new WeakMap<Till['store'], Promise<unknown>>();

/**
 * Finds out who a PIN belongs to. A wrong try is on disk before its answer is given: neither a restart nor a kill takes it back, and
 * who cuts a check short has learned nothing.
 */
export function signIn(till: Till, pin: string): Promise<Envelope<Actor>> {
  return check(till, pin, (person) => {
    admit(till, person);
    return success(actorOf(person));
  });
}

/**
 * Somebody with the right to it lets one act pass with their PIN; whoever is signed in stays so. Wrong PINs count as they do at
 * signing in, and only a PIN that lets it pass makes them forgotten.
 */
export function approve(till: Till, pin: string, action: StaffAction): Promise<Envelope<Actor>> {
  return check(till, pin, (person) => {
    if (!may(readRights(till.store), person.role, action)) return failure('APPROVAL_NEEDED');
    forgetWrongPins(till);
    return success(actorOf(person));
  });
}

/** Whose PIN this is, without signing anybody in. Wrong ones count; a right one makes them forgotten only once it was good for something. */
export function identify(till: Till, pin: string): Promise<Envelope<Actor>> {
  return check(till, pin, (person) => success(actorOf(person)));
}

export function forgetWrongPins(till: Pick<Till, 'store'>): void {
  writeSignInGuard(till.store, { failures: 0, blocked_until_at: 0 });
}

function check(
  till: Till,
  pin: string,
  known: (person: StaffRow) => Envelope<Actor>,
): Promise<Envelope<Actor>> {
  const previous = turns.get(till.store) ?? Promise.resolve();
  const own = previous.then(async () => {
    const { failures, blocked_until_at } = readSignInGuard(till.store);
    if (blocked_until_at > till.clock()) return waitFor(till, blocked_until_at);
    const person = /^\d{8}$/.test(pin) ? await personOf(till, pin) : undefined;
    return person === undefined ? refuse(till, failures + 1) : known(person);
  });
  turns.set(
    till.store,
    own.catch(() => undefined),
  );
  return own;
}

async function personOf(till: Till, pin: string): Promise<StaffRow | undefined> {
  const digest = await pinDigest(pin, till.pepper());
  return staffByDigest(till.store, digest) ?? (await changedOver(till, pin, digest));
}

/** A PIN from before this till shared a pepper with the others: only now, as it is typed, can it be changed over and told to them. */
async function changedOver(till: Till, pin: string, digest: string): Promise<StaffRow | undefined> {
  const former = await formerDigest(till, pin);
  return till.store.inTransaction(() => {
    const person = former === null ? undefined : staffByFormerDigest(till.store, former);
    if (person === undefined || staffByDigest(till.store, digest) !== undefined) return undefined;
    const at = till.clock();
    setStaffPin(till.store, { id: person.id, role: person.role, digest, at });
    notePerson(till, person.id);
    appendJournal(till.store, {
      kind: 'pin-set',
      at,
      staffId: person.id,
      subjectId: person.id,
      facts: { role: person.role, changedOver: true },
    });
    till.shopData.soon();
    return person;
  });
}

function admit(till: Till, person: StaffRow): void {
  till.store.inTransaction(() => {
    writeSignInGuard(till.store, { failures: 0, blocked_until_at: 0 });
    appendJournal(till.store, {
      kind: 'signed-in',
      at: till.clock(),
      staffId: person.id,
      subjectId: null,
      facts: {},
    });
  });
}

function actorOf(person: StaffRow): Actor {
  return { staffId: person.id, name: person.name, role: person.role };
}

function refuse(till: Till, failures: number): Envelope<Actor> {
  const at = till.clock();
  const waitMs = signInWaitMs(failures);
  till.store.inTransaction(() => {
    writeSignInGuard(till.store, { failures, blocked_until_at: at + waitMs });
    appendJournal(till.store, {
      kind: 'sign-in-refused',
      at,
      staffId: null,
      subjectId: null,
      facts: { failures },
    });
  });
  return waitMs > 0 ? waitFor(till, at + waitMs) : failure('SIGN_IN_WRONG_PIN');
}

function waitFor(till: Till, until: number): Envelope<Actor> {
  return failure('SIGN_IN_WAIT', { seconds: Math.ceil((until - till.clock()) / 1000) });
}
