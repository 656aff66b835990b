import { isMerged } from '../../../domain/sync/amendment.ts';
import { readRefusal } from '../../../domain/sync/refusal.ts';
import { fold } from '../../../domain/text/fold.ts';
import { amendmentsOf } from '../../db/repositories/amendments.ts';
import { type CustomerChange, customerChange } from '../../db/repositories/customer-changes.ts';
import { type CustomerRecord, customerRecord } from '../../db/repositories/customers.ts';
import { adoptCustomer } from './adopt-customer.ts';
import type { Accepted, Courier, Prepared } from './courier.ts';
import { findCreated, judgeCreation, prepareCreation, waitForCreation } from './create-customer.ts';
import { findEdited, prepareEdit } from './edit-customer.ts';
import { findByEmail, findSamePerson } from './find-customer.ts';
import type { OutboxEntry, OutboxWork } from './work.ts';

/** Customers made and edited at the till. */
export const customerCourier: Courier = {
  lookupsAtOnce: 20,
  settles: false,
  prepare: async (work, entry) => {
    const { change, record } = toSend(work, entry);
    const amendments = amendmentsOf(work.store, entry.id);
    const merged = isMerged(amendments) ? await mergeWithFound(work, record) : null;
    if (merged !== null) return merged;
    if (change.kind === 'created')
      return record.cloudId === null
        ? prepareCreation(work, entry, record, amendments)
        : { kind: 'done', cloudId: record.cloudId };
    if (record.cloudId !== null) return prepareEdit(work, record, record.cloudId, amendments);
    return waitForCreation(work, record.id) ?? { kind: 'refuse', reason: 'customer-not-sent', words: '' };
  },
  judge: async (work, entry, refusal) => {
    const { change, record } = toSend(work, entry);
    const complaint = readRefusal('customer', { ...refusal, words: fold(refusal.reason) });
    if (change.kind === 'created') return judgeCreation(work, record, complaint);
    return { kind: 'refuse', reason: complaint === 'missing' ? 'customer-gone' : complaint };
  },
  find: async (work, entries) => {
    const found = new Map<string, Accepted>();
    for (const entry of entries) {
      const { change, record } = toSend(work, entry);
      const there =
        change.kind === 'created'
          ? await findCreated(work, entry, change, record)
          : await findEdited(work, record);
      if (there.kind !== 'ok') return there;
      if (there.value !== null) found.set(entry.id, there.value);
    }
    return { kind: 'ok', value: found };
  },
};

function toSend(
  work: OutboxWork,
  entry: OutboxEntry,
): { readonly change: CustomerChange; readonly record: CustomerRecord } {
  const change = customerChange(work.store, entry.document_id);
  const record = change && customerRecord(work.store, change.customer_id);
  if (change === undefined || record === undefined)
    throw new Error(`no customer for outbox entry ${entry.id}`);
  return { change, record };
}

/**
 * Somebody said that it is whoever the cloud has, one who shares only the e-mail included. Null when it has nobody else of
 * the kind any more: then nothing is taken, and the customer goes as any other.
 */
async function mergeWithFound(work: OutboxWork, record: CustomerRecord): Promise<Prepared | null> {
  const same = await findSamePerson(work, record.fields, 'thorough');
  if (same.kind !== 'ok') return same;
  const found = same.value === null ? await findByEmail(work, record.fields.email) : same;
  if (found.kind !== 'ok') return found;
  // Found by the e-mail they have in common with themselves, they would lose to what the cloud still says of them.
  if (found.value === null || found.value.cloudId === record.cloudId) return null;
  return adoptCustomer(work, record.id, found.value);
}
