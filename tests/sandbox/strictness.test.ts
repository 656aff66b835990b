import { describe, expect, it } from 'vitest';
import { at, listAt, numberAt, productId, startCloud, variantId } from './support.ts';

describe('what the documentation refuses is refused (§1.3, §1.6, §1.8)', () => {
  it.each([
    ['a product with a blank title', 'POST', '/com/products.json', { product: { title: '  ' } }],
    [
      'a product that loses its title',
      'PUT',
      `/com/products/${productId(1)}.json`,
      { product: { title: '' } },
    ],
    [
      'a product tag over 255 characters',
      'POST',
      `/com/products/${productId(1)}/tags.json`,
      { tags: 'x'.repeat(256) },
    ],
    [
      'the 251st product tag',
      'POST',
      `/com/products/${productId(1)}/tags.json`,
      { tags: Array.from({ length: 251 }, (_tag, index) => index).join() },
    ],
    ['an order tag over 40 characters', 'POST', '/com/orders/1600000001/tags.json', { tags: 'x'.repeat(41) }],
    [
      'a fourth option',
      'POST',
      '/com/products.json',
      { product: { title: 'x', options: Array(4).fill({ name: 'a' }) } },
    ],
    [
      'the 101st variant',
      'POST',
      '/com/products.json',
      { product: { title: 'x', variants: Array(101).fill({}) } },
    ],
    [
      'a metafield with a namespace of one letter',
      'POST',
      '/com/metafields.json',
      { metafield: { namespace: 'a', key: 'abc', value: 'x' } },
    ],
    [
      'a metafield with a namespace of 21',
      'POST',
      '/com/metafields.json',
      { metafield: { namespace: 'a'.repeat(21), key: 'abc', value: 'x' } },
    ],
    [
      'a metafield with a key of 31',
      'POST',
      '/com/metafields.json',
      { metafield: { namespace: 'ab', key: 'a'.repeat(31), value: 'x' } },
    ],
    [
      'a metafield of an unknown type',
      'POST',
      '/com/metafields.json',
      { metafield: { namespace: 'ab', key: 'abc', value: 'x', value_type: 'date' } },
    ],
    [
      'a whole number that is none',
      'POST',
      '/com/metafields.json',
      { metafield: { namespace: 'ab', key: 'abc', value: '1.5', value_type: 'integer' } },
    ],
    [
      'JSON that is none',
      'POST',
      '/com/metafields.json',
      { metafield: { namespace: 'ab', key: 'abc', value: '{', value_type: 'json' } },
    ],
    [
      'an unknown policy',
      'PUT',
      `/com/variants/${variantId(1)}.json`,
      { variant: { inventory_policy: 'maybe' } },
    ],
  ])('%s', async (_name, method, path, body) => {
    const cloud = await startCloud();
    await cloud.send('POST', '/com/orders.json', {
      order: { line_items: [{ variant_id: variantId(1), quantity: 1 }] },
    });
    expect((await cloud.send(method as 'POST', path, body)).status).toBe(422);
  });

  it('a hundred and first variant added to a product', async () => {
    const cloud = await startCloud();
    const made = await cloud.send('POST', '/com/products.json', {
      product: {
        title: 'x',
        variants: Array.from({ length: 100 }, (_one, index) => ({ option1: `${index}` })),
      },
    });
    const path = `/com/products/${numberAt(made.body, 'product.id')}/variants.json`;
    expect((await cloud.send('POST', path, { variant: { option1: 'x' } })).status).toBe(422);
    expect(listAt((await cloud.get(`${path}?limit=250`)).body, 'variants')).toHaveLength(50);
  });

  it.each(['GET', 'POST', 'DELETE'])('a %s that names another kind of content', async (method) => {
    const cloud = await startCloud();
    const headers = { authorization: `Bearer ${cloud.token}`, 'content-type': 'text/plain' };
    const response = await fetch(`${cloud.url}/com/customers/1300000002.json`, { method, headers });
    expect([response.status, await response.json()]).toEqual([400, { errors: 'Bad Request' }]);
  });
});

