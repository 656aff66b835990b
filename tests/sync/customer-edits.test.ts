import { describe, expect, it } from 'vitest';
import { cloudCustomers, counterOf } from '../support/counter.ts';
import { amendAndSendAgain, backOffice, refusedEntries } from '../support/repairing.ts';
import { cloudGet, cloudOrders, outboxStates, shopCloud, syncedTill } from '../support/synced-till.ts';

const lan = { name: 'Nguyễn Thị Lan', phone: '0987654321', email: 'lan@example.com' };

/** A till whose customer is in the cloud already. */
async function withLan() {
  const sandbox = await shopCloud();
  const till = syncedTill(sandbox);
  const counter = counterOf(till, 2);
  const customer = counter.made(lan);
  await till.sync.firstPull(() => undefined);
  await till.sync.runOnce('push');
  const [cloud] = await cloudCustomers(sandbox, lan.phone);
  if (cloud === undefined) throw new Error('the customer is in the cloud');
  const inCloud = async () =>
    (await cloudGet<{ customer: typeof cloud }>(sandbox, `/com/customers/${cloud.id}.json`)).customer;
  const change = (fields: Record<string, unknown>) =>
    backOffice(sandbox, 'PUT', `/com/customers/${cloud.id}.json`, { customer: { id: cloud.id, ...fields } });
  const remove = () => backOffice(sandbox, 'DELETE', `/com/customers/${cloud.id}.json`);
  return { sandbox, till, counter, customer, cloud, inCloud, change, remove };
}

