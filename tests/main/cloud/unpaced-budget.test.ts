import { describe, expect, it } from 'vitest';
import { openShopCloud } from '../../../main/cloud/haravan/shop-cloud.ts';
import { unpacedBudget } from '../../../main/cloud/unpaced-budget.ts';
import { cloudGet, shopCloud } from '../../support/synced-till.ts';

describe('calls somebody stands and waits for', () => {
  it('go at once in a shop whose other tills have nearly filled the limit', async () => {
    const sandbox = await shopCloud({ bucket: 80, leak: 0.1 });
    for (let calls = 0; calls < 60; calls += 1) await cloudGet(sandbox, '/com/shop.json');
    const cloud = openShopCloud({ baseUrl: sandbox.url, token: sandbox.token });
    const started = performance.now();
    expect(await cloud.shop()).toMatchObject({ ok: true });
    expect(await cloud.branches()).toMatchObject({ ok: true });
    expect(await cloud.missingScopes()).toEqual({ ok: true, value: [] });
    // Paced, the second of six calls would have waited for many seconds already.
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it('wait as long as a 429 says, all of them', async () => {
    const sandbox = await shopCloud();
    await sandbox.control({ throttles: 1, retryAfterSeconds: 0.4 });
    const cloud = openShopCloud({ baseUrl: sandbox.url, token: sandbox.token });
    const started = performance.now();
    expect(await cloud.shop()).toMatchObject({ ok: true });
    expect(performance.now() - started).toBeGreaterThanOrEqual(395);
  });

  it('are given up when their signal says so, waiting or not', async () => {
    const ending = new AbortController();
    const budget = unpacedBudget(() => performance.now());
    (await budget.take('sale', 'shop'))?.refused(null, 60_000);
    const waiting = budget.take('sale', 'shop', ending.signal);
    ending.abort();
    expect(await waiting).toBeNull();
    expect(await unpacedBudget(() => 0).take('sale', 'shop', ending.signal)).toBeNull();
  });
});
