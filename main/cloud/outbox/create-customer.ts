import { customerFieldNames } from '../../../domain/customer/fields.ts';
import type { Amendment } from '../../../domain/sync/amendment.ts';
import { goesWithoutEmail } from '../../../domain/sync/amendment.ts';
import { outboxTag } from '../../../domain/sync/outbox.ts';
import type { Complaint } from '../../../domain/sync/refusal.ts';
import { type CustomerChange, openChanges } from '../../db/repositories/customer-changes.ts';
import type { CustomerRecord } from '../../db/repositories/customers.ts';
import { isDueAt } from '../../db/repositories/outbox.ts';
import type { CloudAnswer } from '../haravan/answer.ts';
import { customerBody, customerFrom } from '../haravan/customer.ts';
import { adoptCustomer, giveUpEmail } from './adopt-customer.ts';
import type { Accepted, Judged, Prepared } from './courier.ts';
import { customerAnswer, findByEmail, findByTag, findSamePerson } from './find-customer.ts';
import type { OutboxEntry, OutboxWork } from './work.ts';

/**
 * Nobody is made before the cloud was asked who has the phone and the e-mail. What is sent is the customer as of now: an edit made
 * meanwhile finds nothing left to send.
 */
export async function prepareCreation(
  work: OutboxWork,
  entry: OutboxEntry,
  record: CustomerRecord,
  amendments: readonly Amendment[],
): Promise<Prepared> {
  const { id, fields } = goesWithoutEmail(amendments) ? giveUpEmail(work, record, '') : record;
  const same = await findSamePerson(work, fields, 'quick');
  if (same.kind !== 'ok') return same;
  if (same.value !== null) return adoptCustomer(work, id, same.value);
  const filled = customerFieldNames.filter((field) => fields[field] !== '');
  const body = { ...customerBody(fields, filled), tags: `quay,${outboxTag(entry.document_id)}` };
  return {
    kind: 'ready',
    send: async (leaving) => {
      const answer = await work.client
        .as('sale')
        .send('POST', '/com/customers.json', { customer: body }, customerAnswer, leaving);
      if (answer.kind !== 'ok') return answer;
      const cloud = customerFrom(answer.value);
      if (cloud === null) return { kind: 'strange', where: 'POST /com/customers.json' };
      adoptCustomer(work, id, cloud, fields);
      return { kind: 'ok', value: { cloudId: cloud.cloudId } };
    },
  };
}

/** The cloud's words for a taken phone are not documented, so after any refusal it is asked who has it. */
export async function judgeCreation(
  work: OutboxWork,
  record: CustomerRecord,
  complaint: Complaint,
): Promise<Judged> {
  const same = await findSamePerson(work, record.fields, 'thorough');
  if (same.kind !== 'ok') return same;
  if (same.value !== null) return adoptCustomer(work, record.id, same.value);
  if (complaint === 'phone-taken' || complaint === 'email-taken')
    return { kind: 'refuse', reason: complaint };
  const byEmail = await findByEmail(work, record.fields.email);
  if (byEmail.kind !== 'ok') return byEmail;
  return { kind: 'refuse', reason: byEmail.value === null ? 'not-understood' : 'email-taken' };
}

/** What became of a creation whose answer was lost. */
export async function findCreated(
  work: OutboxWork,
  entry: OutboxEntry,
  change: CustomerChange,
  record: CustomerRecord,
): Promise<CloudAnswer<Accepted | null>> {
  if (record.cloudId !== null) return { kind: 'ok', value: { cloudId: record.cloudId } };
  const same = await findSamePerson(work, record.fields, 'thorough');
  if (same.kind !== 'ok') return same;
  const found = same.value === null ? await findByTag(work, entry) : same;
  if (found.kind !== 'ok' || found.value === null)
    return found.kind === 'ok' ? { ...found, value: null } : found;
  const isOurs = found.value.tags.includes(outboxTag(entry.document_id));
  const sent = isOurs ? { ...record.fields, ...change.fields } : null;
  return { kind: 'ok', value: adoptCustomer(work, record.id, found.value, sent) };
}

/** What stands in the way of a document that needs a customer's id in the cloud. */
type Standing = Extract<Prepared, { readonly kind: 'wait' | 'refuse' }>;

/** Whatever needs the customer's id in the cloud waits for the entry that gets it; null when there is none to wait for. */
export function waitForCreation(work: OutboxWork, customerId: string): Standing | null {
  const creation = openChanges(work.store, customerId, 'created').at(-1);
  if (creation === undefined) return null;
  if (creation.state === 'refused' || creation.state === 'set-aside')
    return { kind: 'refuse', reason: 'customer-not-sent', words: '' };
  return waitFor(work, creation.id, creation.next_try_at);
}

/** A time written under another clock, which may be far ahead, is none to wait for: waiting till then would count as due at once. */
export function waitFor(work: OutboxWork, entryId: string, dueAt: number): Standing {
  const soon = work.clock() + work.pace.firstLookMs;
  const until = isDueAt(dueAt, work.clock()) ? soon : Math.max(soon, dueAt);
  return { kind: 'wait', until, why: 'customer', first: entryId };
}
