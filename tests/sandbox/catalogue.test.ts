import { describe, expect, it } from 'vitest';
import { demoCode, demoGarment, demoGoods, demoPackCode } from '../../sandbox/generate/demo-goods.ts';
import { at, type Cloud, listAt, numberAt, productId, startCloud, stockOf, variantId } from './support.ts';

async function everyProduct(cloud: Cloud): Promise<readonly unknown[]> {
  const pages: unknown[] = [];
  for (let page = 1; ; page += 1) {
    const rows = listAt((await cloud.get(`/com/products.json?page=${page}`)).body, 'products');
    pages.push(...rows);
    if (rows.length < 50) return pages;
  }
}

const variantsOf = (products: readonly unknown[]) =>
  products.flatMap((product) => listAt(product, 'variants'));
const texts = (rows: readonly unknown[], path: string) =>
  rows.map((row) => at(row, path)).filter((text): text is string => typeof text === 'string');

function hasRightCheckDigit(code: string): boolean {
  const sum = [...code].reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3), 0);
  return /^\d{13}$/.test(code) && sum % 10 === 0;
}

describe('the made-up shop', () => {
  it('is the same for the same seed and another for another', async () => {
    const [one, same, other] = await Promise.all([
      startCloud({ seed: 5 }),
      startCloud({ seed: 5 }),
      startCloud({ seed: 6 }),
    ]);
    const whole = async (cloud: Cloud) => {
      const [products, customers] = [await everyProduct(cloud), await cloud.get('/com/customers.json')];
      return JSON.stringify([products, customers.body]).replaceAll(cloud.url, '');
    };
    const first = await whole(one);
    expect(await whole(same)).toBe(first);
    expect(await whole(other)).not.toBe(first);
  });

  it('has two branches to sell from, goods on the road and a place whose stock can not be ordered', async () => {
    const cloud = await startCloud();
    const locations = listAt((await cloud.get('/com/locations.json')).body, 'locations');
    const sellable = locations.filter(
      (place) => at(place, 'type') === 'default' && at(place, 'is_unavailable_quantity') === false,
    );
    expect(sellable.map((place) => ({ id: at(place, 'id'), name: at(place, 'name') }))).toEqual(
      cloud.locations,
    );
    expect(cloud.locations.map(({ name }) => name)).toEqual(['CN Lê Lợi', 'CN Hai Bà Trưng']);
    expect(locations.filter((place) => at(place, 'type') === 'ontheroad')).toHaveLength(1);
    expect(locations.filter((place) => at(place, 'is_unavailable_quantity') === true)).toHaveLength(1);
    const one = await cloud.get(`/com/locations/${cloud.locations[1]?.id}.json`);
    expect(at(one.body, 'location.name')).toBe('CN Hai Bà Trưng');
    expect((await cloud.get('/com/locations/1.json')).status).toBe(404);
  });

  it('has five staff, one of them the owner', async () => {
    const cloud = await startCloud();
    const users = listAt((await cloud.get('/com/users.json')).body, 'users');
    expect(users).toHaveLength(5);
    expect(users.filter((user) => at(user, 'account_owner') === true)).toHaveLength(1);
    expect(at(users[0], 'last_name')).toBe('Nguyễn Thị Thu');
  });

  it('has exactly as many variants as asked for', async () => {
    for (const products of [0, 1, 54, 333]) {
      const cloud = await startCloud({ products });
      expect(variantsOf(await everyProduct(cloud))).toHaveLength(products);
    }
  });

  it('has all the goods a till must cope with', async () => {
    const cloud = await startCloud({ products: 1200 });
    const products = await everyProduct(cloud);
    const variants = variantsOf(products);
    const units = variants.flatMap((variant) => listAt(variant, 'variant_units'));
    const barcodes = texts(variants, 'barcode');
    const every = [...barcodes, ...texts(units, 'barcode')];
    expect(every.filter((code) => !hasRightCheckDigit(code))).toEqual([]);
    expect(new Set(every.map((code) => code.slice(0, 3)))).toEqual(new Set(['893', '952']));
    expect(barcodes.length).toBeLessThan(variants.length);
    expect(new Set(barcodes).size).toBeLessThan(barcodes.length);
    expect(variants.some((variant) => at(variant, 'sku') === null)).toBe(true);

    const titles = texts(products, 'title');
    expect(titles.some((title) => title.normalize('NFC').length > 60)).toBe(true);
    expect(titles.some((title) => title !== title.normalize('NFC'))).toBe(true);

    const prices = variants.map((variant) => numberAt(variant, 'price'));
    expect(prices.every((price) => Number.isInteger(price) && price >= 500 && price <= 50_000_000)).toBe(
      true,
    );
    expect(Math.min(...prices)).toBeLessThan(2000);
    expect(Math.max(...prices)).toBeGreaterThan(20_000_000);

    expect(new Set(variants.map((variant) => at(variant, 'taxable')))).toEqual(new Set([true, false]));
    expect(new Set(variants.map((variant) => at(variant, 'inventory_management')))).toEqual(
      new Set(['haravan', null]),
    );
    expect(new Set(products.map((product) => at(product, 'published_scope')))).toEqual(
      new Set(['global', 'web', 'pos', null]),
    );
    const coloured = products.filter((product) => listAt(product, 'options').length === 2);
    expect(coloured.length).toBeGreaterThan(5);
    expect(at(coloured[0], 'options.1.name')).toBe('Kích thước');
  });

  it('marks weighed goods by tag, base unit and a number of five digits', async () => {
    const cloud = await startCloud({ products: 600 });
    const weighed = (await everyProduct(cloud)).filter((product) => at(product, 'tags') === 'cân');
    expect(weighed.length).toBeGreaterThan(5);
    for (const product of weighed) {
      expect(at(product, 'variants.0.variant_units.0')).toMatchObject({ unit: 'kg', base: true, ratio: 1 });
      expect(at(product, 'variants.0.sku')).toMatch(/^\d{5}$/);
    }
  });

  it('sells some variants in several units, each with its own code and price', async () => {
    const cloud = await startCloud();
    const beer = await cloud.get(`/com/variants/${variantId(4)}.json`);
    expect(at(beer.body, 'variant.variant_units')).toMatchObject([
      { unit: 'lon', base: true, sellable: true, ratio: 1, price: 16_500, barcode: demoCode(4) },
      { unit: 'lốc', base: false, sellable: true, ratio: 6, price: 96_000, barcode: demoPackCode(4, 1) },
      { unit: 'thùng', base: false, sellable: true, ratio: 24, price: 375_000, barcode: demoPackCode(4, 2) },
    ]);
  });

  it('has its VAT rates in metafields, those of single products twice', async () => {
    const cloud = await startCloud({ products: 1200 });
    const fields = listAt((await cloud.get('/com/metafields.json?namespace=quay')).body, 'metafields');
    const jsonOf = (key: string) => {
      const field = fields.find((item) => at(item, 'key') === key);
      expect(at(field, 'value_type')).toBe('json');
      return JSON.parse(String(at(field, 'value'))) as unknown;
    };
    expect(jsonOf('vat_rates')).toMatchObject({
      default_bp: 800,
      by_type: { 'Đồ uống có cồn': 1000, Sữa: 500 },
    });
    const overrides = Object.entries(Object(jsonOf('vat_overrides')));
    expect(overrides.length).toBeGreaterThan(24);
    expect(new Set(overrides.map(([, rate]) => rate))).toEqual(new Set([500, 800, 1000]));
    for (const [id, rate] of overrides.slice(0, 10)) {
      const own = listAt((await cloud.get(`/com/products/${id}/metafields.json`)).body, 'metafields');
      expect(own).toMatchObject([
        { namespace: 'quay', key: 'vat_bp', value: String(rate), value_type: 'integer' },
      ]);
    }
  });

  it('begins with the demo goods, whatever the seed', async () => {
    for (const seed of [7, 8]) {
      const cloud = await startCloud({ seed, products: 60 });
      for (const [index, goods] of demoGoods.entries()) {
        const code = demoCode(index + 1);
        const found = listAt((await cloud.get(`/com/products.json?barcode=${code}`)).body, 'products');
        expect(found).toMatchObject([
          {
            id: productId(index + 1),
            title: goods.name,
            product_type: goods.type,
            variants: [
              {
                id: variantId(index + 1),
                price: goods.price,
                barcode: code,
                taxable: goods.taxable !== false,
              },
            ],
          },
        ]);
      }
      const garment = listAt(
        (await cloud.get(`/com/products.json?barcode=${demoCode(52)}`)).body,
        'products',
      );
      expect(garment).toMatchObject([{ id: productId(51), title: demoGarment.name }]);
      expect(listAt(garment[0], 'variants').map((variant) => at(variant, 'title'))).toEqual([
        'Đỏ / M',
        'Đỏ / L',
        'Đen / M',
        'Đen / L',
      ]);
    }
    expect(new Set(demoGoods.map((_goods, index) => demoCode(index + 1))).size).toBeGreaterThanOrEqual(45);
    expect(demoCode(1)).toBe('8936001000010');
  });

  it('shows every product in a picture', async () => {
    const cloud = await startCloud();
    const [product] = listAt((await cloud.get('/com/products.json?limit=1')).body, 'products');
    const response = await fetch(String(at(product, 'images.0.src')));
    expect(response.headers.get('content-type')).toBe('image/png');
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(bytes.subarray(1, 4).toString('latin1')).toBe('PNG');
    expect(bytes.readUInt32BE(16)).toBe(160);
    expect(at(product, 'images.0.created_at')).not.toContain('Z');
  });
});

