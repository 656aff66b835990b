import type { StaffView } from '../../contracts/views/session.ts';
import { checkedPin, type Role } from '../../domain/staff.ts';
import { appendJournal } from '../db/repositories/journal.ts';
import {
  insertStaff,
  listStaff,
  ownersWithPin,
  type StaffRow,
  setStaffPin,
  staffByDigest,
  staffByFormerDigest,
  staffById,
} from '../db/repositories/staff.ts';
import type { Reader } from '../db/store.ts';
import { type Envelope, failure, fromRule, success } from './answer.ts';
import { formerDigest, pinDigest } from './pin-digest.ts';
import { notePerson } from './shop-entries.ts';
import type { Till } from './till.ts';

export function staffViews(reader: Reader): readonly StaffView[] {
  return listStaff(reader).map((row) => ({
    id: row.id,
    name: row.name,
    role: row.role,
    hasPin: hasPin(row),
    pinClashed: row.pin_clashed === 1,
    isAccountOwner: row.is_account_owner === 1,
  }));
}

function hasPin(row: StaffRow): boolean {
  return row.pin_digest !== null || row.former_pin_digest !== null;
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
    notePerson(till, staffId);
    appendJournal(till.store, {
      kind: 'staff-added',
      at,
      staffId: by,
      subjectId: staffId,
      facts: { role: person.role },
    });
  });
  till.shopData.soon();
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
  const [digest, former] = [await pinDigest(pin.value, till.pepper()), await formerDigest(till, pin.value)];
  const given = till.store.inTransaction((): Envelope<null> => {
    const person = staffById(till.store, grant.staffId);
    if (person === undefined) return failure('STAFF_MISSING');
    const holders = [
      staffByDigest(till.store, digest),
      former === null ? undefined : staffByFormerDigest(till.store, former),
    ];
    if (holders.some((holder) => holder !== undefined && holder.id !== person.id))
      return failure('PIN_TAKEN');
    if (isLastOwner(till, person) && grant.role !== 'owner') return failure('OWNER_NEEDED');
    const at = till.clock();
    setStaffPin(till.store, { id: person.id, role: grant.role, digest, at });
    notePerson(till, person.id);
    appendJournal(till.store, {
      kind: 'pin-set',
      at,
      staffId: by,
      subjectId: person.id,
      facts: { role: grant.role },
    });
    return success(null);
  });
  if (given.ok) till.shopData.soon();
  return given;
}

/** Takes the PIN away: no PIN, no entry. What the person did stays. */
export function revokePin(till: Till, by: string, staffId: string): Envelope<null> {
  const revoked = till.store.inTransaction((): Envelope<null> => {
    const person = staffById(till.store, staffId);
    if (person === undefined) return failure('STAFF_MISSING');
    if (isLastOwner(till, person)) return failure('OWNER_NEEDED');
    const at = till.clock();
    setStaffPin(till.store, { id: person.id, role: person.role, digest: null, at });
    notePerson(till, person.id);
    appendJournal(till.store, {
      kind: 'pin-set',
      at,
      staffId: by,
      subjectId: person.id,
      facts: { revoked: true },
    });
    return success(null);
  });
  if (revoked.ok) till.shopData.soon();
  return revoked;
}

function isLastOwner(till: Till, person: StaffRow): boolean {
  return person.role === 'owner' && hasPin(person) && ownersWithPin(till.store) <= 1;
}
