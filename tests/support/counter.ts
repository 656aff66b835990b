import { v7 as uuidv7 } from 'uuid';
import type { CustomerCard, CustomerCreated } from '../../contracts/views/customers.ts';
import type { CartCustomer } from '../../domain/cart/cart.ts';
import type { CustomerFields } from '../../domain/customer/fields.ts';
import { customerRecord } from '../../main/db/repositories/customers.ts';
import type { Envelope } from '../../main/services/answer.ts';
import { createCustomer, editCustomer } from '../../main/services/customers.ts';
import { showCustomer } from '../../main/services/customers-card.ts';
import type { Sandbox } from '../../sandbox/start.ts';
import { must } from './selling-till.ts';
import { cloudGet, type SyncedTill } from './synced-till.ts';
import { bind, standingTill } from './test-till.ts';

export const nobody: CustomerFields = {
  name: '',
  phone: '',
  email: '',
  note: '',
  birthday: '',
  gender: '',
};

export type Counter = {
  readonly create: (fields: Partial<CustomerFields>) => Envelope<CustomerCreated>;
  /** Makes a customer who must not be known yet; as a sale takes one. */
  readonly made: (fields: Partial<CustomerFields>) => CartCustomer;
  readonly edit: (id: string, fields: Partial<CustomerFields>) => Envelope<CustomerCard>;
  readonly card: (id: string) => CustomerCard;
  /** The customer as the store has them. */
  readonly fieldsOf: (id: string) => CustomerFields;
};

/** Somebody at a till who makes and edits customers the way the window's calls do. */
export function counterOf(synced: SyncedTill, tillNumber = 1, clock: () => number = Date.now): Counter {
  const { writer } = synced.store;
  bind(writer, synced.tillId, tillNumber);
  const till = standingTill(writer, { clock, newId: uuidv7, notify: () => undefined });
  const actor = { staffId: 'staff-1', name: 'Trần Thị Lan', role: 'cashier' } as const;
  const fieldsOf = (id: string) => {
    const record = customerRecord(writer, id);
    if (record === undefined) throw new Error(`no customer ${id}`);
    return record.fields;
  };
  const create: Counter['create'] = (fields) =>
    createCustomer(till, actor, { fields: { ...nobody, ...fields }, despiteName: true, intoCart: false });
  return {
    create,
    made: (fields) => {
      const answer = must(create(fields));
      if (answer.kind !== 'created') throw new Error('the test’s customer is known already');
      const { name, phone } = fieldsOf(answer.customer.id);
      return { id: answer.customer.id, name, phone };
    },
    edit: (id, fields) => editCustomer(till, actor, id, { ...fieldsOf(id), ...fields }),
    card: (id) => must(showCustomer(writer, id)),
    fieldsOf,
  };
}

export type CloudCustomer = {
  readonly id: number;
  readonly first_name: string;
  readonly last_name: string;
  readonly phone: string | null;
  readonly email: string | null;
  readonly note: string;
  readonly tags: string;
  readonly birthday: string | null;
  readonly gender: number | null;
  readonly orders_count: number;
};

/** Everybody the cloud has with that text in name, phone or e-mail. */
export async function cloudCustomers(sandbox: Sandbox, query: string): Promise<readonly CloudCustomer[]> {
  const { customers } = await cloudGet<{ customers: readonly CloudCustomer[] }>(
    sandbox,
    `/com/customers/search.json?query=${encodeURIComponent(query)}`,
  );
  return customers;
}