describe('metafields (§1.7)', () => {
  it.each([
    ['products', productId(1), 'product'],
    ['variants', variantId(1), 'variant'],
    ['customers', 1_300_000_002, 'customer'],
    ['orders', 1_600_000_001, 'order'],
    ['collections', 1_004_145_001, 'collection'],
    ['images', productId(1), 'image'],
  ])('belong to %s, and to none that is not there', async (plural, id, resource) => {
    const cloud = await startCloud();
    await cloud.send('POST', '/com/orders.json', {
      order: { line_items: [{ variant_id: variantId(1), quantity: 1 }] },
    });
    const metafield = { namespace: 'quay', key: 'abc', value: '1' };
    const made = await cloud.send('POST', `/com/${plural}/${id}/metafields.json`, { metafield });
    expect(at(made.body, 'metafield')).toMatchObject({ owner_id: id, owner_resource: resource });
    const path = `/com/${plural}/${id}/metafields/${numberAt(made.body, 'metafield.id')}.json`;
    expect((await cloud.get(path)).body).toEqual(made.body);
    expect((await cloud.get(`/com/${plural}/${id}/metafields/count.json?key=abc`)).body).toEqual({
      count: 1,
    });
    expect((await cloud.get(`/com/${plural}/5/metafields.json`)).status).toBe(404);
    const elsewhere = path.replace(`/com/${plural}/${id}`, '/com');
    expect((await cloud.get(elsewhere)).status).toBe(404);
  });
});

describe('lists (§1.4)', () => {
  it('find products by their collection', async () => {
    const cloud = await startCloud();
    const found = listAt((await cloud.get('/com/products.json?collection_id=1004145001')).body, 'products');
    expect(found.length).toBeGreaterThan(0);
    expect(new Set(found.map((product) => at(product, 'product_type'))).size).toBe(1);
    expect(listAt((await cloud.get('/com/products.json?collection_id=5')).body, 'products')).toEqual([]);
  });

  it('have up to 250 addresses a page, 50 unless asked', async () => {
    const cloud = await startCloud();
    const path = '/com/customers/1300000002/addresses';
    const before = listAt((await cloud.get(`${path}.json`)).body, 'addresses').length;
    const wanted = 60 - before;
    for (let made = 0; made < wanted; made += 1) {
      await cloud.send('POST', `${path}.json`, { address: { address1: `${made}` } });
    }
    const count = async (query: string) =>
      listAt((await cloud.get(`${path}.json${query}`)).body, 'addresses').length;
    expect([await count(''), await count('?limit=1000'), await count('?page=2')]).toEqual([50, 60, 10]);
  });

  it('read the times of events as the shop has them', async () => {
    const cloud = await startCloud({}, () => Date.UTC(2026, 10, 5, 5));
    await cloud.send('PUT', `/com/products/${productId(1)}.json`, { product: { tags: 'a' } });
    const found = async (since: string) =>
      at(
        (await cloud.get(`/com/events/count.json?created_at_min=${since}&filter=Product&verb=update`)).body,
        'count',
      );
    expect([await found('2026-11-05T12:00:00'), await found('2026-11-05T12:00:01')]).toEqual([1, 0]);
    expect((await cloud.get('/com/orders/1/events.json')).status).toBe(404);
  });
});

describe('addresses (§1.7)', () => {
  it('are changed in part, made the default when posted so, and destroyed several at once', async () => {
    const cloud = await startCloud();
    const made = await cloud.send('POST', '/com/customers.json', { customer: { first_name: 'An' } });
    const path = `/com/customers/${numberAt(made.body, 'customer.id')}/addresses`;
    const add = async (address: object) =>
      numberAt((await cloud.send('POST', `${path}.json`, { address })).body, 'address.id');
    const ids = [
      await add({ address1: 'a' }),
      await add({ address1: 'b' }),
      await add({ address1: 'c', default: true }),
    ];
    const changed = await cloud.send('PUT', `${path}/${ids[0]}.json`, { address: { zip: '70000' } });
    expect(at(changed.body, 'customer_address')).toMatchObject({
      address1: 'a',
      zip: '70000',
      default: false,
    });
    const set = (query: string) => cloud.send('PUT', `${path}/set.json?${query}`);
    expect((await set(`address_ids[]=${ids[0]}&operation=frame`)).status).toBe(422);
    expect((await set(`address_ids[]=${ids[0]}&address_ids[]=${ids[2]}&operation=destroy`)).status).toBe(422);
    expect(listAt((await cloud.get(`${path}.json`)).body, 'addresses')).toHaveLength(3);
    const gone = await set(`address_ids[]=${ids[0]}&address_ids[]=${ids[1]}&operation=destroy`);
    expect([gone.status, gone.body]).toEqual([200, {}]);
    expect(listAt((await cloud.get(`${path}.json`)).body, 'addresses')).toMatchObject([
      { id: ids[2], default: true },
    ]);
  });
});
