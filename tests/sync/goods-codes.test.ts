import { describe, expect, it } from 'vitest';
import { goodsByCode } from '../../main/db/repositories/goods.ts';
import { changeCloud, countIn } from '../support/pulled-shop.ts';
import { cloudGet, shopCloud, syncedTill } from '../support/synced-till.ts';

type CloudUnit = {
  readonly id: number;
  readonly base: boolean;
  readonly barcode: string | null;
  readonly sku: string | null;
  readonly price: number;
};
type CloudVariant = {
  readonly id: number;
  readonly sku: string | null;
  readonly barcode: string | null;
  readonly variant_units: readonly CloudUnit[];
};
type CloudProduct = { readonly published_scope: string | null; readonly variants: readonly CloudVariant[] };

/** What the cloud says of every variant a counter sells. */
async function cloudVariants(
  sandbox: Awaited<ReturnType<typeof shopCloud>>,
): Promise<readonly CloudVariant[]> {
  const variants: CloudVariant[] = [];
  for (let page = 1; ; page += 1) {
    const { products } = await cloudGet<{ products: CloudProduct[] }>(
      sandbox,
      `/com/products.json?page=${page}`,
    );
    for (const product of products) if (product.published_scope !== 'web') variants.push(...product.variants);
    if (products.length < 50) return variants;
  }
}

describe('codes of a shop as shops are: missing, shared, one for each unit', () => {
  let variants: readonly CloudVariant[];

  async function pulled() {
    const sandbox = await shopCloud({ products: 1_500, customers: 1 });
    const till = syncedTill(sandbox);
    await till.sync.firstPull(() => undefined);
    variants = await cloudVariants(sandbox);
    return { sandbox, till };
  }

  it('find exactly the goods the cloud files under them', async () => {
    const { till } = await pulled();
    const { writer } = till.store;
    const wanted = new Map<string, Set<string>>();
    const file = (code: string | null, variantId: number, unitId: number) => {
      if (code === null || code === '') return;
      wanted.set(code, (wanted.get(code) ?? new Set()).add(`${variantId}/${unitId}`));
    };
    for (const variant of variants) {
      for (const code of [variant.barcode, variant.sku]) file(code, variant.id, 0);
      for (const unit of variant.variant_units)
        for (const code of [unit.barcode, unit.sku]) file(code, variant.id, unit.base ? 0 : unit.id);
    }
    expect([...wanted.values()].some((goods) => goods.size > 1)).toBe(true);
    expect(variants.some((variant) => variant.sku === null)).toBe(true);
    expect(variants.some((variant) => variant.barcode === null)).toBe(true);
    for (const [code, goods] of wanted) {
      const found = goodsByCode(writer, code).map((row) => `${row.variant_id}/${row.unit_id}`);
      expect(found.sort(), code).toEqual([...goods].sort());
    }
    expect(writer.get("SELECT code FROM goods_code WHERE trim(code) = ''")).toBeUndefined();
  });

  it('give each unit its own price', async () => {
    const { till } = await pulled();
    const units = variants.flatMap((variant) => variant.variant_units.filter((unit) => !unit.base));
    expect(units.length).toBeGreaterThan(20);
    for (const unit of units)
      expect(
        goodsByCode(till.store.writer, unit.barcode ?? '').map((row) => [row.unit_id, row.price]),
      ).toContainEqual([unit.id, unit.price]);
  });

  it('follow their goods: a code that was changed finds nothing any more, one that was cleared neither', async () => {
    const { sandbox, till } = await pulled();
    const found = (code: string) => goodsByCode(till.store.writer, code).map((row) => row.variant_id);
    const [first, second] = variants.filter(
      (variant) => variant.variant_units.length === 0 && variant.barcode !== null,
    );
    if (first === undefined || second === undefined) throw new Error('the sandbox has such goods');
    const before = countIn(till.store.writer, 'goods');
    await changeCloud(sandbox, 'PUT', `/com/variants/${first.id}.json`, {
      variant: { id: first.id, barcode: '4000000000006' },
    });
    await changeCloud(sandbox, 'PUT', `/com/variants/${second.id}.json`, {
      variant: { id: second.id, barcode: '', sku: '' },
    });
    await till.sync.runOnce('pull');
    expect(found('4000000000006')).toEqual([first.id]);
    expect(found(first.barcode ?? '')).not.toContain(first.id);
    expect(found(second.barcode ?? '')).not.toContain(second.id);
    expect(countIn(till.store.writer, 'goods')).toBe(before);
  });
});
