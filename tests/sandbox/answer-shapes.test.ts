import { describe, expect, it } from 'vitest';
import { at, type Cloud, listAt, orderPaths, placeOrder, startCloud, variantId } from './support.ts';

const variantPath = `/com/variants/${variantId(1)}.json`;

const refusedPhone = (cloud: Cloud) =>
  cloud.send('POST', '/com/customers.json', { customer: { first_name: 'An', phone: '0903000111' } });

describe('answers on the wire (§1.3)', () => {
  it('can show money as text, ids as numbers still', async () => {
    const cloud = await startCloud();
    const id = await placeOrder(cloud);
    await cloud.control({ numbersAsStrings: true });
    const { body } = await cloud.get(orderPaths(id).order);
    expect(at(body, 'order')).toMatchObject({ id, total_price: '42000.0000', total_tax: '0.0000' });
    expect(at(body, 'order.line_items.0')).toMatchObject({ price: '42000.0000', quantity: 1 });
    await cloud.control({ numbersAsStrings: false, idsAsStrings: true });
    const again = await cloud.get(orderPaths(id).order);
    expect(at(again.body, 'order')).toMatchObject({ id: String(id), total_price: 42_000 });
    expect(at(again.body, 'order.line_items.0.variant_id')).toBe(String(variantId(1)));
  });

  it('can show times without their zone', async () => {
    const cloud = await startCloud();
    await cloud.control({ datesWithoutZ: true });
    expect(at((await cloud.get(variantPath)).body, 'variant.created_at')).toBe('2025-11-01T02:00:00.000');
  });

  it('can carry fields nobody documented, in every object', async () => {
    const cloud = await startCloud();
    await cloud.control({ unknownFields: true });
    const { body } = await cloud.get('/com/products.json?limit=1');
    expect(at(body, 'products.0.x_undocumented_flag')).toBe(true);
    expect(at(body, 'products.0.variants.0.x_undocumented.since')).toBe('2027');
  });

  it('can lack SKUs, or show one for several variants (§1.4)', async () => {
    const cloud = await startCloud();
    const skus = async () =>
      listAt((await cloud.get('/com/products.json?ids=1000000001,1000000002,1000000003')).body, 'products')
        .map((product) => at(product, 'variants.0.sku'))
        .toSorted();
    await cloud.control({ duplicateSkus: 1 });
    expect(await skus()).toEqual(['TRUNG-MA', 'TRUNG-MA', 'TRUNG-MA']);
    await cloud.control({ duplicateSkus: 0, nullSkus: 2 });
    expect(await skus()).toEqual(['20003', 'DM0001', null]);
  });
});

describe('refusals (§1.6)', () => {
  it.each([
    ['fields', { errors: { phone: ['has already been taken'] } }],
    ['text', { errors: 'phone has already been taken' }],
    ['list', { errors: ['phone has already been taken'] }],
    ['message', { message: 'phone has already been taken' }],
  ] as const)('can be written as %s', async (errorShape, body) => {
    const cloud = await startCloud();
    await refusedPhone(cloud);
    await cloud.control({ errorShape });
    const answer = await refusedPhone(cloud);
    expect([answer.status, answer.body]).toEqual([422, body]);
  });
});

describe('a filter without a value (§1.4)', () => {
  it('is dropped, or finds nothing when so switched', async () => {
    const cloud = await startCloud();
    expect(listAt((await cloud.get('/com/products.json?sku=&page=')).body, 'products')).toHaveLength(50);
    await cloud.control({ blankFilterRows: false });
    expect(listAt((await cloud.get('/com/products.json?sku=&page=')).body, 'products')).toHaveLength(0);
    expect(listAt((await cloud.get('/com/products.json?fields=')).body, 'products')).toHaveLength(50);
  });
});
