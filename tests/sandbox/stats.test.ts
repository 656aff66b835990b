import { expect, it } from 'vitest';
import { at, placeOrder, startCloud } from './support.ts';

it('counts calls by method and resource, their answers, and how full the bucket was (§1.5)', async () => {
  let now = 1_000_000;
  const cloud = await startCloud({ bucket: 4, leak: 1 }, () => now);
  const id = await placeOrder(cloud);
  await cloud.get(`/com/orders/${id}.json`);
  await cloud.get(`/com/orders/${id}/transactions.json`);
  now += 2000;
  await cloud.get('/com/nothing.json');
  await cloud.get('/com/shop.json');
  await cloud.get('/com/shop.json');
  await cloud.get('/com/shop.json');
  const stats = await (await fetch(`${cloud.url}/_control/stats`)).json();
  expect(stats).toEqual(cloud.stats());
  expect(stats).toEqual({
    calls: {
      'POST orders': 1,
      'GET orders/:id': 1,
      'GET orders/:id/transactions': 1,
      'GET ?': 1,
      'GET shop': 3,
    },
    answers: { 201: 1, 200: 4, 404: 1, 429: 1 },
    throttled: 1,
    bucketHigh: 4,
    bucketSize: 4,
  });
  const reset = await (await fetch(`${cloud.url}/_control/stats`, { method: 'DELETE' })).json();
  expect(at(reset, 'calls')).toEqual({});
  expect(cloud.stats()).toMatchObject({ answers: {}, throttled: 0, bucketHigh: 0 });
});

it('counts calls that never got an answer as cut', async () => {
  const cloud = await startCloud();
  await cloud.control({ resets: 1 });
  await expect(cloud.get('/com/shop.json')).rejects.toThrow('fetch failed');
  expect(cloud.stats().answers).toEqual({ cut: 1 });
});
