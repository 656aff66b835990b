import { type CustomerFields, differingFields } from '../../../domain/customer/fields.ts';
import { joinCustomer, type Merged, mergeCustomer } from '../../../domain/customer/merge.ts';
import { outboxKey } from '../../../domain/sync/outbox.ts';
import { insertCustomerChange, openChanges, releaseWaiting } from '../../db/repositories/customer-changes.ts';
import { fieldChangedAt, noteCloudChanges, noteTillChanges } from '../../db/repositories/customer-history.ts';
import {
  type CloudCustomer,
  type CustomerRecord,
  customerByCloudId,
  customerRecord,
  pointAt,
  takeCloudState,
  writeCustomer,
} from '../../db/repositories/customers.ts';
import type { Accepted } from './courier.ts';
import type { OutboxWork } from './work.ts';

/**
 * A customer of the till is this one of the cloud. Where another row of the till has been that one already, the two become one. What the
 * cloud lacks is sent on; whatever waited for the customer goes on. `sent` is what the till itself made the customer of.
 */
export function adoptCustomer(
  work: OutboxWork,
  customerId: string,
  cloud: CloudCustomer,
  sent: CustomerFields | null = null,
): { readonly kind: 'done' } & Accepted {
  const { store } = work;
  store.inTransaction(() => {
    const record = customerRecord(store, customerId);
    if (record === undefined) throw new Error(`no customer ${customerId}`);
    const other = customerByCloudId(store, cloud.cloudId);
    const isOther = other !== undefined && other.id !== record.id;
    const theirs = isOther ? takeCloudState(store, other, cloud, offsetMs(work)).fields : cloud.fields;
    const merged = sent === null ? joinCustomer(record.fields, theirs) : sinceSent(work, record, cloud, sent);
    if (isOther) pointAt(store, record.id, other.id);
    const id = isOther ? other.id : record.id;
    const missing = differingFields(cloud.fields, merged.fields);
    const { cloudId, updatedAt } = cloud;
    const base = missing.length === 0 ? null : cloud.fields;
    writeCustomer(store, { id, cloudId, fields: merged.fields, base, updatedAt, goneAt: null });
    noteCloudChanges(store, id, merged.changes, updatedAt);
    if (missing.length > 0 && openChanges(store, id, 'edited').length === 0) {
      const lacking = missing.map((field) => [field, merged.fields[field]]);
      queueChange(work, id, 'edited', Object.fromEntries(lacking));
    }
    releaseWaiting(store, id, work.clock());
  });
  return { kind: 'done', cloudId: cloud.cloudId };
}

function sinceSent(
  work: OutboxWork,
  record: CustomerRecord,
  cloud: CloudCustomer,
  sent: CustomerFields,
): Merged {
  return mergeCustomer(
    { base: sent, local: record.fields, cloud: cloud.fields },
    {
      localAt: (field) => fieldChangedAt(work.store, record.id, field) + offsetMs(work),
      cloudAt: cloud.updatedAt,
    },
  );
}

/**
 * The cloud has nobody under the customer's id any more: they are to be made again, once, by a document of its own. Gives the entry that
 * does it, which may have been queued before.
 */
export function makeAnew(work: OutboxWork, record: CustomerRecord): string {
  return work.store.inTransaction(() => {
    const underWay = openChanges(work.store, record.id, 'created').at(-1);
    if (underWay !== undefined && record.cloudId === null) return underWay.id;
    writeCustomer(work.store, { ...record, cloudId: null, base: null, updatedAt: 0, goneAt: null });
    return queueChange(work, record.id, 'created', record.fields);
  });
}

/** The customer has another e-mail address than the cloud would take: the one it has, or none. */
export function giveUpEmail(work: OutboxWork, record: CustomerRecord, email: string): CustomerRecord {
  if (record.fields.email === email) return record;
  const after = { ...record, fields: { ...record.fields, email } };
  work.store.inTransaction(() => {
    writeCustomer(work.store, after);
    const values = { before: record.fields, after: after.fields };
    noteTillChanges(work.store, record.id, values, { staffId: null, tillNumber: null, at: work.clock() });
  });
  return after;
}

/** The cloud's clock less ours; 0 before its first answer. */
export function offsetMs(work: OutboxWork): number {
  const cloud = work.cloudNow();
  return cloud === null ? 0 : cloud - work.clock();
}

function queueChange(
  work: OutboxWork,
  customerId: string,
  kind: 'created' | 'edited',
  fields: Partial<CustomerFields>,
): string {
  const id = work.newId();
  const [at, key] = [work.clock(), outboxKey(work.tillId, id)];
  insertCustomerChange(work.store, { id, customerId, kind, fields, staffId: null, at, key });
  return id;
}
