import { describe, expect, it } from 'vitest';
import { cloudCustomers, counterOf } from '../support/counter.ts';
import { backOffice, refusedEntries } from '../support/repairing.ts';
import { cloudGet, cloudOrders, outboxStates, shopCloud, syncedTill } from '../support/synced-till.ts';

const lan = { name: 'Nguyễn Thị Lan', phone: '0987654321', email: 'lan@example.com' };

const count = (till: ReturnType<typeof syncedTill>, table: 'customer' | 'customer_change') =>
  till.store.writer.get<{ n: number }>(`SELECT count(*) AS n FROM ${table}`)?.n;

describe('a customer made at the till', () => {
  it('goes to the cloud before the sale that needs it, and the order is theirs', async () => {
    const sandbox = await shopCloud();
    const till = syncedTill(sandbox);
    const counter = counterOf(till);
    const customer = counter.made({ ...lan, note: 'mua sỉ', birthday: '5/11/1990', gender: 'female' });
    expect(counter.card(customer.id).standing).toBe('waiting');
    till.sell({ customer });
    expect(await till.sync.runOnce('push')).toMatchObject({ ok: true, value: { confirmed: 2, waiting: 0 } });
    const [made, ...others] = await cloudCustomers(sandbox, lan.phone);
    expect(others).toEqual([]);
    expect(made).toMatchObject({
      last_name: 'Nguyễn Thị',
      first_name: 'Lan',
      email: lan.email,
      note: 'mua sỉ',
      gender: 0,
      orders_count: 1,
    });
    expect(made?.birthday).toContain('1990-11-05');
    expect(await cloudOrders(sandbox)).toMatchObject([{ customer: { id: made?.id } }]);
    expect(counter.card(customer.id)).toMatchObject({ standing: 'in-cloud', changes: [] });
  });

  it('sends its sale without a wait in between, however many others are queued', async () => {
    const sandbox = await shopCloud();
    const till = syncedTill(sandbox, { pace: { firstLookMs: 60_000 } });
    const counter = counterOf(till);
    for (let index = 0; index < 5; index += 1) {
      const customer = counter.made({ name: `Khách ${index}`, phone: `098765432${index}` });
      till.sell({ customer });
      till.sell({ customer });
    }
    expect(await till.sync.runOnce('push')).toMatchObject({ ok: true, value: { confirmed: 15, waiting: 0 } });
    const orders = await cloudOrders(sandbox);
    expect(new Set(orders.map((order) => order.customer.id)).size).toBe(5);
  });

  it('is one customer when the answer is lost', async () => {
    const sandbox = await shopCloud();
    const till = syncedTill(sandbox);
    const counter = counterOf(till);
    till.sell({ customer: counter.made(lan) });
    await sandbox.control({ dropAnswers: 1, dropAnswersTo: 'customers' });
    expect(await till.sync.runOnce('push')).toMatchObject({ ok: true, value: { confirmed: 2 } });
    const [made, ...others] = await cloudCustomers(sandbox, lan.phone);
    expect(others).toEqual([]);
    expect(await cloudOrders(sandbox)).toMatchObject([{ customer: { id: made?.id } }]);
  });

  it('without phone and e-mail is found by its tag when the answer is lost', async () => {
    const sandbox = await shopCloud();
    const till = syncedTill(sandbox);
    till.sell({ customer: counterOf(till).made({ name: 'Chị Bảy chợ Bến Thành' }) });
    await sandbox.control({ dropAnswers: 1, dropAnswersTo: 'customers' });
    expect(await till.sync.runOnce('push')).toMatchObject({ ok: true, value: { confirmed: 2 } });
    expect(await cloudCustomers(sandbox, 'Bến Thành')).toHaveLength(1);
  });

  it('edited after its answer was lost keeps the edit', async () => {
    const sandbox = await shopCloud();
    const till = syncedTill(sandbox, { pace: { patienceMs: 0 } });
    const counter = counterOf(till);
    const { id } = counter.made(lan);
    await sandbox.control({ dropAnswers: 1, dropAnswersTo: 'customers' });
    await till.sync.runOnce('push');
    expect(outboxStates(till.store)).toEqual(['unknown']);
    counter.edit(id, { name: 'Nguyễn Thị Lan Anh', phone: '0987654322' });
    await till.restart({ pace: { firstLookMs: 30, secondLookMs: 60, patienceMs: 5_000 } }).runOnce('push');
    expect(outboxStates(till.store)).toEqual(['confirmed', 'confirmed']);
    expect(await cloudCustomers(sandbox, lan.phone)).toEqual([]);
    expect(await cloudCustomers(sandbox, '0987654322')).toMatchObject([{ first_name: 'Anh' }]);
  });

  it.each([
    ['before the first byte left', "UPDATE outbox SET state = 'sending', tries = 1 WHERE kind = 'customer'"],
    ['before it looked for anybody', "UPDATE outbox SET state = 'queued' WHERE kind = 'customer'"],
  ])('is one customer when the till was killed %s', async (_, left) => {
    const sandbox = await shopCloud();
    const till = syncedTill(sandbox);
    till.sell({ customer: counterOf(till).made(lan) });
    till.store.writer.run(left);
    expect(await till.restart().runOnce('push')).toMatchObject({ ok: true, value: { confirmed: 2 } });
    expect(await cloudCustomers(sandbox, lan.phone)).toHaveLength(1);
    expect(await cloudOrders(sandbox)).toHaveLength(1);
  });

  it.each([
    ['heard nothing', 'cloud_id = NULL, base_json = NULL, updated_at = 0'],
    ['had only written the customer', 'updated_at = updated_at'],
  ])('is one customer when the till that was killed after the cloud made it %s', async (_, row) => {
    const sandbox = await shopCloud();
    const till = syncedTill(sandbox);
    const { id } = counterOf(till).made(lan);
    await till.sync.runOnce('push');
    till.store.writer.run(`UPDATE customer SET ${row} WHERE id = ?`, [id]);
    till.store.writer.run("UPDATE outbox SET state = 'sending', cloud_id = NULL, confirmed_at = NULL");
    expect(await till.restart().runOnce('push')).toMatchObject({
      ok: true,
      value: { sent: 0, confirmed: 1 },
    });
    expect(await cloudCustomers(sandbox, lan.phone)).toHaveLength(1);
  });
});

