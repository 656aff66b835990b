import { describe, expect, it } from 'vitest';
import { demoCode, demoGarment, demoGoods, demoPackCode } from '../../sandbox/generate/demo-goods.ts';
import {
  at,
  type Cloud,
  everyProduct,
  listAt,
  numberAt,
  productId,
  startCloud,
  variantId,
} from './support.ts';

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
