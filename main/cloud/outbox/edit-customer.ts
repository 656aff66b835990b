import { type CustomerField, differingFields } from '../../../domain/customer/fields.ts';
import { type Amendment, customerRepair, goesWithoutEmail } from '../../../domain/sync/amendment.ts';
import { type CustomerRecord, customerRecord, takeCloudState } from '../../db/repositories/customers.ts';
import type { CloudAnswer } from '../haravan/answer.ts';
import type { Leaving } from '../haravan/client.ts';
import { customerBody, customerFrom, type TaggedCustomer } from '../haravan/customer.ts';
import { adoptCustomer, giveUpEmail, makeAnew, offsetMs } from './adopt-customer.ts';
import type { Accepted, Prepared } from './courier.ts';
import { waitFor } from './create-customer.ts';
import { customerAnswer, findById, findSamePerson } from './find-customer.ts';
import type { OutboxWork } from './work.ts';

/** The cloud's own changes are taken in first, so that only what the till changed is written, and the later word holds. */
export async function prepareEdit(
  work: OutboxWork,
  known: CustomerRecord,
  cloudId: number,
  amendments: readonly Amendment[],
): Promise<Prepared> {
  const fresh = await findById(work, cloudId);
  if (fresh.kind !== 'ok') return fresh;
  if (fresh.value === null) return prepareForGone(work, known, amendments);
  const { cloud, record } = takeIn(work, known, fresh.value);
  const names = differingFields(cloud, record.fields);
  const withoutEmail = goesWithoutEmail(amendments) && names.includes('email');
  const kept = withoutEmail ? giveUpEmail(work, record, cloud.email) : record;
  const left = withoutEmail ? names.filter((field) => field !== 'email') : names;
  if (left.length === 0) return { kind: 'done', cloudId };
  return { kind: 'ready', send: (leaving) => put(work, kept, left, leaving) };
}

/** Whether an edit whose answer was lost is in the cloud. */
export async function findEdited(
  work: OutboxWork,
  known: CustomerRecord,
): Promise<CloudAnswer<Accepted | null>> {
  if (known.cloudId === null) return { kind: 'ok', value: null };
  const fresh = await findById(work, known.cloudId);
  if (fresh.kind !== 'ok') return fresh;
  if (fresh.value === null) return { kind: 'ok', value: null };
  const { cloud, record } = takeIn(work, known, fresh.value);
  const isThere = differingFields(cloud, record.fields).length === 0;
  return { kind: 'ok', value: isThere ? { cloudId: known.cloudId } : null };
}

/** The customer as the cloud and the till have them now. Somebody may have heard something newer while this answer was coming. */
function takeIn(work: OutboxWork, known: CustomerRecord, cloud: TaggedCustomer) {
  const { store } = work;
  return store.inTransaction(() => {
    const now = customerRecord(store, known.id) ?? known;
    if (now.updatedAt > cloud.updatedAt) return { cloud: now.base ?? now.fields, record: now };
    takeCloudState(store, now, cloud, offsetMs(work));
    return { cloud: cloud.fields, record: customerRecord(store, known.id) ?? now };
  });
}

async function put(
  work: OutboxWork,
  sent: CustomerRecord,
  names: readonly CustomerField[],
  leaving: Leaving,
): Promise<CloudAnswer<Accepted>> {
  const path = `/com/customers/${sent.cloudId}.json`;
  const body = { id: sent.cloudId, ...customerBody(sent.fields, names) };
  const answer = await work.client.as('sale').send('PUT', path, { customer: body }, customerAnswer, leaving);
  if (answer.kind !== 'ok') return answer;
  const cloud = customerFrom(answer.value);
  if (cloud === null) return { kind: 'strange', where: `PUT ${path}` };
  work.store.inTransaction(() => noteSent(work, sent, names, cloud));
  return { kind: 'ok', value: { cloudId: cloud.cloudId } };
}

/** What was sent and not changed since is as the cloud wrote it down, which may be a little otherwise. */
function noteSent(
  work: OutboxWork,
  sent: CustomerRecord,
  names: readonly CustomerField[],
  cloud: TaggedCustomer,
): void {
  const now = customerRecord(work.store, sent.id);
  if (now === undefined || now.id !== sent.id) return;
  const taken = names
    .filter((field) => now.fields[field] === sent.fields[field])
    .map((field) => [field, cloud.fields[field]]);
  const fields = { ...now.fields, ...Object.fromEntries(taken) };
  takeCloudState(work.store, { ...now, fields }, cloud, offsetMs(work));
}

/** Deleted in the cloud while an edit waited: a person decides, and may have decided already. */
async function prepareForGone(
  work: OutboxWork,
  record: CustomerRecord,
  amendments: readonly Amendment[],
): Promise<Prepared> {
  const repair = customerRepair(amendments);
  // Somebody said that it is nobody's any more: there is nothing left to tell the cloud.
  if (repair === 'customer' && record.cloudId !== null) return { kind: 'done', cloudId: record.cloudId };
  if (repair !== 'customer-by-phone' && repair !== 'customer-anew')
    return { kind: 'refuse', reason: 'customer-gone', words: '' };
  const same = await findSamePerson(work, record.fields, 'thorough');
  if (same.kind !== 'ok') return same;
  if (same.value !== null) return adoptCustomer(work, record.id, same.value);
  if (repair === 'customer-by-phone') return { kind: 'refuse', reason: 'customer-gone', words: '' };
  return waitFor(work, makeAnew(work, record), 0);
}