describe('a customer whom the cloud knows already', () => {
  it('is taken for them when the phone is the same, and what differed is kept in the history', async () => {
    const sandbox = await shopCloud();
    const till = syncedTill(sandbox);
    const counter = counterOf(till);
    await backOffice(sandbox, 'POST', '/com/customers.json', {
      customer: { last_name: 'Nguyễn', first_name: 'Lan', phone: '+84987654321' },
    });
    const customer = counter.made(lan);
    till.sell({ customer });
    await till.sync.runOnce('push');
    expect(outboxStates(till.store).every((state) => state === 'confirmed')).toBe(true);
    const found = await cloudCustomers(sandbox, '987654321');
    expect(found).toMatchObject([{ last_name: 'Nguyễn', first_name: 'Lan', email: lan.email }]);
    expect(await cloudOrders(sandbox)).toMatchObject([{ customer: { id: found[0]?.id } }]);
    expect(counter.fieldsOf(customer.id)).toMatchObject({ name: 'Nguyễn Lan', email: lan.email });
    expect(counter.card(customer.id).changes).toMatchObject([
      { field: 'name', before: 'Nguyễn Thị Lan', after: 'Nguyễn Lan', origin: 'cloud', stands: true },
    ]);
  });

  it.each(['fields', 'text', 'list', 'message'] as const)(
    'is found after the cloud refused the phone, however it words that (%s)',
    async (errorShape) => {
      const sandbox = await shopCloud();
      const till = syncedTill(sandbox);
      const counter = counterOf(till);
      await sandbox.control({ errorShape });
      await backOffice(sandbox, 'POST', '/com/customers.json', {
        customer: { first_name: 'Lan', email: lan.email },
      });
      const customer = counter.made({ ...lan, phone: '' });
      till.sell({ customer });
      await till.sync.runOnce('push');
      expect(await cloudCustomers(sandbox, lan.email)).toHaveLength(1);
      expect(counter.card(customer.id).standing).toBe('in-cloud');
    },
  );

  it('under another phone is not the same for sharing an e-mail: a person decides', async () => {
    const sandbox = await shopCloud();
    const till = syncedTill(sandbox);
    const counter = counterOf(till);
    await backOffice(sandbox, 'POST', '/com/customers.json', {
      customer: { first_name: 'Hùng', phone: '0911111111', email: lan.email },
    });
    const customer = counter.made(lan);
    till.sell({ customer });
    await till.sync.runOnce('push');
    expect(refusedEntries(till)).toMatchObject([{ reason: 'email-taken' }, { reason: 'customer-not-sent' }]);
    expect(counter.card(customer.id).standing).toBe('refused');
  });

  it('on two tills at once is one customer with both sales', async () => {
    const sandbox = await shopCloud();
    const tills = ['till-1', 'till-2'].map((tillId) => syncedTill(sandbox, { tillId }));
    const counters = tills.map((till, index) => counterOf(till, index + 1));
    const made = counters.map((counter, index) => counter.made({ ...lan, name: `Lan ${index}`, email: '' }));
    tills.forEach((till, index) => {
      const customer = made[index];
      if (customer !== undefined) till.sell({ customer });
    });
    await Promise.all(tills.map((till) => till.sync.runOnce('push')));
    await Promise.all(tills.map((till) => till.sync.runOnce('both')));
    expect(tills.flatMap(({ store }) => outboxStates(store))).toEqual(Array(4).fill('confirmed'));
    const found = await cloudCustomers(sandbox, lan.phone);
    expect(found).toMatchObject([{ orders_count: 2 }]);
    const orders = await cloudOrders(sandbox);
    expect(orders.map((order) => order.customer.id)).toEqual([found[0]?.id, found[0]?.id]);
    const names = counters.map((counter, index) => counter.fieldsOf(made[index]?.id ?? '').name);
    expect(names[0]).toBe(names[1]);
  });

  it('and to this till under another id: both rows become one, sales and history with them', async () => {
    const sandbox = await shopCloud();
    const till = syncedTill(sandbox);
    const counter = counterOf(till);
    const customer = counter.made(lan);
    till.sell({ customer });
    await backOffice(sandbox, 'POST', '/com/customers.json', {
      customer: { first_name: 'Lan', phone: lan.phone, note: 'khách quen' },
    });
    await till.sync.firstPull(() => undefined);
    const before = count(till, 'customer');
    await till.sync.runOnce('push');
    expect(count(till, 'customer')).toBe(before);
    expect(counter.create({ phone: lan.phone })).toMatchObject({
      value: { kind: 'known', customers: [{ name: 'Lan' }], mayCreate: false },
    });
    expect(counter.card(customer.id)).toMatchObject({
      name: 'Lan',
      note: 'khách quen',
      purchaseCount: 1,
      standing: 'in-cloud',
    });
    expect(counter.card(customer.id).changes).toMatchObject([{ before: lan.name, after: 'Lan' }]);
    const [order] = await cloudOrders(sandbox);
    expect(order?.customer.id).toBe((await cloudCustomers(sandbox, lan.phone))[0]?.id);
    await cloudGet(sandbox, `/com/customers/${order?.customer.id}.json`);
  });
});