describe('a customer edited at the till', () => {
  it('sends what was changed and nothing else', async () => {
    const { till, counter, customer, inCloud, change } = await withLan();
    await change({ tags: 'vip', note: 'của văn phòng' });
    await till.sync.runOnce('pull');
    counter.edit(customer.id, { birthday: '5/11/1990', gender: 'female' });
    await till.sync.runOnce('push');
    const now = await inCloud();
    expect(now).toMatchObject({ gender: 0, note: 'của văn phòng', tags: 'vip', first_name: 'Lan' });
    expect(counter.card(customer.id).changes).toMatchObject([
      {
        field: 'gender',
        before: '',
        after: 'female',
        origin: 'till',
        staffName: 'Trần Thị Lan',
        tillNumber: 2,
      },
      { field: 'birthday', before: '', after: '05/11/1990' },
      { field: 'note', before: '', after: 'của văn phòng', origin: 'cloud' },
    ]);
  });

  it('before the cloud knows the customer waits for that, and nothing is left to send', async () => {
    const sandbox = await shopCloud();
    const till = syncedTill(sandbox);
    const counter = counterOf(till);
    const { id } = counter.made(lan);
    counter.edit(id, { name: 'Nguyễn Lan Anh' });
    await till.sync.runOnce('push');
    expect(outboxStates(till.store)).toEqual(['confirmed', 'confirmed']);
    expect(await cloudCustomers(sandbox, lan.phone)).toMatchObject([{ first_name: 'Anh' }]);
  });

  it('and in the cloud keeps both changes where they are of different fields', async () => {
    const { till, counter, customer, inCloud, change } = await withLan();
    counter.edit(customer.id, { name: 'Nguyễn Lan Anh' });
    await change({ note: 'đổi địa chỉ' });
    await till.sync.runOnce('both');
    expect(await inCloud()).toMatchObject({ first_name: 'Anh', note: 'đổi địa chỉ' });
    expect(counter.fieldsOf(customer.id)).toMatchObject({ name: 'Nguyễn Lan Anh', note: 'đổi địa chỉ' });
  });

  it.each(['the till', 'the cloud'] as const)(
    'and in the cloud takes the value of whoever was later, %s, and keeps the other in the history',
    async (later) => {
      const { till, counter, customer, inCloud, change } = await withLan();
      // The cloud tells its time in whole seconds.
      const clock = () => Date.now() + (later === 'the till' ? 1_200 : -1_200);
      const atTill = () => counterOf(till, 2, clock).edit(customer.id, { name: 'Nguyễn Lan Anh' });
      const inOffice = () => change({ last_name: 'Nguyễn', first_name: 'Lan Chi' });
      if (later === 'the till') {
        await inOffice();
        atTill();
      } else {
        atTill();
        await inOffice();
      }
      await till.sync.runOnce('both');
      const wanted = later === 'the till' ? 'Nguyễn Lan Anh' : 'Nguyễn Lan Chi';
      const { last_name: last, first_name: first } = await inCloud();
      expect(`${last} ${first}`).toBe(wanted);
      expect(counter.fieldsOf(customer.id).name).toBe(wanted);
      const names = counter.card(customer.id).changes.filter(({ field }) => field === 'name');
      expect(names.map(({ origin, after, stands }) => ({ origin, after, stands }))).toEqual(
        expect.arrayContaining([
          { origin: 'till', after: 'Nguyễn Lan Anh', stands: true },
          { origin: 'cloud', after: 'Nguyễn Lan Chi', stands: later === 'the cloud' },
        ]),
      );
      expect(names).toHaveLength(2);
    },
  );

  it('is there once when the answer is lost', async () => {
    const { sandbox, till, counter, customer, inCloud } = await withLan();
    counter.edit(customer.id, { note: 'giao buổi chiều' });
    await sandbox.control({ dropAnswers: 1, dropAnswersTo: 'customers' });
    await till.sync.runOnce('push');
    expect(outboxStates(till.store)).toEqual(['confirmed', 'confirmed']);
    expect((await inCloud()).note).toBe('giao buổi chiều');
    expect(counter.card(customer.id)).toMatchObject({ standing: 'in-cloud', changes: [{ field: 'note' }] });
  });

  it('to a phone somebody in the cloud has waits for a person, who says that the two are one', async () => {
    const { sandbox, till, counter, customer } = await withLan();
    const other = await backOffice<{ customer: { id: number } }>(sandbox, 'POST', '/com/customers.json', {
      customer: { first_name: 'Lan Cũ', phone: '0911111111' },
    });
    counter.edit(customer.id, { phone: '0911111111' });
    await till.sync.runOnce('push');
    const [refused] = refusedEntries(till);
    expect(refused).toMatchObject({ reason: 'phone-taken' });
    amendAndSendAgain(till, refused?.id ?? '', { kind: 'merge-customer' });
    await till.sync.runOnce('push');
    till.sell({ customer });
    await till.sync.runOnce('push');
    expect(await cloudOrders(sandbox)).toMatchObject([{ customer: { id: other.customer.id } }]);
  });

  it('to an e-mail somebody in the cloud has goes without it when told so', async () => {
    const { sandbox, till, counter, customer, inCloud } = await withLan();
    await backOffice(sandbox, 'POST', '/com/customers.json', {
      customer: { first_name: 'Hùng', phone: '0911111111', email: 'chung@example.com' },
    });
    counter.edit(customer.id, { email: 'chung@example.com', note: 'nhà số 5' });
    await till.sync.runOnce('push');
    const [refused] = refusedEntries(till);
    expect(refused).toMatchObject({ reason: 'email-taken' });
    amendAndSendAgain(till, refused?.id ?? '', { kind: 'without-email' });
    await till.sync.runOnce('push');
    expect(await inCloud()).toMatchObject({ email: lan.email, note: 'nhà số 5' });
    expect(counter.fieldsOf(customer.id)).toMatchObject({ email: lan.email, note: 'nhà số 5' });
    expect(refusedEntries(till)).toEqual([]);
  });

  it('to what the cloud did not take sends the customer again by itself', async () => {
    const sandbox = await shopCloud();
    const till = syncedTill(sandbox);
    const counter = counterOf(till);
    await backOffice(sandbox, 'POST', '/com/customers.json', {
      customer: { first_name: 'Hùng', phone: '0911111111', email: lan.email },
    });
    const customer = counter.made(lan);
    till.sell({ customer });
    await till.sync.runOnce('push');
    expect(refusedEntries(till)).toHaveLength(2);
    counter.edit(customer.id, { email: 'lan.anh@example.com' });
    await till.sync.runOnce('push');
    expect(outboxStates(till.store)).toEqual(['confirmed', 'confirmed', 'confirmed']);
    expect(await cloudOrders(sandbox)).toMatchObject([{ customer: { email: 'lan.anh@example.com' } }]);
  });
});

