import {
  countSwept,
  hasGoods,
  markProductSwept,
  removeProduct,
  unsweptProducts,
  writeProduct,
} from '../../db/repositories/catalogue.ts';
import { pullProgressOf } from '../../db/repositories/pull-progress.ts';
import type { CloudTrouble } from '../haravan/answer.ts';
import { catalogueProduct, type ProductShape, productFields, productShape } from '../haravan/product.ts';
import { pullDeletions } from './deletions.ts';
import type { PullWork } from './pull-work.ts';
import { type Kept, pullChanged, sweep } from './sweep.ts';

/** `changed` are products that came new or different; `variants` those of theirs that are counted in stock. */
export type ProductsPulled =
  | { readonly kind: 'ok'; readonly changed: number; readonly variants: readonly number[] }
  | CloudTrouble;

/** The whole catalogue, or the next pages of it. */
export async function sweepProducts(work: PullWork, mostPages?: number): Promise<ProductsPulled> {
  const notes = changeNotes(work);
  return notes.result(await sweep(work, keptProducts(work, notes), mostPages));
}

/** Products changed since the last look; what is already here as it is costs one comparison. */
export async function pullChangedProducts(work: PullWork, isLongLook: boolean): Promise<ProductsPulled> {
  const notes = changeNotes(work);
  return notes.result(await pullChanged(work, keptProducts(work, notes), isLongLook));
}

type ChangeNotes = {
  readonly add: (variants: readonly number[], skipped: number) => void;
  readonly result: (trouble: CloudTrouble | null) => ProductsPulled;
};

function keptProducts(work: PullWork, notes: ChangeNotes): Kept<ProductShape> {
  return {
    kind: 'products',
    shape: productShape,
    fields: productFields,
    write: (row, sweepNumber) => {
      const { product, skipped } = catalogueProduct(row);
      if (!writeProduct(work.store, product, sweepNumber)) return;
      const tracked = product.goods.filter((goods) => goods.tracksStock);
      notes.add(
        tracked.map((goods) => goods.variantId),
        skipped,
      );
    },
    countMet: countSwept,
    isEmpty: (store) => !hasGoods(store),
    unmet: unsweptProducts,
    markMet: markProductSwept,
    gone: removeProduct,
    hearDeletions: async () => {
      const heard = await pullDeletions(work);
      return heard.kind === 'ok' ? null : heard;
    },
  };
}

function changeNotes(work: PullWork): ChangeNotes {
  const variants = new Set<number>();
  // All stock comes after the first pull anyway: a large shop's variants are not gathered for nothing.
  const gathers = pullProgressOf(work.store, 'products').firstPullDone;
  let changed = 0;
  let skipped = 0;
  return {
    add: (tracked, without) => {
      changed += 1;
      skipped += without;
      if (gathers) for (const variantId of tracked) variants.add(variantId);
    },
    result: (trouble) => {
      if (skipped > 0) work.log('goods-without-a-price', { count: skipped });
      return trouble ?? { kind: 'ok', changed, variants: [...variants] };
    },
  };
}
