import { z } from 'zod';
import { pullProgressOf, writePullProgress } from '../../db/repositories/pull-progress.ts';
import { nextSyncTick } from '../../db/repositories/settings.ts';
import {
  isTrackedVariant,
  trackedVariantsAfter,
  variantsToRecount,
  writeStock,
} from '../../db/repositories/stock.ts';
import type { CloudTrouble } from '../haravan/answer.ts';
import { cloudId, cloudNumber, rowsUnder } from '../haravan/wire.ts';
import { yieldToLoop } from '../wait.ts';
import { inSlices, type PullWork, readRows } from './pull-work.ts';

/** The service answers a grid of at most 50 variants × 50 places. */
const variantsACall = 50;

const stockRow = z.object({ variant_id: cloudId, loc_id: cloudId, qty_available: cloudNumber });

export type StockPulled = { readonly kind: 'ok'; readonly rows: number } | CloudTrouble;

/** Stock of given variants at this branch. What has no row there was never in stock there. */
async function pullVariants(work: PullWork, variants: readonly number[]): Promise<StockPulled> {
  const asked = { at: work.clock(), tick: nextSyncTick(work.store) };
  const answer = await readStock(work, { variant_ids: variants.join(',') });
  if (answer.kind !== 'ok') return answer;
  await inSlices(work.store, variants, (variantId) =>
    writeStock(work.store, variantId, answer.value.get(variantId) ?? 0, asked),
  );
  return { kind: 'ok', rows: variants.length };
}

/** Available quantities by variant, thousandths: the cloud counts whole base units. */
async function readStock(
  work: PullWork,
  query: Readonly<Record<string, string>>,
): Promise<{ readonly kind: 'ok'; readonly value: ReadonlyMap<number, number> } | CloudTrouble> {
  const path = '/com/inventory_locations.json';
  const answer = await work.client.get(
    path,
    { location_ids: work.locationId, limit: 250, ...query },
    rowsUnder('inventory_locations'),
  );
  if (answer.kind !== 'ok') return answer;
  const rows = await readRows(answer.value, stockRow);
  if (rows === null) return { kind: 'strange', where: `GET ${path}` };
  const here = rows.filter((row) => row.loc_id === work.locationId && Math.abs(row.qty_available) < 1e12);
  return {
    kind: 'ok',
    value: new Map(here.map((row) => [row.variant_id, Math.round(row.qty_available * 1000)])),
  };
}

/** Stock of every variant, in the order of their ids, going on behind the last one known. `mostCalls` ends it early. */
export async function pullAllStock(
  work: PullWork,
  mostCalls = Number.POSITIVE_INFINITY,
): Promise<StockPulled> {
  const { store } = work;
  let rows = 0;
  // Counting takes a walk through the catalogue: once a run, not once a call.
  const total = pullProgressOf(store, 'stock').firstPullDone ? null : await countTracked(store);
  for (let calls = 0; calls < mostCalls; calls += 1) {
    if (work.signal.aborted) return { kind: 'unreachable' };
    const progress = pullProgressOf(store, 'stock');
    const variants = trackedVariantsAfter(store, Number(progress.watermark ?? 0), variantsACall);
    const last = variants.at(-1);
    if (last === undefined) {
      // Round and round: from the end it starts over.
      writePullProgress(store, { ...progress, firstPullDone: true, watermark: null });
      break;
    }
    const pulled = await pullVariants(work, variants);
    if (pulled.kind !== 'ok') return pulled;
    rows += pulled.rows;
    writePullProgress(store, {
      ...progress,
      pulled: progress.firstPullDone ? progress.pulled : progress.pulled + variants.length,
      total: total ?? progress.total,
      watermark: String(last),
    });
    work.progressed(variants.length);
  }
  return { kind: 'ok', rows };
}

/** Counted in steps, as a large catalogue takes longer to walk through than the event loop may be held. */
async function countTracked(store: PullWork['store']): Promise<number> {
  let count = 0;
  let last: number | undefined = 0;
  while (last !== undefined) {
    const variants = trackedVariantsAfter(store, last, 2_000);
    count += variants.length;
    last = variants.at(-1);
    await yieldToLoop();
  }
  return count;
}

const rollingCalls = 3;
const mostRecounts = 500;

/**
 * What may have moved: variants sold here, variants whose product changed, the rows the branch changed last, and a few of all the
 * others in turn, so that nothing stays old for good.
 */
export async function pullChangedStock(work: PullWork, changed: readonly number[]): Promise<StockPulled> {
  let rows = 0;
  const wanted = [...new Set([...variantsToRecount(work.store, mostRecounts), ...changed])];
  for (let start = 0; start < wanted.length; start += variantsACall) {
    const pulled = await pullVariants(work, wanted.slice(start, start + variantsACall));
    if (pulled.kind !== 'ok') return pulled;
    rows += pulled.rows;
  }
  const recent = await pullRecentRows(work);
  if (recent.kind !== 'ok') return recent;
  const rolling = await pullAllStock(work, rollingCalls);
  return rolling.kind === 'ok' ? { kind: 'ok', rows: rows + recent.rows + rolling.rows } : rolling;
}

/**
 * The rows of this branch that changed last, in one call without naming variants. Whether the service allows that is not documented;
 * where it refuses, the turn of every variant comes anyway.
 */
async function pullRecentRows(work: PullWork): Promise<StockPulled> {
  const asked = { at: work.clock(), tick: nextSyncTick(work.store) };
  const answer = await readStock(work, { order: 'updated_at', direction: 'desc' });
  if (answer.kind === 'refused') return { kind: 'ok', rows: 0 };
  if (answer.kind !== 'ok') return answer;
  const known = [...answer.value].filter(([variantId]) => isTrackedVariant(work.store, variantId));
  await inSlices(work.store, known, ([variantId, available]) =>
    writeStock(work.store, variantId, available, asked),
  );
  return { kind: 'ok', rows: known.length };
}
