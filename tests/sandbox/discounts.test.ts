import { describe, expect, it } from 'vitest';
import { at, type Cloud, listAt, numberAt, placeOrder, startCloud, variantId } from './support.ts';

const coupon = { code: 'ChàoBạn10', discount_type: 'percentage', value: 10 };
const now = Date.UTC(2026, 10, 5);

async function create(cloud: Cloud, over: object = {}, kind = 'discount') {
  return cloud.send('POST', `/com/${kind}s.json`, { [kind]: { ...coupon, ...over } });
}

describe('discounts (§1.8)', () => {
  it('are made with the rules sent and defaults for the rest, and answer 200', async () => {
    const cloud = await startCloud({}, () => now);
    const made = await create(cloud, {
      usage_limit: 5,
      location_ids: [410_001],
      variants: [{ product_id: 1_000_000_001, variant_id: variantId(1) }],
    });
    expect(made.status).toBe(200);
    expect(at(made.body, 'discount')).toMatchObject({
      code: 'ChàoBạn10',
      status: 'enabled',
      discount_type: 'percentage',
      take_type: 'percentage',
      value: 10,
      times_used: 0,
      usage_limit: 5,
      starts_at: '2026-11-05T00:00:00.000Z',
      ends_at: null,
      products_selection: 'variant_prerequisite',
      entitled_variant_ids: [variantId(1)],
      locations_selection: 'location_prerequisite',
      entitled_location_ids: [410_001],
      customers_selection: 'all',
      rule_customs: [],
    });
    const id = numberAt(made.body, 'discount.id');
    expect((await cloud.get(`/com/discounts/${id}.json`)).body).toEqual(made.body);
    await cloud.control({ discountTypeByGoods: true });
    expect(at((await cloud.get(`/com/discounts/${id}.json`)).body, 'discount')).toMatchObject({
      discount_type: 'product_amount',
      take_type: 'percentage',
    });
  });

  it('are listed while enabled, and found by their code whatever its case', async () => {
    const cloud = await startCloud();
    const id = numberAt((await create(cloud)).body, 'discount.id');
    await create(cloud, { code: 'KHAC' });
    const codes = async (query = '') =>
      listAt((await cloud.get(`/com/discounts.json${query}`)).body, 'discounts').map((row) =>
        at(row, 'code'),
      );
    expect(await codes()).toEqual(['KHAC', 'ChàoBạn10']);
    expect(await codes(`?code=${encodeURIComponent('CHÀOBẠN10')}`)).toEqual(['ChàoBạn10']);
    const disabled = await cloud.send('PUT', `/com/discounts/${id}/disable.json`, {});
    expect(at(disabled.body, 'discount.status')).toBe('disabled');
    expect(await codes()).toEqual(['KHAC']);
    expect((await cloud.get(`/com/discounts/${id}.json`)).status).toBe(200);
    await cloud.send('PUT', `/com/discounts/${id}/enable.json`, {});
    expect(await codes(`?since_id=${id - 1}&limit=1`)).toEqual(['KHAC']);
    expect((await cloud.send('DELETE', `/com/discounts/${id}.json`)).body).toEqual({});
    expect((await cloud.get(`/com/discounts/${id}.json`)).status).toBe(404);
  });

  it.each([
    ['without a code', { code: ' ' }],
    ['with a code over 200 characters', { code: 'x'.repeat(201) }],
    ['with a used code in another case', { code: 'chàobạn10' }],
    ['of an unknown type', { discount_type: 'gift' }],
    ['of more than all', { value: 101 }],
    ['below zero', { value: -1 }],
    ['that ended before it was made', { ends_at: '2026-11-04T00:00:00Z' }],
    ['for resources there are none', { applies_to_resource: 'planet' }],
    ['with rules nobody knows', { rule_customs: [{ name: 'moon', value: '1' }] }],
  ])('are refused %s', async (_name, over) => {
    const cloud = await startCloud({}, () => now);
    await create(cloud);
    expect((await create(cloud, { code: 'MOI', ...over })).status).toBe(422);
  });

  it('count the orders that name them, and refuse none (§5)', async () => {
    const cloud = await startCloud();
    const id = numberAt((await create(cloud, { usage_limit: 1 })).body, 'discount.id');
    const discount_codes = [{ code: 'CHÀOBẠN10', amount: 4200, is_coupon_code: true }];
    await placeOrder(cloud, { discount_codes });
    await placeOrder(cloud, { discount_codes });
    expect(at((await cloud.get(`/com/discounts/${id}.json`)).body, 'discount.times_used')).toBe(2);
  });
});

describe('promotions (§1.7, §1.8)', () => {
  it('have a name for a code, are toggled as discounts, and lie in a list of their own', async () => {
    const cloud = await startCloud();
    const made = await create(cloud, { code: undefined, name: 'Giảm hè' }, 'promotion');
    const id = numberAt(made.body, 'promotion.id');
    expect(at(made.body, 'promotion')).toMatchObject({ name: 'Giảm hè', status: 'enabled' });
    expect(at(made.body, 'promotion.code')).toBeUndefined();
    const off = await cloud.send('PUT', `/com/discounts/${id}/disable.json`, {});
    expect(at(off.body, 'discount')).toMatchObject({ code: 'Giảm hè', status: 'disabled' });
    expect(listAt((await cloud.get('/com/promotions.json')).body, 'promotions')).toEqual([]);
    expect((await cloud.get(`/com/discounts/${id}.json`)).status).toBe(404);
    expect((await create(cloud, { code: undefined }, 'promotion')).status).toBe(422);
    expect((await cloud.send('DELETE', `/com/promotions/${id}.json`)).status).toBe(200);
  });

  it('are throttled with a bucket that looks nearly empty, when so switched (§1.5)', async () => {
    const cloud = await startCloud({ bucket: 80 }, () => 0);
    await cloud.control({ promotionsThrottle: true });
    const answers = [];
    for (let call = 0; call < 3; call += 1) answers.push(await cloud.get('/com/promotions.json'));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
    expect(answers[2]?.headers.get('x-haravan-api-call-limit')).toBe('3/80');
    expect(answers[2]?.headers.get('retry-after')).toBe('2.0');
    expect((await cloud.get('/com/discounts.json')).status).toBe(200);
  });
});