describe('the list of products', () => {
  it('is in descending order of ids, in disjoint pages of 50 whatever limit is asked for', async () => {
    const cloud = await startCloud({ products: 150 });
    const ids = (await everyProduct(cloud)).map((product) => numberAt(product, 'id'));
    expect(ids).toEqual(ids.toSorted((one, other) => other - one));
    expect(new Set(ids).size).toBe(ids.length);
    expect(numberAt((await cloud.get('/com/products/count.json')).body, 'count')).toBe(ids.length);
    const answer = await cloud.get('/com/products.json?limit=250');
    expect(listAt(answer.body, 'products')).toHaveLength(50);
    expect(answer.headers.get('link')).toBeNull();
    expect(listAt((await cloud.get('/com/products.json?page=1&limit=3')).body, 'products')).toHaveLength(3);
  });

  it('drops a blank filter and answers arbitrary products', async () => {
    const cloud = await startCloud();
    expect(listAt((await cloud.get('/com/products.json?sku=')).body, 'products')).toHaveLength(50);
    expect(listAt((await cloud.get('/com/products.json?sku=DM0001')).body, 'products')).toHaveLength(1);
    expect(listAt((await cloud.get('/com/products.json?sku=DM000')).body, 'products')).toHaveLength(0);
  });

  it('trims to the fields asked for, the id always there', async () => {
    const cloud = await startCloud();
    const { body } = await cloud.get('/com/products.json?ids=1000000001&fields=title,vendor');
    expect(at(body, 'products.0')).toEqual({
      id: productId(1),
      title: 'Nước mắm cá cơm Phú Quốc 500 ml',
      vendor: '',
    });
  });

  it('shows what changed since, a change of a variant included', async () => {
    let now = Date.UTC(2026, 10, 5);
    const cloud = await startCloud({}, () => now);
    const changed = async (since: string) =>
      listAt((await cloud.get(`/com/products.json?updated_at_min=${since}`)).body, 'products').map((row) =>
        at(row, 'id'),
      );
    expect(await changed('2026-11-05T00:00:00Z')).toEqual([]);
    now += 60_000;
    const put = await cloud.send('PUT', `/com/variants/${variantId(3)}.json`, {
      variant: { price: 39_000, barcode: null },
    });
    expect(at(put.body, 'variant')).toMatchObject({
      price: 39_000,
      barcode: null,
      old_inventory_quantity: 420,
    });
    expect(await changed('2026-11-05T00:00:00Z')).toEqual([productId(3)]);
    expect(await changed('2026-11-05T00:02:00Z')).toEqual([]);
  });

  it('does not show deletions; the events do', async () => {
    const cloud = await startCloud();
    const before = numberAt((await cloud.get('/com/products/count.json')).body, 'count');
    const answer = await cloud.send('DELETE', `/com/products/${productId(2)}.json`);
    expect([answer.status, answer.body]).toEqual([200, []]);
    expect(numberAt((await cloud.get('/com/products/count.json')).body, 'count')).toBe(before - 1);
    expect((await cloud.get(`/com/products/${productId(2)}.json`)).status).toBe(404);
    expect((await cloud.get(`/com/variants/${variantId(2)}.json`)).status).toBe(404);
    const events = listAt((await cloud.get('/com/events.json?filter=Product&verb=destroy')).body, 'events');
    expect(events).toMatchObject([{ subject_id: productId(2), subject_type: 'Product', verb: 'destroy' }]);
    expect(at((await cloud.get('/com/events/count.json?verb=create')).body, 'count')).toBe(0);
  });
});

