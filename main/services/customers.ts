import type { CustomerCard, CustomerCreated } from '../../contracts/views/customers.ts';
import { checkedCustomer } from '../../domain/customer/check.ts';
import { type CustomerFields, customerFieldNames, differingFields } from '../../domain/customer/fields.ts';
import { outboxKey } from '../../domain/sync/outbox.ts';
import { insertCustomerChange, openChanges } from '../db/repositories/customer-changes.ts';
import { noteTillChanges } from '../db/repositories/customer-history.ts';
import {
  type CustomerRecord,
  customerRecord,
  customersWith,
  insertCustomer,
  writeCustomer,
} from '../db/repositories/customers.ts';
import { appendJournal } from '../db/repositories/journal.ts';
import { moveEntry } from '../db/repositories/outbox.ts';
import { type Envelope, failure, fromRule, success } from './answer.ts';
import { customerView } from './carts.ts';
import { setCustomer } from './change-active-cart.ts';
import { customerCard } from './customers-card.ts';
import { sameNamed } from './search-customers.ts';
import { type Binding, readBinding } from './shop-settings.ts';
import type { Actor, Till } from './till.ts';

export type NewCustomer = {
  readonly fields: CustomerFields;
  /** Somebody of that name is known, and it is another one. */
  readonly despiteName: boolean;
  /** Whether the customer goes into the active cart at once. */
  readonly intoCart: boolean;
};

/** Makes a customer without asking the cloud: row, document, journal and outbox entry in one transaction. */
export function createCustomer(till: Till, actor: Actor, wanted: NewCustomer): Envelope<CustomerCreated> {
  const created = till.store.inTransaction((): Envelope<CustomerCreated> => {
    const binding = readBinding(till.store);
    if (binding === null) return failure('NOT_BOUND');
    const checked = fromRule(checkedCustomer(wanted.fields, till.clock()));
    if (!checked.ok) return checked;
    const fields = checked.value;
    const known = knownAlready(till, fields, wanted.despiteName);
    if (known !== null) return success(known);
    const id = till.newId();
    insertCustomer(till.store, { id, cloudId: null, fields, updatedAt: 0, sweep: 0 });
    writeDown(till, actor, binding, { customerId: id, kind: 'created', fields });
    if (wanted.intoCart) {
      const put = setCustomer(till, actor, id);
      if (!put.ok) return put;
    }
    return success({ kind: 'created', customer: customerView({ id, ...fields }) });
  });
  if (created.ok && created.value.kind === 'created') announce(till);
  return created;
}

/** Writes what was changed of a customer, and sends it on its way; with nothing changed nothing happens. */
export function editCustomer(
  till: Till,
  actor: Actor,
  customerId: string,
  typed: CustomerFields,
): Envelope<CustomerCard> {
  const edited = till.store.inTransaction((): Envelope<CustomerCard> => {
    const binding = readBinding(till.store);
    if (binding === null) return failure('NOT_BOUND');
    const record = customerRecord(till.store, customerId);
    if (record === undefined) return failure('CUSTOMER_MISSING');
    const checked = fromRule(checkedCustomer(typed, till.clock(), record.fields));
    if (!checked.ok) return checked;
    const names = differingFields(record.fields, checked.value);
    if (names.length === 0) return success(customerCard(till.store, record));
    const asked = { phone: '', email: '' };
    for (const name of names) if (name === 'phone' || name === 'email') asked[name] = checked.value[name];
    if (customersWith(till.store, asked, record.id).length > 0) return failure('CUSTOMER_KNOWN');
    const next = { ...record, fields: checked.value, base: baseOf(record) };
    writeCustomer(till.store, next);
    noteTillChanges(
      till.store,
      record.id,
      { before: record.fields, after: checked.value },
      { staffId: actor.staffId, tillNumber: binding.tillNumber, at: till.clock() },
    );
    const changed = Object.fromEntries(names.map((name) => [name, checked.value[name]]));
    writeDown(till, actor, binding, { customerId: record.id, kind: 'edited', fields: changed });
    // What kept the customer from the cloud may just have been corrected.
    for (const { id, state } of openChanges(till.store, record.id, 'created'))
      if (state === 'refused') moveEntry(till.store, { id, state }, 'queued', { nextTryAt: till.clock() });
    return success(customerCard(till.store, next));
  });
  if (edited.ok) announce(till);
  return edited;
}

/** The same phone or e-mail is the same customer; the same name alone may be another one. */
function knownAlready(till: Till, fields: CustomerFields, despiteName: boolean): CustomerCreated | null {
  const same = customersWith(till.store, fields, null);
  if (same.length > 0)
    return {
      kind: 'known',
      customers: same.map(({ id, fields: theirs }) => customerView({ id, ...theirs })),
      mayCreate: false,
    };
  if (despiteName || fields.phone !== '' || fields.email !== '') return null;
  const named = sameNamed(till.store, fields.name);
  return named.length === 0 ? null : { kind: 'known', customers: named.map(customerView), mayCreate: true };
}

function baseOf(record: CustomerRecord): CustomerFields | null {
  return record.cloudId === null ? null : (record.base ?? record.fields);
}

function writeDown(
  till: Till,
  actor: Actor,
  binding: Binding,
  change: {
    readonly customerId: string;
    readonly kind: 'created' | 'edited';
    readonly fields: Partial<CustomerFields>;
  },
): void {
  const [id, at] = [till.newId(), till.clock()];
  const key = outboxKey(binding.tillId, id);
  insertCustomerChange(till.store, { ...change, id, staffId: actor.staffId, at, key });
  // Names of fields only: what stands in them may have to be forgotten one day, and the journal never forgets.
  const named = customerFieldNames.filter((name) =>
    change.kind === 'created' ? change.fields[name] !== '' : change.fields[name] !== undefined,
  );
  appendJournal(till.store, {
    kind: change.kind === 'created' ? 'customer-created' : 'customer-edited',
    at,
    staffId: actor.staffId,
    subjectId: change.customerId,
    facts: { fields: named.join(' ') },
  });
}

function announce(till: Till): void {
  till.sync.wake();
  till.notify('carts');
  till.notify('app');
}
