import { describe, expect, it } from 'vitest';
import { at, everyProduct, listAt, numberAt, productId, startCloud, stockOf, variantId } from './support.ts';

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
    const variants = Array.from({ length: 50 }, (_item, index) => variantId(index + 1)).join(',');
    const rows = async (query: string) =>
      listAt((await cloud.get(`/com/inventory_locations.json?${query}`)).body, 'inventory_locations');
    expect(await rows(`location_ids=${locations}&variant_ids=${variants}`)).toHaveLength(100);
    const tooMany = await cloud.get(`/com/inventory_locations.json?variant_ids=${variants},1100000051`);
    expect(tooMany.status).toBe(422);
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