describe('writing products', () => {
  it('adds, changes and refuses', async () => {
    const cloud = await startCloud();
    const made = await cloud.send('POST', '/com/products.json', {
      product: {
        title: 'Bánh mới',
        product_type: 'Bánh kẹo',
        published: false,
        variants: [{ price: 12_000, sku: 'BM', barcode: '8931', inventory_management: 'haravan' }],
      },
    });
    expect(made.status).toBe(201);
    expect(at(made.body, 'product')).toMatchObject({
      title: 'Bánh mới',
      published_scope: 'pos',
      published_at: null,
      variants: [{ title: 'Default Title', price: 12_000, sku: 'BM', inventory_quantity: 0 }],
    });
    const id = numberAt(made.body, 'product.id');
    const renamed = await cloud.send('PUT', `/com/products/${id}.json`, {
      product: { title: 'Bánh cũ', tags: 'a' },
    });
    expect(at(renamed.body, 'product')).toMatchObject({
      title: 'Bánh cũ',
      tags: 'a',
      product_type: 'Bánh kẹo',
    });
    const second = await cloud.send('POST', `/com/products/${id}/variants.json`, {
      variant: { option1: 'To', price: '15000' },
    });
    expect([second.status, at(second.body, 'variant.price')]).toEqual([201, 15_000]);
    expect(at((await cloud.get(`/com/products/${id}/variants/count.json`)).body, 'count')).toBe(2);
    const gone = await cloud.send(
      'DELETE',
      `/com/products/${id}/variants/${numberAt(second.body, 'variant.id')}.json`,
    );
    expect([gone.status, gone.body]).toEqual([200, []]);
    expect(listAt((await cloud.get(`/com/products/${id}/variants.json`)).body, 'variants')).toHaveLength(1);
    const nameless = await cloud.send('POST', '/com/products.json', { product: {} });
    expect([nameless.status, nameless.body]).toEqual([422, { errors: { title: ["can't be blank"] } }]);
  });
});

