import { describe, expect, it } from 'vitest';
import type { CustomerFields } from '../../../domain/customer/fields.ts';
import { migrate } from '../../../main/db/migrate.ts';
import { openStore } from '../../../main/db/store.ts';
import { cartsView } from '../../../main/services/carts.ts';
import { setCustomer } from '../../../main/services/change-active-cart.ts';
import { createCustomer, editCustomer } from '../../../main/services/customers.ts';
import { revealCustomer, showCustomer } from '../../../main/services/customers-card.ts';
import { searchCustomers } from '../../../main/services/search-customers.ts';
import { nobody } from '../../support/counter.ts';
import {
  cash,
  codes,
  journalKindsOf,
  must,
  pay,
  refusal,
  scan,
  sellingTill,
} from '../../support/selling-till.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import type { TestTill } from '../../support/test-till.ts';

const create = (
  test: TestTill,
  fields: Partial<CustomerFields>,
  over: { readonly despiteName?: boolean; readonly intoCart?: boolean } = {},
) =>
  createCustomer(test.till, test.cashier, {
    fields: { ...nobody, ...fields },
    despiteName: false,
    intoCart: true,
    ...over,
  });

const made = (test: TestTill, fields: Partial<CustomerFields>) => {
  const answer = must(create(test, fields));
  if (answer.kind !== 'created') throw new Error('known already');
  return answer.customer;
};

const found = (test: TestTill, text: string) =>
  searchCustomers(test.till.store, text).map(({ name }) => name);

describe('a customer made while selling', () => {
  it('is in the cart at once, on disk, in the journal and on the way to the cloud', () => {
    const test = sellingTill();
    scan(test, codes.water);
    const { id } = made(test, { name: 'Nguyễn Thị Lan', phone: '0987 654 321' });
    const { active } = cartsView(test.till);
    expect(active.customer).toEqual({ id, name: 'Nguyễn Thị Lan', phoneMasked: '098***4321' });
    expect(active.lines).toHaveLength(1);
    expect(test.till.store.all('SELECT kind, state FROM outbox')).toEqual([
      { kind: 'customer', state: 'queued' },
    ]);
    expect(journalKindsOf(test)).toContain('customer-created');
    const { facts } = test.till.store.get<{ facts: string }>(
      "SELECT facts_json AS facts FROM journal WHERE kind = 'customer-created'",
    ) ?? { facts: '' };
    expect(facts).toBe('{"fields":"name phone"}');
  });

  it('is found by the last digits, by the phone however it is written, and by name without accents', () => {
    const test = sellingTill();
    made(test, { name: 'Nguyễn Thị Lan', phone: '0987654321' });
    made(test, { name: 'Trần Văn Đức', phone: '0912343210' });
    made(test, { name: 'Lê Ba', phone: '0943219876' });
    expect(found(test, '321')).toEqual(['Nguyễn Thị Lan', 'Trần Văn Đức', 'Lê Ba']);
    expect(found(test, '4321')[0]).toBe('Nguyễn Thị Lan');
    expect(found(test, '+84 987 654 321')).toEqual(['Nguyễn Thị Lan']);
    expect(found(test, 'tran duc')).toEqual(['Trần Văn Đức']);
  });

  it('is not made a second time with the same phone or e-mail: the one there is, is offered', () => {
    const test = sellingTill();
    const { id } = made(test, { name: 'Lan', phone: '0987654321', email: 'lan@example.com' });
    for (const twice of [{ phone: '+84987654321' }, { name: 'Hoa', email: 'LAN@example.com' }]) {
      expect(must(create(test, twice, { despiteName: true }))).toMatchObject({
        kind: 'known',
        customers: [{ id }],
        mayCreate: false,
      });
    }
    expect(test.till.store.get('SELECT count(*) AS n FROM customer')).toEqual({ n: 1 });
  });

  it('of a name somebody has is offered that one, and made all the same when told so', () => {
    const test = sellingTill();
    made(test, { name: 'Chị Bảy' });
    expect(must(create(test, { name: 'chi bay' }))).toMatchObject({ kind: 'known', mayCreate: true });
    expect(must(create(test, { name: 'chi bay' }, { despiteName: true })).kind).toBe('created');
    expect(must(create(test, { name: 'Chị Bảy', phone: '0987654321' })).kind).toBe('created');
  });

  it('is refused with a reason, and nothing is written', () => {
    const test = sellingTill();
    expect(refusal(create(test, { phone: '123' }))).toBe('CUSTOMER_PHONE_INVALID');
    expect(refusal(create(test, {}))).toBe('CUSTOMER_EMPTY');
    expect(test.till.store.get('SELECT count(*) AS n FROM outbox')).toEqual({ n: 0 });
  });
});

