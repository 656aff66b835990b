import { approvable, grantOf, may, type Rights, rightsWith } from '../../domain/permission/rights.ts';
import type { StaffAction } from '../../domain/staff.ts';
import { appendJournal } from '../db/repositories/journal.ts';
import type { Reader } from '../db/store.ts';
import { type Envelope, failure, success } from './answer.ts';
import { readShopSettings } from './shop-settings.ts';
import type { Actor, Person, Till } from './till.ts';

/** Who may do what in this shop. */
export function readRights(reader: Reader): Rights {
  return rightsWith(readShopSettings(reader).rights);
}

/**
 * Whether this person may do that much of it, by their own right or by the approval of whoever entered a PIN for it. Such an approval
 * is in the journal before the act is: both names, and what it was about. Answers whose approval it took, null for none.
 */
export function permit(till: Till, actor: Actor, action: StaffAction, measure = 0): Envelope<Person | null> {
  const rights = readRights(till.store);
  if (may(rights, actor.role, action, measure)) return success(null);
  if (!approvable.has(action)) return failure('NOT_ALLOWED');
  const { approver } = actor;
  if (approver === undefined) {
    const limit = grantOf(rights, actor.role, action);
    return failure('RIGHT_MISSING', {
      action,
      ...(typeof limit === 'number' ? { measure, limit } : {}),
    });
  }
  if (!may(rights, approver.role, action, measure)) return failure('APPROVAL_NEEDED');
  appendJournal(till.store, {
    kind: 'act-approved',
    at: till.clock(),
    staffId: approver.staffId,
    subjectId: null,
    facts: { action, measure, askedBy: actor.staffId },
  });
  return success(approver);
}