describe('stock', () => {
  it('is a grid of 50 locations and 50 variants a call, 250 rows at most', async () => {
    const cloud = await startCloud({ products: 400 });
    const locations = cloud.locations.map(({ id }) => id).join(',');
    const variants = Array.from({ length: 60 }, (_item, index) => variantId(index + 1)).join(',');
    const rows = async (query: string) =>
      listAt((await cloud.get(`/com/inventory_locations.json?${query}`)).body, 'inventory_locations');
    expect(await rows(`location_ids=${locations}&variant_ids=${variants}`)).toHaveLength(100);
    expect(await rows(`location_ids=${locations}`)).toHaveLength(250);
    expect(await rows(`location_ids=${locations}&limit=1000`)).toHaveLength(250);
    const [first] = await rows(`location_ids=${cloud.locations[0]?.id}&variant_ids=${variantId(1)}`);
    expect(first).toEqual({
      id: 1_200_000_001,
      loc_id: 410_001,
      product_id: productId(1),
      variant_id: variantId(1),
      qty_onhand: 240,
      qty_commited: 0,
      qty_incoming: 0,
      qty_available: 240,
      updated_at: '2025-11-01T02:00:00.000Z',
    });
  });

  it('shows the rows that moved since', async () => {
    const cloud = await startCloud({}, () => Date.UTC(2026, 10, 5));
    const line_items = [{ variant_id: variantId(7), quantity: 1 }];
    await cloud.send('POST', '/com/orders.json', { order: { line_items } });
    const path = `/com/inventory_locations.json?location_ids=410001&updated_at_min=2026-11-04T00:00:00Z&order=updated_at&direction=desc`;
    expect(listAt((await cloud.get(path)).body, 'inventory_locations')).toMatchObject([
      { variant_id: variantId(7), qty_commited: 1 },
    ]);
  });

  it('is adjusted by a number or set to one', async () => {
    const cloud = await startCloud();
    const post = (type: string, quantity: number) =>
      cloud.send('POST', '/com/inventories/adjustorset.json', {
        inventory: {
          location_id: 410_001,
          type,
          reason: 'damaged',
          line_items: [{ product_id: productId(1), product_variant_id: variantId(1), quantity }],
        },
      });
    expect((await post('adjust', -40)).status).toBe(201);
    expect(await stockOf(cloud, variantId(1))).toMatchObject({ onHand: 200 });
    await post('adjust', -40);
    await post('set', 33);
    await post('set', 33);
    expect(await stockOf(cloud, variantId(1))).toMatchObject({ onHand: 33 });
    const list = await cloud.get('/com/inventories/adjustments.json?location_id=410001');
    expect(at(list.body, 'inventory_adjustments.0')).toMatchObject({
      adjust_number: 'IA100004',
      type: 'set',
      reason: 'damaged',
      line_items: [{ product_variant_id: variantId(1), quantity: 33, sku: 'DM0001' }],
    });
  });

  it('of untracked goods never moves', async () => {
    const cloud = await startCloud();
    await cloud.send('PUT', `/com/variants/${variantId(1)}.json`, {
      variant: { inventory_management: null },
    });
    const line_items = [{ variant_id: variantId(1), quantity: 3 }];
    await cloud.send('POST', '/com/orders.json', { order: { line_items, fulfillment_status: 'fulfilled' } });
    expect(await stockOf(cloud, variantId(1))).toEqual({ onHand: 240, committed: 0, available: 240 });
  });
});

