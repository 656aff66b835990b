import { describe, expect, it } from 'vitest';
import { catalogueProduct, productShape } from '../../../main/cloud/haravan/product.ts';

const unit = (over: Record<string, unknown>) => ({
  id: 1,
  unit: 'lon',
  base: false,
  sellable: true,
  ratio: 1,
  ...over,
});

const mapped = (product: Record<string, unknown>, ...variants: Record<string, unknown>[]) =>
  catalogueProduct(
    productShape.parse({
      id: 100,
      title: 'Bia lon',
      product_type: 'Đồ uống',
      published_scope: 'global',
      updated_at: '2026-11-01T02:00:00Z',
      ...product,
      variants: variants.map((variant, index) => ({
        id: 200 + index,
        title: 'Default Title',
        price: 10_000,
        ...variant,
      })),
    }),
  );

describe('a product of the cloud', () => {
  it('is one row for each unit it is sold in, each with its own price and codes', () => {
    const { product } = mapped(
      {},
      {
        sku: 'BIA',
        barcode: '111',
        price: 16_500,
        variant_units: [
          unit({ id: 1, base: true, barcode: '111', sku: 'BIA', price: 16_500 }),
          unit({ id: 2, unit: 'lốc', ratio: 6, barcode: '222', sku: 'BIA-6', price: 96_000 }),
          unit({ id: 3, unit: 'thùng', ratio: 24, sellable: false, price: 375_000 }),
        ],
      },
    );
    expect(
      product.goods.map(({ unitId, unitName, price, stockPerUnit, codes }) => [
        unitId,
        unitName,
        price,
        stockPerUnit,
        codes,
      ]),
    ).toEqual([
      [0, 'lon', 16_500, 1000, ['111', 'BIA']],
      [2, 'lốc', 96_000, 6000, ['222', 'BIA-6']],
    ]);
  });

  it('is read as it comes: numbers as texts, nulls, names in pieces, more fields than known', () => {
    const { product } = mapped(
      { id: '100', title: 'Bánh   mì'.normalize('NFD'), published_scope: null, surprise: {} },
      { id: '200', price: '12000.0000', sku: null, barcode: 8934563138165, taxable: 'true', title: 'Đỏ / L' },
    );
    expect(product.goods).toMatchObject([
      {
        name: 'Bánh mì',
        variantName: 'Đỏ / L',
        price: 12_000,
        barcode: '8934563138165',
        taxable: true,
        sku: '',
      },
    ]);
    expect(product.goods[0]?.searchText).toBe('banh mi do / l 8934563138165');
  });

  it('is not sold at a counter when it is for the web only', () => {
    expect(mapped({ published_scope: 'web' }, {}).product.goods).toEqual([]);
    for (const scope of ['pos', 'global', ''])
      expect(mapped({ published_scope: scope }, {}).product.goods).toHaveLength(1);
  });

  it.each([-1, 1e13, 2 ** 60, 'free', null, Number.NaN])(
    'loses only the variant with the price %s',
    (price) => {
      const { product, skipped } = mapped({}, { price }, { price: 5_000 });
      expect(product.goods.map((goods) => goods.price)).toEqual([5_000]);
      expect(skipped).toBe(1);
    },
  );

  it('has prices in whole đồng', () => {
    expect(mapped({}, { price: 999.5 }).product.goods[0]?.price).toBe(1000);
  });

  it('is weighed when its unit is one of a scale', () => {
    const weighedIn = (name: string) =>
      mapped({}, { variant_units: [unit({ base: true, unit: name })] }).product.goods[0]?.weighed;
    expect(['kg', 'Kg', 'g', 'gam', 'lạng'].map(weighedIn)).toEqual([true, true, true, true, true]);
    expect(['cái', 'gói', ''].map(weighedIn)).toEqual([false, false, false]);
  });

  it('without its variants is no product: it would be taken out of the catalogue', () => {
    expect(productShape.safeParse({ id: 100, title: 'Bia lon', updated_at: '' }).success).toBe(false);
  });

  it('shows the picture of its variant before the first of all', () => {
    const images = [
      { id: 1, src: 'http://x/1.png', variant_ids: [] },
      { id: 2, src: 'http://x/2.png', variant_ids: [201] },
    ];
    const { product } = mapped({ images }, {}, {});
    expect(product.goods.map((goods) => goods.imageUrl)).toEqual(['http://x/1.png', 'http://x/2.png']);
  });
});
