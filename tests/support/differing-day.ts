import type { DifferenceKind } from '../../domain/sync/difference.ts';
import { type ReconcileItem, sumByClass } from '../../domain/sync/reconcile.ts';
import { openDifference } from '../../main/db/repositories/differences.ts';
import { insertReconciledItem, writeReconciledDay } from '../../main/db/repositories/reconciled-days.ts';
import type { Writer } from '../../main/db/store.ts';

/** An item of a comparison; by default one whose order is not there. */
export function itemOf(over: Partial<ReconcileItem> = {}): ReconcileItem {
  return {
    class: 'missing',
    saleId: null,
    orderId: null,
    number: 'LL1-261125-0001',
    tillAmount: 42_000,
    cloudAmount: 0,
    ...over,
  };
}

/** Writes down a comparison the way a run does, without a cloud. */
export function writeComparison(
  writer: Writer,
  run: {
    readonly day: string;
    readonly at: number;
    readonly items: readonly ReconcileItem[];
    readonly run?: number;
    readonly waits?: boolean;
    readonly dayEnded?: boolean;
  },
): void {
  const place = { businessDay: run.day, run: run.run ?? 1 };
  const unmatched = run.items.filter((item) => item.class !== 'matched');
  for (const [position, item] of unmatched.entries())
    insertReconciledItem(writer, { ...place, position }, item);
  writeReconciledDay(writer, {
    business_day: run.day,
    run: place.run,
    ran_at: run.at,
    day_ended: run.dayEnded === false ? 0 : 1,
    found_by: 'walk',
    waits: run.waits === true ? 1 : 0,
    classes_json: JSON.stringify(sumByClass(run.items)),
  });
}

/** Opens a difference of an item. */
export function writeDifference(
  writer: Writer,
  difference: { readonly id: string; readonly day: string; readonly at: number },
  item: ReconcileItem & { readonly class: DifferenceKind },
): void {
  openDifference(writer, {
    id: difference.id,
    businessDay: difference.day,
    at: difference.at,
    found: item,
  });
}
