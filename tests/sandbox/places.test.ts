import { describe, expect, it } from 'vitest';
import { at, listAt, startCloud } from './support.ts';

describe('places (§1.3, §1.7)', () => {
  it('lie in each other: country, province, district, ward', async () => {
    const cloud = await startCloud();
    const list = async (path: string, name: string) =>
      listAt((await cloud.get(`/com/${path}.json`)).body, name);
    expect(await list('countries', 'countries')).toMatchObject([{ id: 241, code: 'VN' }]);
    const provinces = await list('countries/241/provinces', 'provinces');
    expect(provinces).toHaveLength(63);
    expect(provinces).toContainEqual(expect.objectContaining({ id: 50, code: 'HC', name: 'Hồ Chí Minh' }));
    expect((await cloud.get('/com/countries/241/provinces/count.json')).body).toEqual({ count: 63 });
    expect(await list('provinces/50/districts', 'districts')).toContainEqual({
      id: 466,
      name: 'Quận 1',
      code: 'HC466',
      province_id: 50,
    });
    expect(await list('districts/476/wards', 'wards')).toContainEqual({
      id: 27_208,
      name: 'Phường 15',
      code: '27208',
      district_id: 476,
    });
    expect(at((await cloud.get('/com/countries/241/provinces/1.json')).body, 'province.code')).toBe('HI');
    for (const path of [
      'countries/1',
      'countries/1/provinces',
      'provinces/99/districts',
      'districts/1/wards',
    ]) {
      expect((await cloud.get(`/com/${path}.json`)).status).toBe(404);
    }
  });

  it('have shipping rates, dearer far away and for what is heavy', async () => {
    const cloud = await startCloud();
    const prices = async (query: string) =>
      listAt((await cloud.get(`/com/shipping_rates.json?${query}`)).body, 'shipping_rates').map((rate) =>
        at(rate, 'price'),
      );
    expect(await prices('country_id=241&province_id=50&district_id=478')).toEqual([20_000, 40_000]);
    expect(await prices('country_id=241&province_id=1&total_weight=3500')).toEqual([45_000]);
    expect(await prices('country_id=241&province_id=1&total_price=500000')).toEqual([0]);
    expect(await prices('country_id=243')).toEqual([]);
  });
});

describe('people and groups (§1.7)', () => {
  it('has groups of staff and of customers, whose members nothing lists', async () => {
    const cloud = await startCloud();
    expect(listAt((await cloud.get('/com/users/groups.json')).body, 'user_groups')).toMatchObject([
      { name: 'Danh sách nhân viên CN Lê Lợi', type: 'system' },
      { name: 'Danh sách nhân viên CN Hai Bà Trưng' },
      { name: 'Danh sách nhân viên Kho hàng lỗi' },
    ]);
    const groups = listAt((await cloud.get('/com/customers/groups.json')).body, 'customer_groups');
    expect(groups.map((group) => at(group, 'name'))).toEqual(['Khách quen', 'Mua từ 5 đơn']);
    const made = await cloud.send('POST', '/com/customers.json', {
      customer: { first_name: 'An', tags: 'a, khách quen' },
    });
    expect(at(made.body, 'customer.group_name')).toBe('Khách quen');
    expect((await cloud.get('/com/users/groups.json')).status).toBe(200);
    await cloud.control({ forbidden: ['users'] });
    expect((await cloud.get('/com/users/groups.json')).status).toBe(403);
  });
});
