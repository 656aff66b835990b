import { describe, expect, it } from 'vitest';
import { optionsFromArgv } from '../../sandbox/options.ts';
import { at, listAt, orderPaths, placeOrder, settledOrder, startCloud, variantId } from './support.ts';

const order = { order: { line_items: [{ variant_id: variantId(1), quantity: 1 }] } };
const phone = { customer: { first_name: 'An', phone: '0903000111', email: 'an@mail.example' } };

describe('switches', () => {
  it('can be set at the start, and come back to that', async () => {
    const argv = ['--settle-ms', '5', '--switches', '{"enforceStock":true,"retryAfterSeconds":1.5}'];
    const cloud = await startCloud({ ...optionsFromArgv(argv), products: 60, port: 0 });
    const shown = async (method: string) => (await fetch(`${cloud.url}/_control`, { method })).json();
    const atStart = { enforceStock: true, retryAfterSeconds: 1.5, settleMs: 5 };
    expect(await shown('GET')).toMatchObject(atStart);
    await cloud.control({ enforceStock: false, settleMs: 0, chaos: { seed: 1, reset: 1 } });
    expect(await shown('DELETE')).toMatchObject({ ...atStart, chaos: null });
  });

  it.each([
    ['{"enforceStock":', 'is no JSON'],
    ['{"enforceStok":true}', 'switches'],
  ])('that make no sense are refused at the start: %s', (text, message) => {
    expect(() => optionsFromArgv(['--switches', text])).toThrow(message);
  });

  it('tell a throttled caller any decimal wait (§1.5)', async () => {
    const cloud = await startCloud();
    await cloud.control({ throttles: 2, retryAfterSeconds: 0.25 });
    const waits = [await cloud.get('/com/shop.json'), await cloud.get('/com/shop.json')];
    expect(waits.map(({ headers }) => headers.get('retry-after'))).toEqual(['0.25', '0.25']);
    expect((await cloud.get('/com/shop.json')).status).toBe(200);
  });

  it('answer 502 after the work was done (§1.6)', async () => {
    const cloud = await startCloud();
    await cloud.control({ badGatewaysAfter: 1 });
    expect((await cloud.send('POST', '/com/orders.json', order)).status).toBe(502);
    expect(at((await cloud.get('/com/orders/count.json?status=any')).body, 'count')).toBe(1);
    expect((await cloud.send('POST', '/com/orders.json', order)).status).toBe(201);
  });

  it('settle money when told to, while running (§1.9)', async () => {
    const cloud = await startCloud({ 'settle-ms': 600_000 });
    const late = await placeOrder(cloud);
    await cloud.control({ settleMs: 0 });
    const soon = await placeOrder(cloud);
    await settledOrder(cloud, soon);
    expect(listAt((await cloud.get(orderPaths(late).order)).body, 'order.transactions')).toEqual([]);
  });

  it('let a capture without an amount pay for all of it (§1.9)', async () => {
    const cloud = await startCloud({ 'settle-ms': 0 });
    const paid = { financial_status: 'paid', transactions: [{ kind: 'capture' }] };
    const first = await placeOrder(cloud, paid);
    expect(at(await settledOrder(cloud, first), 'order.financial_status')).toBe('partiallypaid');
    await cloud.control({ captureOmittedPartial: false });
    const second = await placeOrder(cloud, paid);
    expect(at(await settledOrder(cloud, second), 'order.financial_status')).toBe('paid');
  });

  it('let phones and e-mails be used twice (§1.6)', async () => {
    const cloud = await startCloud();
    const create = async () => (await cloud.send('POST', '/com/customers.json', phone)).status;
    expect([await create(), await create()]).toEqual([201, 422]);
    await cloud.control({ refuseUsedPhones: false });
    expect(await create()).toBe(422);
    await cloud.control({ refuseUsedEmails: false });
    expect(await create()).toBe(201);
  });

  it('refuse the sources that are kept to the service (§1.9)', async () => {
    const cloud = await startCloud();
    await placeOrder(cloud, { source: 'pos' });
    await cloud.control({ refuseProtectedSources: true });
    await expect(placeOrder(cloud, { source: 'pos' })).rejects.toThrow('is protected');
    await expect(placeOrder(cloud, { source_name: 'iphone' })).rejects.toThrow('is protected');
    await placeOrder(cloud, { source: 'quay' });
  });

  it('enforce stock by the policy a variant has now (§1.8)', async () => {
    const cloud = await startCloud();
    await cloud.control({ enforceStock: true });
    const line_items = [{ variant_id: variantId(1), quantity: 241 }];
    await expect(placeOrder(cloud, { line_items })).rejects.toThrow('không đủ');
    const path = `/com/variants/${variantId(1)}.json`;
    await cloud.send('PUT', path, { variant: { inventory_policy: 'continue' } });
    await placeOrder(cloud, { line_items });
    await cloud.send('PUT', path, { variant: { inventory_policy: 'deny' } });
    await expect(placeOrder(cloud)).rejects.toThrow('không đủ');
  });
});

describe('lost answers aimed at one kind of write', () => {
  it.each([
    ['customers', 'POST', '/com/customers.json', phone],
    ['addresses', 'POST', '/com/customers/1300000002/addresses.json', { address: { address1: 'x' } }],
    ['transactions', 'POST', 'transactions', { transaction: { kind: 'capture', amount: 1 } }],
    ['cancels', 'POST', 'cancel', {}],
    ['fulfillments', 'POST', 'fulfillments', { fulfillment: {} }],
    ['tags', 'POST', 'tags', { tags: 'a' }],
    [
      'metafields',
      'POST',
      '/com/metafields.json',
      { metafield: { namespace: 'ab', key: 'abc', value: '1' } },
    ],
    ['products', 'PUT', `/com/variants/${variantId(1)}.json`, { variant: { price: 1 } }],
  ] as const)('hit %s only', async (kind, method, path, body) => {
    const cloud = await startCloud({ 'settle-ms': 0 });
    await cloud.control({ dropAnswers: 1, dropAnswersTo: kind });
    const id = await placeOrder(cloud);
    const full = path.startsWith('/') ? path : `/com/orders/${id}/${path}.json`;
    await expect(cloud.send(method, full, body)).rejects.toThrow('fetch failed');
    expect(at(await (await fetch(`${cloud.url}/_control`)).json(), 'dropAnswers')).toBe(0);
  });
});
