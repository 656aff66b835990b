import type { StaffView } from '../../contracts/views/session.ts';
import { checkedPin, type Role } from '../../domain/staff.ts';
import { appendJournal } from '../db/repositories/journal.ts';
import {
  insertStaff,
  listStaff,
  ownersWithPin,
  setStaffPin,
  staffByDigest,
  staffById,
} from '../db/repositories/staff.ts';
import type { Reader } from '../db/store.ts';
import { type Envelope, failure, fromRule, success } from './answer.ts';
import { pinDigest } from './pin-digest.ts';
import type { Till } from './till.ts';

export function staffViews(reader: Reader): readonly StaffView[] {
  return listStaff(reader).map((row) => ({
    id: row.id,
    name: row.name,
    role: row.role,
    hasPin: row.pin_digest !== null,
    isAccountOwner: row.is_account_owner === 1,
  }));
}

/** Whether anybody can act as owner yet; until then the machine is in its first run. */
export function hasOwner(reader: Reader): boolean {
  return ownersWithPin(reader) > 0;
}

/** Adds a person by hand, where the cloud does not give the list of staff. They cannot sign in before they get a PIN. */
export function addStaff(
  till: Till,
  by: string | null,
  person: { readonly name: string; readonly role: Role },
): Envelope<{ readonly staffId: string }> {
  const name = person.name.normalize('NFC').trim();
  if (name.length < 1 || name.length > 100) return failure('STAFF_NAME_NEEDED');
  const staffId = till.newId();
  const at = till.clock();
  till.store.inTransaction(() => {
    insertStaff(till.store, { id: staffId, name, role: person.role, at });
    appendJournal(till.store, {
      kind: 'staff-added',
      at,
      staffId: by,
      subjectId: staffId,
      facts: { role: person.role },
    });
  });
  return success({ staffId });
}

/** Gives a person an eight-digit PIN, unique in the shop, and a role. */
export async function givePin(
  till: Till,
  by: string | null,
  grant: { readonly staffId: string; readonly pin: string; readonly role: Role },
): Promise<Envelope<null>> {
  const pin = fromRule(checkedPin(grant.pin));
  if (!pin.ok) return pin;
  const digest = await pinDigest(pin.value, till.pepper());
  return till.store.inTransaction(() => {
    const person = staffById(till.store, grant.staffId);
    if (person === undefined) return failure('STAFF_MISSING');
    const holder = staffByDigest(till.store, digest);
    if (holder !== undefined && holder.id !== person.id) return failure('PIN_TAKEN');
    if (isLastOwner(till, person.role, person.pin_digest) && grant.role !== 'owner')
      return failure('OWNER_NEEDED');
    const at = till.clock();
    setStaffPin(till.store, { id: person.id, role: grant.role, digest, at });
    appendJournal(till.store, {
      kind: 'pin-set',
      at,
      staffId: by,
      subjectId: person.id,
      facts: { role: grant.role },
    });
    return success(null);
  });
}

/** Takes the PIN away: no PIN, no entry. What the person did stays. */
export function revokePin(till: Till, by: string, staffId: string): Envelope<null> {
  return till.store.inTransaction(() => {
    const person = staffById(till.store, staffId);
    if (person === undefined) return failure('STAFF_MISSING');
    if (isLastOwner(till, person.role, person.pin_digest)) return failure('OWNER_NEEDED');
    const at = till.clock();
    setStaffPin(till.store, { id: person.id, role: person.role, digest: null, at });
    appendJournal(till.store, {
      kind: 'pin-set',
      at,
      staffId: by,
      subjectId: person.id,
      facts: { revoked: true },
    });
    return success(null);
  });
}

function isLastOwner(till: Till, role: Role, digest: string | null): boolean {
  return role === 'owner' && digest !== null && ownersWithPin(till.store) <= 1;
}
