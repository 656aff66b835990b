import { type KnownDifference, planDifferences } from '../../../domain/sync/difference.ts';
import { documentOfKey } from '../../../domain/sync/outbox.ts';
import {
  type CloudDocument,
  type ReconcileItem,
  reconcile,
  sumByClass,
} from '../../../domain/sync/reconcile.ts';
import { businessDay as businessDayOf } from '../../../domain/time.ts';
import { inSlices } from '../../db/in-slices.ts';
import { knownOfDay, openDifference, resolveDifference } from '../../db/repositories/differences.ts';
import { entryOfDocument } from '../../db/repositories/outbox.ts';
import {
  type DayDocument,
  documentsOfDay,
  insertReconciledItem,
  onTheirWay,
  reconciledDay,
  sweepItems,
  writeReconciledDay,
} from '../../db/repositories/reconciled-days.ts';
import type { DayReconciled } from '../../services/ports.ts';
import type { CloudAnswer } from '../haravan/answer.ts';
import { yieldToLoop } from '../wait.ts';
import { findDayOrders } from './day-orders.ts';
import { readDayOrders } from './read-orders.ts';
import type { ReconcileWork } from './work.ts';

/**
 * Holds one business day of this till against the cloud and keeps what came of it. Reads only, apart from what noticing orders brings
 * about; cut off anywhere, the next run starts over.
 */
export async function reconcileDay(
  work: ReconcileWork,
  businessDay: string,
): Promise<CloudAnswer<DayReconciled>> {
  const before = await readDocuments(work, businessDay);
  const foundBy = await findDayOrders(work, businessDay, before);
  if (foundBy.kind !== 'ok') return foundBy;
  const orders = await readDayOrders(work, businessDay, before);
  if (orders.kind !== 'ok') return orders;
  // Their states again: finding an order confirms its sale.
  const documents = await readDocuments(work, businessDay);
  const items = reconcile(documents, ofThisDay(work, documents, orders.value));
  const day = {
    businessDay,
    ranAt: work.clock(),
    foundBy: foundBy.value,
    classes: sumByClass(items),
  };
  await keep(work, day, items);
  const { classes } = day;
  work.log('day-reconciled', { day: businessDay, foundBy: day.foundBy, classes: JSON.stringify(classes) });
  return { kind: 'ok', value: day };
}

const documentsASlice = 500;

async function readDocuments(work: ReconcileWork, businessDay: string): Promise<readonly DayDocument[]> {
  const documents: DayDocument[] = [];
  for (;;) {
    const after = documents.at(-1)?.sequence ?? -1;
    const slice = documentsOfDay(work.store, businessDay, after, documentsASlice);
    documents.push(...slice);
    if (slice.length < documentsASlice) return documents;
    await yieldToLoop();
  }
}

/** Orders of the day's documents, and those of no document at all; the sale of any other was another day's. */
function ofThisDay(
  work: ReconcileWork,
  documents: readonly DayDocument[],
  orders: readonly CloudDocument[],
): readonly CloudDocument[] {
  const keys = new Set(documents.map(({ key }) => key));
  return orders.filter(({ key }) => {
    if (keys.has(key)) return true;
    const documentId = documentOfKey(work.tillId, key);
    return documentId !== null && entryOfDocument(work.store, documentId) === undefined;
  });
}

/** In slices, and the day's own row last: until then the run before it is the one that is shown. */
async function keep(work: ReconcileWork, day: DayReconciled, items: readonly ReconcileItem[]): Promise<void> {
  const { store } = work;
  const { businessDay, ranAt } = day;
  const shownRun = reconciledDay(store, businessDay)?.run ?? 0;
  await sweep(work, businessDay, shownRun);
  const run = shownRun + 1;
  const unmatched = items
    .filter((item) => item.class !== 'matched')
    .map((item, position) => ({ item, at: { businessDay, run, position } }));
  await inSlices(store, unmatched, ({ item, at }) => insertReconciledItem(store, at, item));
  const plan = planDifferences(await readKnown(work, businessDay), items);
  await inSlices(store, plan.open, (found) =>
    openDifference(store, { id: work.newId(), businessDay, at: ranAt, found }),
  );
  await inSlices(store, plan.resolve, (id) => resolveDifference(store, id, ranAt));
  writeReconciledDay(store, {
    business_day: businessDay,
    run,
    ran_at: ranAt,
    day_ended: businessDay < businessDayOf(ranAt) ? 1 : 0,
    found_by: day.foundBy,
    waits: onTheirWay(store, businessDay) > 0 ? 1 : 0,
    classes_json: JSON.stringify(day.classes),
  });
  await sweep(work, businessDay, run);
}

async function readKnown(work: ReconcileWork, businessDay: string): Promise<readonly KnownDifference[]> {
  const known: KnownDifference[] = [];
  for (;;) {
    const slice = knownOfDay(work.store, businessDay, known.at(-1)?.id ?? '', documentsASlice);
    known.push(...slice);
    if (slice.length < documentsASlice) return known;
    await yieldToLoop();
  }
}

const itemsASweep = 200;

async function sweep(work: ReconcileWork, businessDay: string, keptRun: number): Promise<void> {
  while (!sweepItems(work.store, businessDay, keptRun, itemsASweep)) await yieldToLoop();
}