describe('a customer edited', () => {
  it('is in carts and on the next receipt as they are now, and the old value is kept', () => {
    const test = sellingTill();
    scan(test, codes.water);
    const { id } = made(test, { name: 'Lan', phone: '0987654321' });
    const edited = must(
      editCustomer(test.till, test.cashier, id, { ...nobody, name: 'Lan Anh', phone: '0987654321' }),
    );
    expect(edited.changes).toMatchObject([{ field: 'name', before: 'Lan', after: 'Lan Anh', tillNumber: 1 }]);
    expect(cartsView(test.till).active.customer?.name).toBe('Lan Anh');
    must(pay(test, [cash(42_000)]));
    expect(test.till.store.get('SELECT customer_name AS name FROM sale')).toEqual({ name: 'Lan Anh' });
    expect(must(showCustomer(test.till.store, id))).toMatchObject({
      purchaseCount: 1,
      purchaseTotal: 42_000,
      standing: 'waiting',
    });
  });

  it('with nothing changed writes nothing', () => {
    const test = sellingTill();
    const { id } = made(test, { name: 'Lan' });
    must(editCustomer(test.till, test.cashier, id, { ...nobody, name: ' Lan ' }));
    expect(journalKindsOf(test)).not.toContain('customer-edited');
  });

  it('cannot take the phone of another one', () => {
    const test = sellingTill();
    made(test, { name: 'Hoa', phone: '0911111111' });
    const { id } = made(test, { name: 'Lan', phone: '0987654321' });
    const answer = editCustomer(test.till, test.cashier, id, { ...nobody, name: 'Lan', phone: '0911111111' });
    expect(refusal(answer)).toBe('CUSTOMER_KNOWN');
  });

  it('shows phone and e-mail masked, and in full only to somebody the journal then knows', () => {
    const test = sellingTill();
    const { id } = made(test, { phone: '0987654321', email: 'lan@example.com', birthday: '5-11-1990' });
    const card = JSON.stringify(must(showCustomer(test.till.store, id)));
    expect(card).not.toContain('0987654321');
    expect(card).not.toContain('lan@example.com');
    expect(must(revealCustomer(test.till, test.cashier, id))).toMatchObject({
      name: '',
      phone: '0987654321',
      email: 'lan@example.com',
      birthday: '05/11/1990',
    });
    expect(journalKindsOf(test).at(-1)).toBe('customer-shown');
  });

  it('nobody knows is refused', () => {
    const test = sellingTill();
    expect(refusal(showCustomer(test.till.store, 'x'))).toBe('CUSTOMER_MISSING');
    expect(refusal(revealCustomer(test.till, test.cashier, 'x'))).toBe('CUSTOMER_MISSING');
    expect(refusal(editCustomer(test.till, test.cashier, 'x', nobody))).toBe('CUSTOMER_MISSING');
    expect(refusal(setCustomer(test.till, test.cashier, 'x'))).toBe('CUSTOMER_MISSING');
  });
});

describe('a store from before customers went both ways', () => {
  it('keeps its customers, finds them by last digits, and will read their other fields once', () => {
    const store = openStore(`${tempFolder()}/quay.db`);
    migrate(store, 20);
    store.writer.run(
      "INSERT INTO customer (id, cloud_id, name, phone, search_text, updated_at) VALUES ('c1', 7, 'Lê An', '0912345678', 'le an 0912345678', 55)",
    );
    migrate(store);
    expect(store.writer.get('SELECT id, cloud_id, name, email, updated_at FROM customer')).toEqual({
      id: 'c1',
      cloud_id: 7,
      name: 'Lê An',
      email: '',
      updated_at: -1,
    });
    expect(searchCustomers(store.writer, '5678')).toMatchObject([{ id: 'c1' }]);
    store.close();
  });
});
