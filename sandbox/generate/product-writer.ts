import { firstId, type Store, takenUpTo } from '../store.ts';
import { branches } from './people.ts';

export type NewUnit = {
  readonly unit: string;
  /** Pieces of the base unit inside. */
  readonly ratio: number;
  readonly barcode: string | null;
  readonly sku: string | null;
  readonly price: number;
  readonly base: boolean;
};

export type NewVariant = {
  readonly title: string;
  readonly sku: string | null;
  readonly barcode: string | null;
  readonly price: number;
  readonly taxable: boolean;
  readonly options: readonly string[];
  readonly units: readonly NewUnit[];
  readonly tracked: boolean;
  readonly policy?: 'deny' | 'continue';
  /** On hand at the first branches. */
  readonly stock: readonly number[];
};

type NewProduct = {
  readonly title: string;
  readonly type: string;
  readonly vendor: string;
  readonly tags: string;
  readonly optionNames: readonly string[];
  /** Own VAT rate in basis points. */
  readonly vatBp?: number;
  readonly scope?: string | null;
  readonly allowsPromotion?: boolean;
};

export type ProductWriter = {
  readonly add: (product: NewProduct, variants: readonly NewVariant[]) => void;
  /** Variants so far. */
  readonly count: () => number;
  readonly vatOverrides: ReadonlyMap<number, number>;
  /** Leaves the sequences behind the last ids. */
  readonly finish: () => void;
};

/** Writes products in the order of their ids; made for hundreds of thousands inside one transaction. */
export function productWriter(store: Store, madeAt: string): ProductWriter {
  const product = store.prepare('INSERT INTO product VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const variant = store.prepare('INSERT INTO variant VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?)');
  const stock = store.prepare('INSERT INTO stock VALUES (?, ?, ?, ?, 0, 0, ?)');
  const vatOverrides = new Map<number, number>();
  const next: Record<'product' | 'variant' | 'unit' | 'stock', number> = {
    product: firstId.product,
    variant: firstId.variant,
    unit: firstId.unit,
    stock: firstId.stock,
  };

  const addVariant = (productId: number, item: NewVariant, position: number) => {
    const units = item.units.map((unit) => ({ id: next.unit++, sellable: true, ...unit }));
    variant.run(
      next.variant,
      productId,
      position,
      item.title,
      item.sku,
      item.barcode,
      item.price,
      item.taxable ? 1 : 0,
      JSON.stringify(item.options),
      JSON.stringify(units),
      item.tracked ? 1 : 0,
      item.policy ?? 'deny',
      madeAt,
      madeAt,
    );
    item.stock.forEach((onHand, branch) => {
      stock.run(next.stock++, branches[branch]?.id, next.variant, onHand, madeAt);
    });
    next.variant += 1;
  };

  return {
    vatOverrides,
    count: () => next.variant - firstId.variant,
    add: (about, variants) => {
      const id = next.product++;
      product.run(
        id,
        about.title,
        about.type,
        about.vendor,
        about.tags,
        about.scope === undefined ? 'global' : about.scope,
        about.allowsPromotion === false ? 1 : 0,
        JSON.stringify(optionFields(id, about.optionNames)),
        madeAt,
        madeAt,
      );
      if (about.vatBp !== undefined) vatOverrides.set(id, about.vatBp);
      for (const [index, item] of variants.entries()) addVariant(id, item, index + 1);
    },
    finish: () => {
      for (const kind of ['product', 'variant', 'unit', 'stock'] as const) takenUpTo(store, kind, next[kind]);
    },
  };
}

/** `options` of a product, as stored and answered. */
export function optionFields(productId: number, names: readonly string[]) {
  return names.map((name, index) => ({
    id: productId * 10 + index,
    name,
    position: index + 1,
    product_id: productId,
  }));
}
