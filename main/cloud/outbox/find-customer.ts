import { z } from 'zod';
import { phoneForm } from '../../../domain/customer/check.ts';
import type { CustomerFields } from '../../../domain/customer/fields.ts';
import { outboxTag } from '../../../domain/sync/outbox.ts';
import { parsePhone } from '../../../domain/text/phone.ts';
import type { CloudAnswer, CloudTrouble } from '../haravan/answer.ts';
import {
  type CustomerShape,
  customerFields,
  customerFrom,
  customerShape,
  type TaggedCustomer,
} from '../haravan/customer.ts';
import { cloudList } from '../haravan/wire.ts';
import type { OutboxEntry, OutboxWork } from './work.ts';

export const customerAnswer = z.object({ customer: customerShape }).transform(({ customer }) => customer);

const customersAnswer = z
  .object({ customers: cloudList(customerShape) })
  .transform(({ customers }) => customers);

type Looked = CloudAnswer<TaggedCustomer | null>;

/** The search takes free text and is no proof of anything: phones are compared here. Of several the oldest is taken. */
export async function findByPhone(
  work: OutboxWork,
  phone: string,
  how: 'quick' | 'thorough',
): Promise<Looked> {
  if (phone === '') return nobody;
  const { e164 } = parsePhone(phone);
  // The shop may have written it with the country's code; the last digits are in either.
  const others = e164 === null ? [] : [e164.slice('+84'.length), ...(how === 'quick' ? [] : [e164])];
  const spellings = [phone, ...others];
  for (const query of spellings) {
    const found = await search(work, query, (shape) => phoneForm(shape.phone) === phone);
    if (found.kind !== 'ok' || found.value !== null) return found;
  }
  return nobody;
}

export async function findByEmail(work: OutboxWork, email: string): Promise<Looked> {
  if (email === '') return nobody;
  return search(work, email, (shape) => shape.email.trim().toLowerCase() === email);
}

/** Who the cloud has under an id; null when it has nobody there any more. */
export async function findById(work: OutboxWork, id: number): Promise<Looked> {
  const path = `/com/customers/${id}.json`;
  const answer = await work.client.as('sale').get(path, { fields: customerFields }, customerAnswer);
  if (answer.kind === 'ok') return { kind: 'ok', value: customerFrom(answer.value) };
  return isGone(answer) ? nobody : answer;
}

/**
 * Whoever the cloud already has for a customer of the till: the same phone, or the same e-mail. An e-mail that somebody with another
 * phone uses makes nobody the same person.
 */
export async function findSamePerson(
  work: OutboxWork,
  fields: Pick<CustomerFields, 'phone' | 'email'>,
  how: 'quick' | 'thorough',
): Promise<Looked> {
  const byPhone = await findByPhone(work, fields.phone, how);
  if (byPhone.kind !== 'ok' || byPhone.value !== null) return byPhone;
  const byEmail = await findByEmail(work, fields.email);
  if (byEmail.kind !== 'ok' || byEmail.value === null) return byEmail;
  const phones = [fields.phone, byEmail.value.fields.phone];
  return phones.includes('') ? byEmail : nobody;
}

/** How far the till may have misjudged the cloud's clock, and the cloud's filter its own: it may read the time as the shop's. */
const marginMs = 9 * 60 * 60_000;
const mostPages = 40;

/** A customer whom neither phone nor e-mail can tell is known by the tag it was made with. */
export async function findByTag(work: OutboxWork, entry: OutboxEntry): Promise<Looked> {
  const since = Math.min(entry.cloud_sent_at ?? entry.created_at, entry.created_at) - marginMs;
  const tag = outboxTag(entry.document_id);
  for (let page = 1; page <= mostPages; page += 1) {
    const answer = await work.client
      .as('sale')
      .get(
        '/com/customers.json',
        { created_at_min: new Date(since).toISOString(), fields: customerFields, limit: 50, page },
        customersAnswer,
      );
    if (answer.kind !== 'ok') return answer;
    const found = answer.value.map(customerFrom).find((customer) => customer?.tags.includes(tag));
    if (found !== undefined) return { kind: 'ok', value: found };
    if (answer.value.length === 0) return nobody;
  }
  return { kind: 'strange', where: 'GET /com/customers.json' };
}

export function isGone(trouble: CloudTrouble): boolean {
  return trouble.kind === 'refused' && (trouble.status === 404 || trouble.status === 422);
}

const nobody = { kind: 'ok', value: null } as const;

async function search(
  work: OutboxWork,
  query: string,
  isIt: (shape: CustomerShape) => boolean,
): Promise<Looked> {
  const answer = await work.client
    .as('sale')
    .get('/com/customers/search.json', { query, fields: customerFields, limit: 50 }, customersAnswer);
  if (answer.kind !== 'ok') return answer;
  const matching = answer.value.filter(isIt).sort((a, b) => a.id - b.id);
  const customers = matching.map(customerFrom).filter((customer) => customer !== null);
  return { kind: 'ok', value: customers[0] ?? null };
}