describe('metafields', () => {
  it('are made, found, changed and deleted under their owner', async () => {
    const cloud = await startCloud();
    const metafield = { namespace: 'quay', key: 'tills', value: '[]', value_type: 'json' };
    const made = await cloud.send('POST', '/com/metafields.json', { metafield });
    expect([made.status, at(made.body, 'metafield.owner_resource')]).toEqual([201, 'shop']);
    const path = `/com/metafields/${numberAt(made.body, 'metafield.id')}.json`;
    const changed = await cloud.send('PUT', path, { metafield: { value: '[1]' } });
    expect(at(changed.body, 'metafield')).toMatchObject({ ...metafield, value: '[1]' });
    const found = await cloud.get('/com/metafields.json?namespace=quay&key=tills');
    expect(listAt(found.body, 'metafields')).toHaveLength(1);
    expect((await cloud.send('POST', '/com/metafields.json', { metafield })).status).toBe(422);
    expect((await cloud.send('DELETE', path)).status).toBe(200);
    expect((await cloud.get(path)).status).toBe(404);
  });

  it.each([
    ['without a key', { namespace: 'quay', value: 'x' }, { errors: "Key can't be blank" }],
    ['without a value', { namespace: 'quay', key: 'abc' }, { errors: { value: ["can't be blank"] } }],
    [
      'with a key of two characters',
      { namespace: 'quay', key: 'ab', value: 'x' },
      { errors: { 'metafield.key': ['is invalid'] } },
    ],
    [
      'with 80,001 characters',
      { namespace: 'quay', key: 'abc', value: 'x'.repeat(80_001) },
      { errors: { 'metafield.value': ['is invalid'] } },
    ],
  ])('are refused %s', async (_name, metafield, body) => {
    const cloud = await startCloud();
    const answer = await cloud.send('POST', '/com/metafields.json', { metafield });
    expect([answer.status, answer.body]).toEqual([422, body]);
  });

  it('belong to something that is there', async () => {
    const cloud = await startCloud();
    expect((await cloud.get('/com/products/5/metafields.json')).status).toBe(404);
    const metafield = { namespace: 'quay', key: 'abc', value: 'x' };
    const made = await cloud.send('POST', '/com/customers/1300000002/metafields.json', { metafield });
    expect(at(made.body, 'metafield')).toMatchObject({ owner_resource: 'customer', owner_id: 1_300_000_002 });
    expect(listAt((await cloud.get('/com/metafields.json')).body, 'metafields')).toHaveLength(2);
  });
});

it('answers for the shop itself', async () => {
  const cloud = await startCloud();
  expect(at((await cloud.get('/com/shop.json')).body, 'shop')).toMatchObject({
    name: 'Tạp hóa & Thời trang Phương Nam',
    currency: 'VND',
    country: 'VN',
    timezone: '(GMT+07:00) Hanoi',
    inventory_method: 'default',
  });
});
