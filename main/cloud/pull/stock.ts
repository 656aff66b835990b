import { pullProgressOf, updatePullProgress } from '../../db/repositories/pull-progress.ts';
import { toldVariantsAfter, trackedVariantsAfter, variantsToRecount } from '../../db/repositories/stock.ts';
import type { CloudTrouble } from '../haravan/answer.ts';
import { yieldToLoop } from '../wait.ts';
import type { PullWork } from './pull-work.ts';
import { type StockPlace, stockPlaceOf, writtenPlace } from './stock-place.ts';
import {
  pullVariants,
  readStockRows,
  type StockPulled,
  storeStockRows,
  variantsACall,
} from './stock-rows.ts';

/**
 * Stock of this branch for every variant, going on where it was broken off. First the branch's rows in the order of their ids, 250 a
 * call; then by name, 50 a call, what no row told of: all of it where the service lists no rows without names.
 */
export async function pullAllStock(work: PullWork): Promise<StockPulled> {
  const { store } = work;
  const total = await countTracked(store);
  updatePullProgress(store, 'stock', { total });
  let rows = 0;
  for (let isOver = false; !isOver; ) {
    if (work.signal.aborted) return { kind: 'unreachable' };
    const step = await stepOfRound(work);
    if ('kind' in step) return step;
    rows += step.rows;
    isOver = step.isOver;
  }
  updatePullProgress(store, 'stock', {
    firstPullDone: true,
    watermark: null,
    pulled: total,
    pulledAt: work.clock(),
  });
  return { kind: 'ok', rows };
}

/** Rows one look at the catalogue may walk through: well below a millisecond or two. */
const variantsAStep = 1_000;

type Step = { readonly rows: number; readonly isOver: boolean };

/** One call of the round through all variants. */
async function stepOfRound(work: PullWork): Promise<Step | CloudTrouble> {
  const { by, after } = stockPlaceOf(pullProgressOf(work.store, 'stock').watermark);
  return by === 'row' ? stepByRow(work, after) : stepByVariant(work, by, after);
}

async function stepByRow(work: PullWork, after: number): Promise<Step | CloudTrouble> {
  const read = await readStockRows(work, { since_id: after, order: 'id', direction: 'asc' });
  if (read.kind !== 'ok' && read.kind !== 'refused') return read;
  const fresh = read.kind === 'ok' ? read.rows.filter((row) => row.id > after) : [];
  if (read.kind !== 'ok' || fresh.length === 0) {
    // Refused without names, nothing listed, or the place in the list not heeded: everything by name.
    const isAtEnd = read.kind === 'ok' && read.rows.length === 0 && after > 0;
    goOn(work, { by: isAtEnd ? 'rest' : 'variant', after: 0 }, 0);
    return { rows: 0, isOver: false };
  }
  const reached = Math.max(...fresh.map((row) => row.id));
  const rows = await storeStockRows(work, { rows: fresh, asked: read.asked }, (stored) =>
    goOn(work, { by: 'row', after: reached }, stored),
  );
  work.progressed(rows);
  return { rows, isOver: false };
}

async function stepByVariant(
  work: PullWork,
  by: 'rest' | 'variant',
  after: number,
): Promise<Step | CloudTrouble> {
  const variants =
    by === 'rest'
      ? await untoldVariantsAfter(work.store, after)
      : trackedVariantsAfter(work.store, after, variantsACall);
  const last = variants.at(-1);
  if (last === undefined) return { rows: 0, isOver: true };
  const pulled = await pullVariants(work, variants, () => goOn(work, { by, after: last }, variants.length));
  if (pulled.kind !== 'ok') return pulled;
  work.progressed(pulled.rows);
  return { rows: pulled.rows, isOver: false };
}

function goOn(work: PullWork, place: StockPlace, stored: number): void {
  const { pulled, firstPullDone } = pullProgressOf(work.store, 'stock');
  updatePullProgress(work.store, 'stock', {
    watermark: writtenPlace(place),
    ...(firstPullDone ? {} : { pulled: pulled + stored }),
  });
}

/** In steps: where nearly all was told, the next that was not lies far off. */
async function untoldVariantsAfter(store: PullWork['store'], after: number): Promise<readonly number[]> {
  const untold: number[] = [];
  let last: number | undefined = after;
  while (last !== undefined && untold.length < variantsACall) {
    const variants = toldVariantsAfter(store, last, variantsAStep);
    untold.push(...variants.filter(({ isTold }) => !isTold).map(({ variantId }) => variantId));
    last = variants.at(-1)?.variantId;
    await yieldToLoop();
  }
  return untold.slice(0, variantsACall);
}

/** Counted in steps, as a large catalogue takes longer to walk through than the event loop may be held. */
async function countTracked(store: PullWork['store']): Promise<number> {
  let count = 0;
  let last: number | undefined = 0;
  while (last !== undefined) {
    const variants = trackedVariantsAfter(store, last, variantsAStep);
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
  const { store } = work;
  let rows = 0;
  const wanted = [...new Set([...variantsToRecount(store, mostRecounts), ...changed])];
  for (let start = 0; start < wanted.length; start += variantsACall) {
    const pulled = await pullVariants(work, wanted.slice(start, start + variantsACall));
    if (pulled.kind !== 'ok') return pulled;
    rows += pulled.rows;
  }
  const recent = await pullRecentRows(work);
  if (recent.kind !== 'ok') return recent;
  rows += recent.rows;
  for (let calls = 0; calls < rollingCalls; calls += 1) {
    const step = await stepOfRound(work);
    if ('kind' in step) return step;
    rows += step.rows;
    if (!step.isOver) continue;
    // Round and round: from the end it starts over.
    updatePullProgress(store, 'stock', { watermark: null });
    break;
  }
  updatePullProgress(store, 'stock', { pulledAt: work.clock() });
  return { kind: 'ok', rows };
}

/**
 * The rows of this branch that changed last, in one call without naming variants. Whether the service allows that is not documented;
 * where it refuses, the turn of every variant comes anyway.
 */
async function pullRecentRows(work: PullWork): Promise<StockPulled> {
  const read = await readStockRows(work, { order: 'updated_at', direction: 'desc' });
  if (read.kind === 'refused') return { kind: 'ok', rows: 0 };
  if (read.kind !== 'ok') return read;
  return { kind: 'ok', rows: await storeStockRows(work, read) };
}