describe('a customer deleted in the cloud while sales of theirs wait', () => {
  const sold = async () => {
    const shop = await withLan();
    const sales = [shop.till.sell({ customer: shop.customer }), shop.till.sell({ customer: shop.customer })];
    await shop.remove();
    await shop.till.sync.runOnce('push');
    expect(refusedEntries(shop.till)).toMatchObject([
      { reason: 'customer-gone' },
      { reason: 'customer-gone' },
    ]);
    return { ...shop, sales: sales.map(({ id }) => id) };
  };

  it('is found by phone, and all later sales are theirs too', async () => {
    const { sandbox, till, customer, sales } = await sold();
    const again = await backOffice<{ customer: { id: number } }>(sandbox, 'POST', '/com/customers.json', {
      customer: { first_name: 'Lan', phone: '+84987654321' },
    });
    for (const id of sales) amendAndSendAgain(till, id, { kind: 'customer-by-phone' });
    till.sell({ customer });
    await till.sync.runOnce('push');
    const orders = await cloudOrders(sandbox);
    expect(orders.map((order) => order.customer.id)).toEqual(Array(3).fill(again.customer.id));
  });

  it('stays refused when nobody in the cloud has the phone', async () => {
    const { till, sales } = await sold();
    amendAndSendAgain(till, sales[0] ?? '', { kind: 'customer-by-phone' });
    await till.sync.runOnce('push');
    expect(refusedEntries(till)).toMatchObject([{ reason: 'customer-gone' }, { reason: 'customer-gone' }]);
  });

  it.each([0, 1])('is made anew once for all sales, with %i answers lost', async (lost) => {
    const { sandbox, till, customer, sales } = await sold();
    for (const id of sales) amendAndSendAgain(till, id, { kind: 'customer-anew' });
    till.sell({ customer });
    await sandbox.control({ dropAnswers: lost, dropAnswersTo: 'customers' });
    await till.sync.runOnce('push');
    const made = await cloudCustomers(sandbox, lan.phone);
    expect(made).toMatchObject([{ first_name: 'Lan', email: lan.email }]);
    const orders = await cloudOrders(sandbox);
    expect(orders.map((order) => order.customer.id)).toEqual(Array(3).fill(made[0]?.id));
  });

  it('is made anew once when the till was killed in the middle', async () => {
    const { sandbox, till, sales } = await sold();
    amendAndSendAgain(till, sales[0] ?? '', { kind: 'customer-anew' });
    await sandbox.control({ dropAnswers: 1, dropAnswersTo: 'customers' });
    await till.restart({ pace: { patienceMs: 0 } }).runOnce('push');
    till.store.writer.run("UPDATE outbox SET state = 'sending' WHERE state = 'unknown'");
    amendAndSendAgain(till, sales[1] ?? '', { kind: 'customer-anew' });
    await till.restart().runOnce('push');
    expect(await cloudCustomers(sandbox, lan.phone)).toHaveLength(1);
    expect(await cloudOrders(sandbox)).toHaveLength(2);
  });

  it('with an edit on the way is made anew with what was edited', async () => {
    const { sandbox, till, counter, customer, remove } = await withLan();
    counter.edit(customer.id, { note: 'giao buổi chiều' });
    await remove();
    await till.sync.runOnce('push');
    const [refused] = refusedEntries(till);
    expect(refused).toMatchObject({ reason: 'customer-gone' });
    amendAndSendAgain(till, refused?.id ?? '', { kind: 'customer-anew' });
    await till.sync.runOnce('push');
    expect(await cloudCustomers(sandbox, lan.phone)).toMatchObject([{ note: 'giao buổi chiều' }]);
    expect(counter.card(customer.id).standing).toBe('in-cloud');
  });
});

describe('what once stood still for ever', () => {
  it('is a sale whose customer was to be sent at a time a wrong clock wrote down: both go now', async () => {
    const sandbox = await shopCloud();
    const till = syncedTill(sandbox);
    till.sell({ customer: counterOf(till).made(lan) });
    const farOff = Date.now() + 400 * 86_400_000;
    till.store.writer.run("UPDATE outbox SET next_try_at = ? WHERE kind = 'customer'", [farOff]);
    expect(await till.sync.runOnce('push')).toMatchObject({ ok: true, value: { confirmed: 2, waiting: 0 } });
    const [made] = await cloudCustomers(sandbox, lan.phone);
    expect(await cloudOrders(sandbox)).toMatchObject([{ customer: { id: made?.id } }]);
  });

  it('is a customer to be merged with one whom the cloud has lost meanwhile: they go as any other', async () => {
    const { sandbox, till, counter, customer } = await withLan();
    const other = await backOffice<{ customer: { id: number } }>(sandbox, 'POST', '/com/customers.json', {
      customer: { first_name: 'Hoa', phone: '0911222333' },
    });
    counter.edit(customer.id, { phone: '0911222333' });
    await till.sync.runOnce('push');
    const [refused] = refusedEntries(till);
    expect(refused).toMatchObject({ reason: 'phone-taken' });
    await backOffice(sandbox, 'DELETE', `/com/customers/${other.customer.id}.json`);
    amendAndSendAgain(till, refused?.id ?? '', { kind: 'merge-customer' });
    await till.sync.runOnce('push');
    expect(refusedEntries(till)).toEqual([]);
    expect(await cloudCustomers(sandbox, '0911222333')).toMatchObject([{ first_name: 'Lan' }]);
  });
});
