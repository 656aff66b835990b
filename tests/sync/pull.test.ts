import { describe, expect, it, vi } from 'vitest';
import { inSlices } from '../../main/cloud/pull/pull-work.ts';
import type { VatRates } from '../../main/cloud/pull/vat-rates.ts';
import type { Writer } from '../../main/db/store.ts';
import type { Sandbox } from '../../sandbox/start.ts';
import { cloudGet, quickPace, shopCloud, syncedTill } from '../support/synced-till.ts';

const count = (writer: Writer, table: string) =>
  writer.get<{ n: number }>(`SELECT count(*) AS n FROM ${table}`)?.n ?? 0;

const rowOf = (writer: Writer, position: number, unitName?: string) =>
  writer.get<Record<string, unknown>>(
    `SELECT * FROM goods WHERE variant_id = ? AND ${unitName === undefined ? 'unit_id = 0' : 'unit_name = ?'}`,
    unitName === undefined ? [1_100_000_000 + position] : [1_100_000_000 + position, unitName],
  );

async function send(sandbox: Sandbox, method: string, path: string, body?: unknown): Promise<void> {
  const response = await fetch(`${sandbox.url}${path}`, {
    method,
    headers: { Authorization: `Bearer ${sandbox.token}`, 'Content-Type': 'application/json' },
    body: body === undefined ? null : JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}`);
}

describe('the first pull', () => {
  it('brings goods in every unit with codes, stock of this branch, customers and rates', async () => {
    const sandbox = await shopCloud({ products: 120, customers: 70 });
    let rates: VatRates | undefined;
    const till = syncedTill(sandbox, { saveVatRates: (value) => (rates = value) });
    const answer = await till.sync.firstPull(() => undefined);
    const { writer } = till.store;
    expect(answer).toMatchObject({ ok: true, value: { done: true, running: false, failure: null } });
    expect(rowOf(writer, 1)).toMatchObject({
      price: 42_000,
      unit_name: 'chai',
      stock_per_unit: 1000,
      weighed: 0,
    });
    expect(rowOf(writer, 4, 'lốc')).toMatchObject({ price: 96_000, stock_per_unit: 6000 });
    expect(rowOf(writer, 3)).toMatchObject({ unit_name: 'kg', weighed: 1, price: 38_000 });
    expect(writer.get('SELECT available FROM stock WHERE variant_id = 1100000001')).toEqual({
      available: 240_000,
    });
    const products = await cloudGet<{ count: number }>(sandbox, '/com/products/count.json');
    expect(count(writer, 'product')).toBe(products.count);
    // The shop's guest is nobody to look for.
    expect(count(writer, 'customer')).toBe(70);
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
    expect(count(till.store.writer, 'goods')).toBe(0);
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
    ['no keychain', 'KEYCHAIN_MISSING', 'keychain-locked', 'missing'],
    ['a locked keychain', 'KEYCHAIN_LOCKED', 'keychain-locked', 'locked'],
  ] as const)('with %s is a state, not a crash', async (_name, code, state, kept) => {
    const sandbox = await shopCloud();
    const { KeyStoreFailure } = await import('../../main/services/ports.ts');
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

describe('later pulls', () => {
  it('bring a new price, and leave what did not change alone', async () => {
    const sandbox = await shopCloud();
    const till = syncedTill(sandbox);
    await till.sync.firstPull(() => undefined);
    await send(sandbox, 'PUT', '/com/variants/1100000009.json', {
      variant: { id: 1_100_000_009, price: 56_500 },
    });
    const report = await till.sync.runOnce('pull');
    expect(report).toMatchObject({ ok: true, value: { pulled: { products: 1 } } });
    expect(rowOf(till.store.writer, 9)).toMatchObject({ price: 56_500 });
    expect(await till.sync.runOnce('pull')).toMatchObject({ ok: true, value: { pulled: { products: 0 } } });
  });

  it('find changes also where the service takes times for the shop’s own', async () => {
    const sandbox = await shopCloud({ 'time-filter': 'shop_local' });
    const till = syncedTill(sandbox);
    await till.sync.firstPull(() => undefined);
    await send(sandbox, 'PUT', '/com/variants/1100000009.json', {
      variant: { id: 1_100_000_009, price: 57_000 },
    });
    await till.sync.runOnce('pull');
    expect(rowOf(till.store.writer, 9)).toMatchObject({ price: 57_000 });
  });

  it('skip a price nobody can mean, and go on', async () => {
    const sandbox = await shopCloud();
    const till = syncedTill(sandbox);
    await till.sync.firstPull(() => undefined);
    await send(sandbox, 'PUT', '/com/variants/1100000009.json', {
      variant: { id: 1_100_000_009, price: 1e17 },
    });
    await send(sandbox, 'PUT', '/com/variants/1100000010.json', {
      variant: { id: 1_100_000_010, price: 5_500 },
    });
    await till.sync.runOnce('pull');
    expect(rowOf(till.store.writer, 9)).toBeUndefined();
    expect(rowOf(till.store.writer, 10)).toMatchObject({ price: 5_500 });
    expect(till.logged).toContainEqual({ event: 'goods-without-a-price', details: { count: 1 } });
  });

  it('take a product out that was deleted, in the daily sweep', async () => {
    const sandbox = await shopCloud();
    let now = Date.now();
    const till = syncedTill(sandbox, { clock: () => now });
    await till.sync.firstPull(() => undefined);
    await send(sandbox, 'DELETE', '/com/products/1000000009.json');
    await till.sync.runOnce('pull');
    expect(rowOf(till.store.writer, 9)).toBeDefined();
    now += 25 * 3_600_000;
    await till.sync.runOnce('pull');
    expect(rowOf(till.store.writer, 9)).toBeUndefined();
    expect(rowOf(till.store.writer, 10)).toBeDefined();
  });

  it('keep the catalogue when the service suddenly says that there is nothing', async () => {
    const full = await shopCloud();
    const empty = await shopCloud({ products: 0 });
    let [now, from] = [Date.now(), full];
    const till = syncedTill(full, {
      clock: () => now,
      binding: () => ({
        baseUrl: from.url,
        shopId: 1,
        tillId: 'till-1',
        locationId: from.locations[0]?.id ?? 0,
      }),
    });
    await till.sync.firstPull(() => undefined);
    const before = count(till.store.writer, 'goods');
    from = empty;
    now += 25 * 3_600_000;
    expect(await till.sync.runOnce('pull')).toMatchObject({ ok: true });
    expect(count(till.store.writer, 'goods')).toBe(before);
    expect(till.logged.map(({ event }) => event)).toContain('sweep-incomplete');
  });

  it('count a sale in the stock once: by the till before the cloud has it, by the cloud after', async () => {
    const sandbox = await shopCloud();
    const till = syncedTill(sandbox);
    await till.sync.firstPull(() => undefined);
    const shown = () =>
      till.store.writer.get<{ stock: number }>(
        `SELECT s.available + coalesce((SELECT sum(quantity) FROM stock_move m
           WHERE m.variant_id = s.variant_id AND m.counted_at IS NULL), 0) AS stock
         FROM stock s WHERE s.variant_id = 1100000001`,
      )?.stock;
    expect(shown()).toBe(240_000);
    till.sell();
    expect(shown()).toBe(239_000);
    await till.sync.runOnce('pull');
    expect(shown()).toBe(239_000);
    await till.sync.runOnce('push');
    expect(shown()).toBe(239_000);
    await till.sync.runOnce('pull');
    expect(shown()).toBe(239_000);
    expect(till.store.writer.get('SELECT count(*) AS n FROM stock_move WHERE counted_at IS NULL')).toEqual({
      n: 0,
    });
  });

  it('show what another till sold at this branch', async () => {
    const sandbox = await shopCloud();
    const [here, there] = [syncedTill(sandbox), syncedTill(sandbox, { tillId: 'till-2' })];
    await here.sync.firstPull(() => undefined);
    there.sell();
    await there.sync.runOnce('push');
    await here.sync.runOnce('pull');
    expect(here.store.writer.get('SELECT available FROM stock WHERE variant_id = 1100000001')).toEqual({
      available: 239_000,
    });
  });

  it('begin anew with stock when the machine moved to another branch', async () => {
    const sandbox = await shopCloud();
    let locationId = sandbox.locations[0]?.id ?? 0;
    const till = syncedTill(sandbox, {
      binding: () => ({ baseUrl: sandbox.url, shopId: 1, tillId: 'till-1', locationId }),
    });
    await till.sync.firstPull(() => undefined);
    locationId = sandbox.locations[1]?.id ?? 0;
    await till.sync.runOnce('pull');
    expect(till.store.writer.get('SELECT available FROM stock WHERE variant_id = 1100000001')).toEqual({
      available: 180_000,
    });
  });

  it('bring a customer’s new name under the id the till gave at first sight', async () => {
    const sandbox = await shopCloud();
    const till = syncedTill(sandbox);
    await till.sync.firstPull(() => undefined);
    const before = till.store.writer.get<{ id: string }>(
      'SELECT id FROM customer WHERE cloud_id = 1300000002',
    );
    await send(sandbox, 'PUT', '/com/customers/1300000002.json', {
      customer: { id: 1_300_000_002, last_name: 'Đỗ Thị', first_name: 'Bưởi' },
    });
    await till.sync.runOnce('pull');
    expect(
      till.store.writer.get('SELECT id, name, search_text FROM customer WHERE cloud_id = 1300000002'),
    ).toMatchObject({
      id: before?.id,
      name: 'Đỗ Thị Bưởi',
      search_text: expect.stringContaining('do thi buoi') as string,
    });
  });

  it('say so when the line is cut, and when it is back', async () => {
    const sandbox = await shopCloud();
    const till = syncedTill(sandbox, { pace: { ...quickPace, pullEveryMs: 30, blipMs: 50 } });
    await till.sync.firstPull(() => undefined);
    till.sync.start();
    await vi.waitFor(() => expect(till.sync.connection().state).toBe('online'));
    await sandbox.control({ refuseMs: 600_000 });
    await vi.waitFor(() => expect(till.sync.connection().state).toBe('offline'), 4_000);
    const { since } = till.sync.connection();
    expect(Math.abs(Date.now() - since)).toBeLessThan(4_000);
    await sandbox.control({ refuseMs: 0 });
    await vi.waitFor(() => expect(till.sync.connection().state).toBe('online'), 8_000);
  }, 15_000);
});

describe('working through rows', () => {
  it('lets whoever waits have a turn between slices, and does every row once', async () => {
    const sandbox = await shopCloud({ products: 1 });
    const { writer } = syncedTill(sandbox).store;
    let turns = 0;
    let isOver = false;
    const waiting = () => {
      turns += 1;
      if (!isOver) setImmediate(waiting);
    };
    setImmediate(waiting);
    const done: number[] = [];
    const rows = Array.from({ length: 12 }, (_, index) => index);
    await inSlices(writer, rows, (row) => {
      done.push(row);
      const until = performance.now() + 2;
      while (performance.now() < until) Math.sqrt(row);
    });
    isOver = true;
    expect(done).toEqual(rows);
    // Twelve rows of 2 ms and slices of 3 ms make six slices.
    expect(turns).toBeGreaterThanOrEqual(5);
  });
});
