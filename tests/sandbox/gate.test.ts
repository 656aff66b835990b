import { describe, expect, it } from 'vitest';
import { leakyBucket } from '../../sandbox/bucket.ts';
import { startCloud } from './support.ts';

describe('the call limit (§1.5)', () => {
  it('holds 80 calls and lets 4 a second leak away', () => {
    let now = 0;
    const bucket = leakyBucket(80, 4, () => now);
    for (let call = 1; call <= 80; call += 1) expect(bucket.take()).toBe(true);
    expect(bucket.header()).toBe('80/80');
    expect(bucket.take()).toBe(false);
    now = 249;
    expect(bucket.take()).toBe(false);
    now = 250;
    expect(bucket.take()).toBe(true);
    now = 10_250;
    expect(bucket.header()).toBe('80/80');
    expect(bucket.take()).toBe(true);
    expect(bucket.header()).toBe('41/80');
  });

  it('stands in a header of every answer, and over it comes 429 with the wait', async () => {
    let now = 1_000_000;
    const cloud = await startCloud({ bucket: 3, leak: 1 }, () => now);
    const first = await cloud.get('/com/shop.json');
    expect([first.status, first.headers.get('x-haravan-api-call-limit')]).toEqual([200, '1/3']);
    const missing = await cloud.get('/com/nothing.json');
    expect([missing.status, missing.headers.get('x-haravan-api-call-limit')]).toEqual([404, '2/3']);
    await cloud.get('/com/shop.json');
    const over = await cloud.get('/com/shop.json');
    expect(over.status).toBe(429);
    expect(over.headers.get('x-haravan-api-call-limit')).toBe('3/3');
    expect(over.headers.get('retry-after')).toBe('2.0');
    // There would be room again, but whoever does not wait is throttled again.
    now += 1500;
    const early = await cloud.get('/com/shop.json');
    expect([early.status, early.headers.get('retry-after')]).toEqual([429, '0.5']);
    now += 500;
    expect((await cloud.get('/com/shop.json')).status).toBe(200);
  });

  it('is not eaten by calls with a wrong token', async () => {
    const cloud = await startCloud({ bucket: 2, leak: 0.1 }, () => 0);
    for (let call = 0; call < 5; call += 1) {
      await fetch(`${cloud.url}/com/shop.json`, { headers: { authorization: 'Bearer WRONG' } });
    }
    expect((await cloud.get('/com/shop.json')).status).toBe(200);
  });
});

describe('the token', () => {
  it('is 64 upper-case hex characters, the same for the same seed', async () => {
    const [one, same, other] = await Promise.all([
      startCloud({ seed: 3, products: 0 }),
      startCloud({ seed: 3, products: 0 }),
      startCloud({ seed: 4, products: 0 }),
    ]);
    expect(one.token).toMatch(/^[0-9A-F]{64}$/);
    expect(same.token).toBe(one.token);
    expect(other.token).not.toBe(one.token);
  });

  it.each([
    ['no token', {}],
    ['another token', { authorization: `Bearer ${'A'.repeat(64)}` }],
  ])('answers 401 to %s', async (_name, headers) => {
    const cloud = await startCloud({ products: 0 });
    const response = await fetch(`${cloud.url}/com/shop.json`, { headers });
    expect(response.status).toBe(401);
    expect(response.headers.get('x-haravan-api-call-limit')).toBe('1/100000');
  });

  it('may lack the right to list users', async () => {
    const cloud = await startCloud({ users: 'forbidden' });
    const answer = await cloud.get('/com/users.json');
    expect([answer.status, answer.body]).toEqual([403, {}]);
    expect((await cloud.get('/com/locations.json')).status).toBe(200);
  });
});

describe('what can not be read', () => {
  it('is a bad request when it is no JSON or of another type', async () => {
    const cloud = await startCloud();
    const post = (body: string, type: string) =>
      fetch(`${cloud.url}/com/orders.json`, {
        method: 'POST',
        body,
        headers: { authorization: `Bearer ${cloud.token}`, 'content-type': type },
      });
    expect((await post('{"order":', 'application/json')).status).toBe(400);
    expect((await post('order=1', 'application/x-www-form-urlencoded')).status).toBe(400);
  });

  it('is refused with 422 and the field when it has the wrong shape', async () => {
    const cloud = await startCloud();
    const answer = await cloud.send('POST', '/com/orders.json', { order: { line_items: 'none' } });
    expect(answer.status).toBe(422);
    expect(answer.body).toEqual({ errors: { 'order.line_items': ['is invalid'] } });
  });
});

it('tells the time of the service', async () => {
  const cloud = await startCloud({}, () => Date.UTC(2026, 10, 5, 3, 4, 5));
  expect((await cloud.get('/com/shop.json')).headers.get('date')).toBe('Thu, 05 Nov 2026 03:04:05 GMT');
});

it('shows people a page without a token', async () => {
  const cloud = await startCloud();
  const response = await fetch(cloud.url);
  expect(response.headers.get('content-type')).toContain('text/html');
  expect(await response.text()).toContain('<li>120 phiên bản</li>');
});
