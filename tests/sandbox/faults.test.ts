import { describe, expect, it } from 'vitest';
import { at, listAt, placeOrder, startCloud, until, variantId } from './support.ts';

const order = { order: { line_items: [{ variant_id: variantId(1), quantity: 1 }] } };
const listed = '/com/orders.json?status=any';

/** The code of the network's failure, as Node names it. */
async function failureOf(call: Promise<unknown>): Promise<string> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return String(at(error instanceof Error ? error.cause : undefined, 'code') ?? error);
}

describe('faults', () => {
  it('are switched over HTTP, shown, and put back', async () => {
    const cloud = await startCloud();
    const set = await fetch(`${cloud.url}/_control`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ badGateways: 1, timeFilter: 'shop_local' }),
    });
    expect(at(await set.json(), 'badGateways')).toBe(1);
    expect((await cloud.get('/com/shop.json')).status).toBe(502);
    expect((await cloud.get('/com/shop.json')).status).toBe(200);
    const shown = await (await fetch(`${cloud.url}/_control`)).json();
    expect([at(shown, 'badGateways'), at(shown, 'timeFilter')]).toEqual([0, 'shop_local']);
    const back = await (await fetch(`${cloud.url}/_control`, { method: 'DELETE' })).json();
    expect(at(back, 'timeFilter')).toBe('utc');
  });

  it('that do not exist are refused', async () => {
    const cloud = await startCloud();
    const answer = await cloud.send('POST', '/_control', { badGateway: 1 });
    expect(answer.status).toBe(422);
  });

  it('drop the answer of an order that was made', async () => {
    const cloud = await startCloud();
    await cloud.control({ dropAnswers: 1 });
    expect(await failureOf(cloud.send('POST', '/com/orders.json', order))).toBe('UND_ERR_SOCKET');
    expect(listAt((await cloud.get(listed)).body, 'orders')).toHaveLength(1);
    expect((await cloud.send('POST', '/com/orders.json', order)).status).toBe(201);
  });

  it('drop the answers of other writes only when asked to', async () => {
    const cloud = await startCloud();
    const customer = { customer: { first_name: 'An' } };
    await cloud.control({ dropAnswers: 1 });
    expect((await cloud.send('POST', '/com/customers.json', customer)).status).toBe(201);
    await cloud.control({ dropAnswersTo: 'writes' });
    expect(await failureOf(cloud.send('POST', '/com/customers.json', customer))).toBe('UND_ERR_SOCKET');
    expect(at((await cloud.get('/com/customers/count.json')).body, 'count')).toBe(63);
  });

  it('cut the connection before anything is done', async () => {
    const cloud = await startCloud();
    await cloud.control({ resets: 1 });
    expect(await failureOf(cloud.send('POST', '/com/orders.json', order))).toBe('UND_ERR_SOCKET');
    expect(listAt((await cloud.get(listed)).body, 'orders')).toHaveLength(0);
    await cloud.control({ down: true });
    expect(await failureOf(cloud.get('/com/shop.json'))).toBe('UND_ERR_SOCKET');
    await cloud.control({ down: false });
    expect((await cloud.get('/com/shop.json')).status).toBe(200);
  });

  it('refuse connections until the port opens again', async () => {
    const cloud = await startCloud();
    await cloud.control({ refuseMs: 60_000 });
    expect(await failureOf(cloud.get('/com/shop.json'))).toBe('ECONNREFUSED');
    await cloud.control({ refuseMs: 0 });
    expect((await cloud.get('/com/shop.json')).status).toBe(200);
    const answer = await cloud.send('POST', '/_control', { refuseMs: 150 });
    expect(answer.status).toBe(200);
    const back = await until(
      () => cloud.get('/com/shop.json').catch(() => undefined),
      (reply) => reply !== undefined,
    );
    expect(back?.status).toBe(200);
  });

  it('let a call wait before its work, or before its answer', async () => {
    const cloud = await startCloud();
    await cloud.control({ delayMs: 60_000 });
    const early = fetch(`${cloud.url}${listed}`, { signal: AbortSignal.timeout(50) });
    await expect(early).rejects.toThrow('timeout');
    await cloud.control({ delayMs: 0, answerDelayMs: 60_000 });
    const aborted = fetch(`${cloud.url}/com/orders.json`, {
      method: 'POST',
      body: JSON.stringify(order),
      headers: { authorization: `Bearer ${cloud.token}`, 'content-type': 'application/json' },
      signal: AbortSignal.timeout(200),
    });
    await expect(aborted).rejects.toThrow('timeout');
    await cloud.control({ answerDelayMs: 0 });
    const orders = await until(
      () => cloud.get(listed),
      (reply) => listAt(reply.body, 'orders').length > 0,
    );
    expect(listAt(orders.body, 'orders')).toHaveLength(1);
  });

  it('throttle, refuse orders, and answer with what is no JSON', async () => {
    const cloud = await startCloud();
    await cloud.control({ throttles: 1 });
    const throttled = await cloud.get('/com/shop.json');
    expect([throttled.status, throttled.headers.get('retry-after')]).toEqual([429, '2.0']);
    await cloud.control({ refusals: 1 });
    expect((await cloud.send('POST', '/com/orders.json', order)).status).toBe(422);
    await cloud.control({ garbage: 1 });
    const garbage = await cloud.get('/com/products.json');
    expect([garbage.status, typeof garbage.body]).toEqual([200, 'string']);
    expect((await cloud.get('/com/products.json')).status).toBe(200);
  });

  it('revoke the token and take scopes away', async () => {
    const cloud = await startCloud();
    await cloud.control({ tokenRevoked: true });
    expect((await cloud.get('/com/shop.json')).status).toBe(401);
    await cloud.control({ tokenRevoked: false, forbidden: ['metafields', 'customers'] });
    const answer = await cloud.get('/com/metafields.json');
    expect([answer.status, answer.body]).toEqual([403, {}]);
    expect((await cloud.get('/com/customers/search.json?query=a')).status).toBe(403);
    expect((await cloud.get('/com/products/1000000001/metafields.json')).status).toBe(200);
  });

  it('let new orders lag behind in lists, not under their id', async () => {
    let now = Date.UTC(2026, 10, 5);
    const cloud = await startCloud({}, () => now);
    await cloud.control({ listLagMs: 5000 });
    const id = await placeOrder(cloud);
    expect(listAt((await cloud.get(listed)).body, 'orders')).toHaveLength(0);
    expect((await cloud.get(`/com/orders/${id}.json`)).status).toBe(200);
    now += 5000;
    expect(listAt((await cloud.get(listed)).body, 'orders')).toHaveLength(1);
  });

  it('put the clock of the service wrong', async () => {
    const cloud = await startCloud({}, () => Date.UTC(2026, 10, 5));
    await cloud.control({ clockSkewMs: -3_600_000 });
    const { headers } = await cloud.get('/com/shop.json');
    expect(headers.get('date')).toBe('Wed, 04 Nov 2026 23:00:00 GMT');
  });

  it('refuse used names and sold-out goods when switched on', async () => {
    const cloud = await startCloud();
    const named = { name: 'HD-1' };
    await placeOrder(cloud, named);
    await placeOrder(cloud, named);
    await cloud.control({ refuseUsedNames: true, enforceStock: true });
    await expect(placeOrder(cloud, named)).rejects.toThrow('already been taken');
    const line_items = [{ variant_id: variantId(2), quantity: 241 }];
    await expect(placeOrder(cloud, { line_items })).rejects.toThrow('không đủ');
    await cloud.control({ enforceStock: false });
    await placeOrder(cloud, { line_items });
  });
});

describe('time filters', () => {
  const noon = Date.UTC(2026, 10, 5, 5);

  it.each([
    // An order made at noon in the shop, 05:00 in UTC.
    ['utc', '2026-11-05T05:00:00Z', 1],
    ['utc', '2026-11-05T05:00:01Z', 0],
    ['utc', '2026-11-05T12:00:00+07:00', 1],
    ['utc', '2026-11-05T12:00:01+07:00', 0],
    ['shop_local', '2026-11-05T12:00:00Z', 1],
    ['shop_local', '2026-11-05T12:00:01Z', 0],
    ['shop_local', '2026-11-05T12:00:00', 1],
    // Turned into UTC first and then read as local: seven hours off.
    ['shop_local', '2026-11-05T19:00:00+07:00', 1],
    ['shop_local', '2026-11-05T19:00:01+07:00', 0],
  ] as const)('read as %s, %s finds %i', async (timeFilter, since, found) => {
    const cloud = await startCloud({ 'time-filter': timeFilter }, () => noon);
    await placeOrder(cloud);
    const path = `${listed}&created_at_min=${encodeURIComponent(since)}`;
    expect(listAt((await cloud.get(path)).body, 'orders')).toHaveLength(found);
  });
});
