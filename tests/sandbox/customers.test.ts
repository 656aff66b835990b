import { describe, expect, it } from 'vitest';
import { at, listAt, numberAt, placeOrder, startCloud } from './support.ts';

const customers = '/com/customers.json';
const someone = 1_300_000_002;

describe('customers', () => {
  it('are Vietnamese people with phones of today, family name first, and one guest', async () => {
    const cloud = await startCloud({ customers: 120 });
    const rows: unknown[] = [];
    for (const page of [1, 2, 3])
      rows.push(...listAt((await cloud.get(`${customers}?page=${page}`)).body, 'customers'));
    expect(rows).toHaveLength(121);
    expect(at((await cloud.get('/com/customers/count.json')).body, 'count')).toBe(121);
    const people = rows.filter((row) => at(row, 'email') !== 'guest@haravan.com');
    expect(people).toHaveLength(120);
    const phones = people.map((row) => String(at(row, 'phone')));
    expect(phones.every((phone) => /^0[35789]\d{8}$/.test(phone))).toBe(true);
    expect(new Set(phones).size).toBe(120);
    expect(people.every((row) => !String(at(row, 'first_name')).includes(' '))).toBe(true);
    expect(people.some((row) => String(at(row, 'last_name')).split(' ').length === 3)).toBe(true);
    expect(people.some((row) => at(row, 'default_address.district_code') === 'HC466')).toBe(true);
  });

  it('are created, changed and deleted', async () => {
    const cloud = await startCloud();
    const made = await cloud.send('POST', customers, {
      customer: { last_name: 'Nguyễn Văn', first_name: 'A', phone: '0903000111', gender: 1 },
    });
    expect(made.status).toBe(201);
    expect(at(made.body, 'customer')).toMatchObject({
      last_name: 'Nguyễn Văn',
      first_name: 'A',
      phone: '0903000111',
      email: null,
      gender: 1,
      state: 'Disabled',
      orders_count: 0,
      addresses: [],
    });
    const path = `/com/customers/${numberAt(made.body, 'customer.id')}.json`;
    const changed = await cloud.send('PUT', path, { customer: { first_name: 'B', phone: '' } });
    expect(at(changed.body, 'customer')).toMatchObject({
      last_name: 'Nguyễn Văn',
      first_name: 'B',
      phone: null,
    });
    const gone = await cloud.send('DELETE', path);
    expect([gone.status, gone.body]).toEqual([200, []]);
    expect((await cloud.get(path)).status).toBe(404);
  });

  it('never get the id of one who was deleted', async () => {
    const cloud = await startCloud();
    const create = async () =>
      numberAt((await cloud.send('POST', customers, { customer: { first_name: 'An' } })).body, 'customer.id');
    const first = await create();
    await cloud.send('DELETE', `/com/customers/${first}.json`);
    expect(await create()).toBe(first + 1);
  });

  it.each(['phone', 'email'])('have a %s of their own', async (field) => {
    const cloud = await startCloud();
    const value = field === 'phone' ? '0903000111' : 'an@mail.example';
    const made = await cloud.send('POST', customers, { customer: { first_name: 'An', [field]: value } });
    const again = await cloud.send('POST', customers, { customer: { first_name: 'Bình', [field]: value } });
    expect([again.status, again.body]).toEqual([422, { errors: { [field]: ['has already been taken'] } }]);
    const taken = await cloud.send('PUT', `/com/customers/${someone}.json`, { customer: { [field]: value } });
    expect(taken.status).toBe(422);
    const own = `/com/customers/${numberAt(made.body, 'customer.id')}.json`;
    expect((await cloud.send('PUT', own, { customer: { [field]: value } })).status).toBe(200);
  });

  it('need a name, a phone or an e-mail', async () => {
    const cloud = await startCloud();
    expect((await cloud.send('POST', customers, { customer: { note: 'x' } })).status).toBe(422);
    expect((await cloud.send('POST', customers, { customer: { phone: '0903000111' } })).status).toBe(201);
  });

  it('are searched by words and phones, those who bought last first', async () => {
    const cloud = await startCloud();
    const person = at((await cloud.get(`/com/customers/${someone}.json`)).body, 'customer');
    const find = async (query: string) =>
      listAt(
        (await cloud.get(`/com/customers/search.json?query=${encodeURIComponent(query)}`)).body,
        'customers',
      );
    expect(await find(String(at(person, 'phone')))).toMatchObject([{ id: someone }]);
    expect(await find(`${at(person, 'last_name')} ${at(person, 'first_name')}`)).toContainEqual(person);
    expect(await find('không có ai')).toEqual([]);
    await placeOrder(cloud, { customer: { id: someone + 7 } });
    expect(at((await cloud.get('/com/customers/search.json')).body, 'customers.0.id')).toBe(someone + 7);
  });

  it('show who changed since', async () => {
    const cloud = await startCloud({}, () => Date.UTC(2026, 10, 5));
    await cloud.send('PUT', `/com/customers/${someone}.json`, { customer: { note: 'x' } });
    const answer = await cloud.get(`${customers}?updated_at_min=2026-11-04T00:00:00Z`);
    expect(listAt(answer.body, 'customers').map((row) => at(row, 'id'))).toEqual([someone]);
  });

  it('who are gone leave their orders', async () => {
    const cloud = await startCloud();
    const id = await placeOrder(cloud, { customer: { id: someone } });
    await cloud.send('DELETE', `/com/customers/${someone}.json`);
    expect(at((await cloud.get(`/com/orders/${id}.json`)).body, 'order.customer')).toBeNull();
  });
});

describe('addresses', () => {
  it('are read as customer_address, posted as address, and one is the default', async () => {
    const cloud = await startCloud();
    const made = await cloud.send('POST', customers, { customer: { first_name: 'An' } });
    const path = `/com/customers/${numberAt(made.body, 'customer.id')}/addresses`;
    const add = async (address1: string) =>
      cloud.send('POST', `${path}.json`, { address: { address1, last_name: 'Lê', first_name: 'An' } });
    const [first, second] = [await add('1 Lê Lợi'), await add('2 Lê Lợi')];
    expect([first.status, at(first.body, 'address')]).toMatchObject([201, { name: 'Lê An', default: true }]);
    const secondId = numberAt(second.body, 'address.id');
    expect(at((await cloud.get(`${path}/${secondId}.json`)).body, 'customer_address.default')).toBe(false);
    const kept = await cloud.send('DELETE', `${path}/${numberAt(first.body, 'address.id')}.json`);
    expect([kept.status, kept.body]).toEqual([
      422,
      { errors: { base: ['Cannot delete the customers default address'] } },
    ]);
    await cloud.send('PUT', `${path}/${secondId}/default.json`);
    const gone = await cloud.send('DELETE', `${path}/${numberAt(first.body, 'address.id')}.json`);
    expect([gone.status, gone.body]).toEqual([200, {}]);
    const left = listAt((await cloud.get(`${path}.json`)).body, 'addresses');
    expect(left).toMatchObject([{ id: secondId, default: true, address1: '2 Lê Lợi' }]);
  });
});
