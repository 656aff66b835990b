import {
  countSwept,
  hasGoods,
  removeProduct,
  unsweptProducts,
  writeProduct,
} from '../../db/repositories/catalogue.ts';
import { type PullProgress, pullProgressOf, writePullProgress } from '../../db/repositories/pull-progress.ts';
import type { CloudTrouble } from '../haravan/answer.ts';
import { catalogueProduct, productFields, productShape } from '../haravan/product.ts';
import { cloudInstant } from '../haravan/wire.ts';
import { countRows, readPages } from './pages.ts';
import { filterTime, hourMs, inSlices, type PullWork, sweepEveryMs, usualOverlapMs } from './pull-work.ts';

/** `changed` are variants' products that came new or different. */
export type ProductsPulled =
  | { readonly kind: 'ok'; readonly changed: number; readonly variants: readonly number[] }
  | CloudTrouble;

/**
 * Reads the whole catalogue, going on where an earlier run was broken off. At the end, if as many products were met as the service
 * counts, those that were not met are gone and leave the catalogue; deletions show in no other way.
 */
export async function sweepProducts(work: PullWork, mostPages?: number): Promise<ProductsPulled> {
  const { store } = work;
  let progress = pullProgressOf(store, 'products');
  if (progress.nextPage === 1) {
    const count = await countRows(work, 'products');
    if (count.kind !== 'ok') return count;
    progress = {
      ...progress,
      sweep: progress.sweep + 1,
      pulled: 0,
      total: count.value,
      // Changes from here on are found by increments, wherever the sweep has got to.
      watermark: progress.watermark ?? filterTime(work.clock() + work.serverOffsetMs() - usualOverlapMs),
    };
    writePullProgress(store, progress);
  }
  const writer = productWriter(work, progress.sweep);
  const pages = await readPages(work, {
    resource: 'products',
    shape: productShape,
    query: { fields: productFields },
    fromPage: progress.nextPage,
    ...(mostPages === undefined ? {} : { mostPages }),
    store: async (rows, nextPage) => {
      await writer.write(rows);
      progress = { ...progress, nextPage, pulled: progress.pulled + rows.length };
      writePullProgress(store, progress);
    },
  });
  if (pages.kind !== 'ok') return pages;
  if (pages.nextPage === null) {
    const finished = await finishSweep(work, progress);
    if (finished !== null) return finished;
  }
  return writer.result();
}

async function finishSweep(work: PullWork, progress: PullProgress): Promise<CloudTrouble | null> {
  const { store } = work;
  const count = await countRows(work, 'products');
  if (count.kind !== 'ok') return count;
  const met = countSwept(store, progress.sweep);
  // Nobody deletes all goods of a running shop at once; a service that says so is more likely unwell.
  const isBelievable = count.value > 0 || !hasGoods(store);
  const isWhole = met >= count.value && isBelievable;
  if (isWhole) {
    for (let gone = unsweptProducts(store, progress.sweep, 200); gone.length > 0; ) {
      await inSlices(store, gone, (id) => removeProduct(store, id));
      work.log('products-removed', { count: gone.length });
      gone = unsweptProducts(store, progress.sweep, 200);
    }
  } else {
    // Mostly pages that shifted while they were read. Nothing is removed; a sweep in an hour meets what this one missed.
    work.log('sweep-incomplete', { met, counted: count.value });
  }
  writePullProgress(store, {
    ...progress,
    firstPullDone: true,
    nextPage: 1,
    pulled: met,
    total: count.value,
    finishedAt: isWhole ? work.clock() : work.clock() - sweepEveryMs + hourMs,
  });
  return null;
}

/** Products changed since the last look; what is already here as it is costs one comparison. */
export async function pullChangedProducts(work: PullWork, overlapMs: number): Promise<ProductsPulled> {
  const { store } = work;
  const progress = pullProgressOf(store, 'products');
  const since = cloudInstant(progress.watermark ?? '') ?? 0;
  const writer = productWriter(work, progress.sweep);
  const pages = await readPages(work, {
    resource: 'products',
    shape: productShape,
    query: { updated_at_min: filterTime(since - overlapMs), fields: productFields },
    fromPage: 1,
    store: writer.write,
  });
  if (pages.kind !== 'ok') return pages;
  const reached = cloudInstant(pages.lastUpdate) ?? 0;
  if (reached > since)
    writePullProgress(store, { ...pullProgressOf(store, 'products'), watermark: filterTime(reached) });
  return writer.result();
}

function productWriter(work: PullWork, sweep: number) {
  const variants = new Set<number>();
  let changed = 0;
  let skipped = 0;
  return {
    write: (rows: readonly Parameters<typeof catalogueProduct>[0][]): Promise<void> =>
      inSlices(work.store, rows, (row) => {
        const mapped = catalogueProduct(row);
        if (!writeProduct(work.store, mapped.product, sweep)) return;
        changed += 1;
        skipped += mapped.skipped;
        for (const goods of mapped.product.goods) if (goods.tracksStock) variants.add(goods.variantId);
      }),
    result: (): ProductsPulled => {
      if (skipped > 0) work.log('goods-without-a-price', { count: skipped });
      return { kind: 'ok', changed, variants: [...variants] };
    },
  };
}
