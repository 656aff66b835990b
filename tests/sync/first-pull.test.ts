import { describe, expect, it } from 'vitest';
import { timeReadingOf } from '../../main/cloud/pull/time-filter.ts';
import type { VatRates } from '../../main/cloud/pull/vat-rates.ts';
import { noticeBranch } from '../../main/cloud/pull.ts';
import { pullTimes, updatePullProgress } from '../../main/db/repositories/pull-progress.ts';
import { countIn, goodsAt, pulledRows } from '../support/pulled-shop.ts';
import { cloudGet, shopCloud, syncedTill } from '../support/synced-till.ts';

describe('the first pull', () => {
  it('brings goods in every unit with codes, stock of this branch, customers and rates', async () => {
    const sandbox = await shopCloud({ products: 120, customers: 70 });
    let rates: VatRates | undefined;
    const till = syncedTill(sandbox, { saveVatRates: (value) => (rates = value) });
    const answer = await till.sync.firstPull(() => undefined);
    const { writer } = till.store;
    expect(answer).toMatchObject({ ok: true, value: { done: true, running: false, failure: null } });
    expect(goodsAt(writer, 1)).toMatchObject({
      price: 42_000,
      unit_name: 'chai',
      stock_per_unit: 1000,
      weighed: 0,
    });
    expect(goodsAt(writer, 4, 'lốc')).toMatchObject({ price: 96_000, stock_per_unit: 6000 });
    expect(goodsAt(writer, 3)).toMatchObject({ unit_name: 'kg', weighed: 1, price: 38_000 });
    expect(writer.get('SELECT available FROM stock WHERE variant_id = 1100000001')).toEqual({
      available: 240_000,
    });
    const products = await cloudGet<{ count: number }>(sandbox, '/com/products/count.json');
    expect(countIn(writer, 'product')).toBe(products.count);
    // The shop's guest is nobody to look for.
    expect(countIn(writer, 'customer')).toBe(70);
    expect(rates).toMatchObject({
      default_bp: 800,
      by_type: { Sữa: 500 },
      by_product: { '1000000003': 500 },
    });
  });

  it('files goods under each of their codes', async () => {
    const sandbox = await shopCloud();
    const till = syncedTill(sandbox);
    await till.sync.firstPull(() => undefined);
    const codes = till.store.writer
      .all<{ code: string }>(
        'SELECT c.code FROM goods_code c JOIN goods g ON g.id = c.goods_id WHERE g.variant_id = 1100000004 ORDER BY c.code',
      )
      .map((row) => row.code);
    expect(codes).toEqual(expect.arrayContaining(['DM0004', 'DM0004-6', 'DM0004-24']));
    expect(codes.filter((code) => /^\d{13}$/.test(code))).toHaveLength(3);
  });

  it('tells how far it is, with totals', async () => {
    const sandbox = await shopCloud({ products: 200 });
    const till = syncedTill(sandbox);
    const seen: { pulled: number; total: number | null }[] = [];
    await till.sync.firstPull((view) => {
      const products = view.kinds.find((kind) => kind.kind === 'products');
      if (products !== undefined) seen.push(products);
    });
    const last = seen.at(-1);
    expect(last?.pulled).toBe(last?.total);
    expect(seen.map(({ pulled }) => pulled)).toEqual(
      [...seen.map(({ pulled }) => pulled)].sort((a, b) => a - b),
    );
  });

  it('goes on where it was cut off, and ends with the same catalogue', async () => {
    const sandbox = await shopCloud({ products: 400 });
    const whole = syncedTill(sandbox);
    await whole.sync.firstPull(() => undefined);
    const cut = syncedTill(sandbox);
    await new Promise<void>((resolve) => {
      void cut.sync.firstPull((view) => {
        if ((view.kinds[0]?.pulled ?? 0) > 0) void cut.sync.stop().then(resolve);
      });
    });
    const after = cut.store.writer.get<{ next_page: number; first_pull_done: number }>(
      "SELECT next_page, first_pull_done FROM pull_progress WHERE kind = 'products'",
    );
    expect(after).toMatchObject({ first_pull_done: 0 });
    expect(after?.next_page).toBeGreaterThan(1);
    expect(cut.sync.pullProgress().done).toBe(false);
    await cut.restart().firstPull(() => undefined);
    const goods =
      'SELECT variant_id, unit_id, name, price, search_text FROM goods ORDER BY variant_id, unit_id';
    expect(cut.store.writer.all(goods)).toEqual(whole.store.writer.all(goods));
    const stock = 'SELECT variant_id, available FROM stock ORDER BY variant_id';
    expect(cut.store.writer.all(stock)).toEqual(whole.store.writer.all(stock));
  });

  it('lets the till sell once prices are in, before stock and customers are', async () => {
    const sandbox = await shopCloud({ products: 120, customers: 70 });
    const till = syncedTill(sandbox);
    await sandbox.control({ forbidden: ['inventory_locations'] });
    expect(await till.sync.firstPull(() => undefined)).toMatchObject({
      ok: false,
      error: { code: 'CLOUD_SCOPE_MISSING' },
    });
    expect(till.sync.pullProgress()).toMatchObject({ sellable: true, done: false });
    expect(till.events).toContain('app');
    expect(pullTimes(till.store.writer)).toEqual({
      products: expect.any(Number) as number,
      stock: null,
      customers: null,
    });
    await sandbox.control({ forbidden: [] });
    expect(await till.restart().runOnce('pull')).toMatchObject({
      ok: true,
      value: { pulled: { products: 0, customers: 70 } },
    });
    expect(Object.values(pullTimes(till.store.writer))).not.toContain(null);
  });

  it('of stock goes by name where the service lists no rows without names', async () => {
    const sandbox = await shopCloud({ products: 120 });
    const [listed, named] = [syncedTill(sandbox), syncedTill(sandbox)];
    await listed.sync.firstPull(() => undefined);
    updatePullProgress(named.store.writer, 'stock', { watermark: 'variant:0' });
    // The place of another branch is forgotten with its stock; this one is kept.
    noticeBranch(named.store.writer, sandbox.locations[0]?.id ?? 0);
    updatePullProgress(named.store.writer, 'stock', { watermark: 'variant:0' });
    await named.sync.firstPull(() => undefined);
    expect(pulledRows(named.store.writer)).toEqual(pulledRows(listed.store.writer));
  });

  it.each([
    ['utc', 'utc'],
    ['shop_local', 'shop-local'],
  ] as const)('finds out how the service reads times: %s', async (reading, found) => {
    const sandbox = await shopCloud({ 'time-filter': reading });
    const till = syncedTill(sandbox);
    await till.sync.firstPull(() => undefined);
    expect(timeReadingOf(till.store.writer, 'products')).toBe(found);
    expect(timeReadingOf(till.store.writer, 'customers')).toBe(found);
  });

  it('of a shop without goods is done, and says that there is nothing to sell', async () => {
    const sandbox = await shopCloud({ products: 0 });
    const till = syncedTill(sandbox);
    const answer = await till.sync.firstPull(() => undefined);
    expect(answer).toMatchObject({ ok: true, value: { done: true, failure: { code: 'CATALOGUE_EMPTY' } } });
  });

  it.each([
    ['an answer that is no JSON', { garbage: 1 }, 'CLOUD_ANSWER_STRANGE'],
    ['a revoked token', { tokenRevoked: true }, 'CLOUD_TOKEN_REFUSED'],
    ['a missing permission', { forbidden: ['products'] }, 'CLOUD_SCOPE_MISSING'],
    ['a cut line', { down: true }, 'CLOUD_UNREACHABLE'],
  ])('says what stopped it: %s', async (_name, faults, code) => {
    const sandbox = await shopCloud();
    const till = syncedTill(sandbox);
    await sandbox.control(faults);
    const answer = await till.sync.firstPull(() => undefined);
    expect(answer).toMatchObject({ ok: false, error: { code } });
    expect(till.sync.pullProgress()).toMatchObject({ running: false, done: false, failure: { code } });
    expect(countIn(till.store.writer, 'goods')).toBe(0);
    await sandbox.control({ garbage: 0, tokenRevoked: false, forbidden: [], down: false });
    expect(await till.sync.firstPull(() => undefined)).toMatchObject({ ok: true, value: { done: true } });
  });

  it('waits when the bucket is full and goes on', { timeout: 15_000 }, async () => {
    const sandbox = await shopCloud();
    const till = syncedTill(sandbox);
    await sandbox.control({ throttles: 2 });
    expect(await till.sync.firstPull(() => undefined)).toMatchObject({ ok: true, value: { done: true } });
  });

  it.each([
    ['no keychain', 'KEYCHAIN_MISSING', 'keychain-missing', 'missing'],
    ['a locked keychain', 'KEYCHAIN_LOCKED', 'keychain-locked', 'locked'],
    ['a keychain that says no', 'KEYCHAIN_DENIED', 'keychain-denied', 'denied'],
    ['a keychain without its key', 'KEYCHAIN_LOST', 'keychain-lost', 'lost'],
    ['a changed file of secrets', 'KEYCHAIN_DAMAGED', 'keychain-damaged', 'damaged'],
  ] as const)('with %s is a state, not a crash', async (_name, code, state, kept) => {
    const sandbox = await shopCloud();
    const { KeyStoreFailure } = await import('../../main/services/ports-keychain.ts');
    const till = syncedTill(sandbox, {
      readToken: async () => {
        throw new KeyStoreFailure(kept);
      },
    });
    expect(await till.sync.firstPull(() => undefined)).toMatchObject({ ok: false, error: { code } });
    expect(till.sync.connection().state).toBe(state);
  });

  it('without a token or a branch is refused in words', async () => {
    const sandbox = await shopCloud();
    const noToken = syncedTill(sandbox, { readToken: async () => null });
    expect(await noToken.sync.firstPull(() => undefined)).toMatchObject({
      ok: false,
      error: { code: 'CLOUD_TOKEN_REFUSED' },
    });
    const unbound = syncedTill(sandbox, { binding: () => null });
    expect(await unbound.sync.firstPull(() => undefined)).toMatchObject({
      ok: false,
      error: { code: 'NOT_BOUND' },
    });
    expect(unbound.sync.connection().state).toBe('not-connected');
  });
});
