import { z } from 'zod';
import { inSlices } from '../../db/in-slices.ts';
import { nextSyncTick } from '../../db/repositories/settings.ts';
import { type Asked, isTrackedVariant, writeStock } from '../../db/repositories/stock.ts';
import type { CloudTrouble } from '../haravan/answer.ts';
import type { CloudQuery } from '../haravan/client.ts';
import { cloudId, cloudNumber, rowsUnder } from '../haravan/wire.ts';
import { type PullWork, readRows } from './pull-work.ts';

/** The service answers a grid of at most 50 variants × 50 places, and 250 rows at most. */
export const variantsACall = 50;
const rowsACall = 250;

const path = '/com/inventory_locations.json';
const rowShape = z.object({ id: cloudId, variant_id: cloudId, loc_id: cloudId, qty_available: cloudNumber });

/** `available` in thousandths: the cloud counts whole base units. */
export type StockRow = { readonly id: number; readonly variantId: number; readonly available: number };

export type StockRead =
  | { readonly kind: 'ok'; readonly rows: readonly StockRow[]; readonly asked: Asked }
  | CloudTrouble;

export type StockPulled = { readonly kind: 'ok'; readonly rows: number } | CloudTrouble;

/** Stock rows of this branch. */
export async function readStockRows(work: PullWork, query: CloudQuery): Promise<StockRead> {
  const asked = { at: work.clock(), tick: nextSyncTick(work.store) };
  const answer = await work.client
    .as('stock')
    .get(
      path,
      { location_ids: work.locationId, limit: rowsACall, ...query },
      rowsUnder('inventory_locations'),
    );
  if (answer.kind !== 'ok') return answer;
  const rows = await readRows(answer.value, rowShape);
  if (rows === null) return { kind: 'strange', where: `GET ${path}` };
  return {
    kind: 'ok',
    asked,
    rows: rows
      .filter((row) => row.loc_id === work.locationId && Math.abs(row.qty_available) < 1e12)
      .map((row) => ({
        id: row.id,
        variantId: row.variant_id,
        available: Math.round(row.qty_available * 1000),
      })),
  };
}

/** Stores rows of goods that are counted; `last` belongs to the same commit as the last of them. */
export async function storeStockRows(
  work: PullWork,
  read: { readonly rows: readonly StockRow[]; readonly asked: Asked },
  last?: (stored: number) => void,
): Promise<number> {
  const counted = read.rows.filter((row) => isTrackedVariant(work.store, row.variantId));
  await inSlices(
    work.store,
    counted,
    (row) => writeStock(work.store, row.variantId, row.available, read.asked),
    () => last?.(counted.length),
  );
  return counted.length;
}

/** Stock of given variants. What has no row at this branch was never in stock there. */
export async function pullVariants(
  work: PullWork,
  variants: readonly number[],
  last?: () => void,
): Promise<StockPulled> {
  const read = await readStockRows(work, { variant_ids: variants.join(',') });
  if (read.kind !== 'ok') return read;
  const told = new Map(read.rows.map((row) => [row.variantId, row.available]));
  await inSlices(
    work.store,
    variants,
    (variantId) => writeStock(work.store, variantId, told.get(variantId) ?? 0, read.asked),
    last,
  );
  return { kind: 'ok', rows: variants.length };
}
