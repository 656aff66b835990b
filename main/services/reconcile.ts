import type { ReconcileItemPage, ReconcileView } from '../../contracts/views/reconcile.ts';
import { reconcileSlip } from '../../domain/receipt/reconcile-slip.ts';
import type { ClassSums, ReconcileItem } from '../../domain/sync/reconcile.ts';
import { businessDay, formatDay, isBusinessDay } from '../../domain/time.ts';
import { type DifferenceRecord, unresolvedBetween } from '../db/repositories/differences.ts';
import { standingOfDocument } from '../db/repositories/outbox.ts';
import { insertPrintJob } from '../db/repositories/print-jobs.ts';
import { itemsOfDay, reconciledDay } from '../db/repositories/reconciled-days.ts';
import type { Reader } from '../db/store.ts';
import { type Envelope, failure, success } from './answer.ts';
import { differenceRow } from './repair-difference.ts';
import { readBinding, readShopSettings } from './shop-settings.ts';
import type { Till } from './till.ts';

/** How a business day stood when it was last held against the cloud. */
export function reconcileView(till: Till, day: string): Envelope<ReconcileView> {
  if (!isBusinessDay(day)) return failure('BUSINESS_DAY_INVALID', { day });
  return success({
    day,
    today: businessDay(till.clock()),
    ran: lastRun(till.store, day),
    running: till.sync.reconcileProgress(),
  });
}

/** Holds a day against the cloud; the view tells meanwhile how far it is. */
export async function reconcileNow(till: Till, day: string): Promise<Envelope<ReconcileView>> {
  if (!isBusinessDay(day)) return failure('BUSINESS_DAY_INVALID', { day });
  if (day > businessDay(till.clock())) return failure('BUSINESS_DAY_AHEAD', { day: formatDay(day) });
  const answer = await till.sync.reconcile(day);
  return answer.ok ? reconcileView(till, day) : answer;
}

/** What did not simply match in the last run, each with what has become of it since. */
export function reconcileItems(reader: Reader, query: Parameters<typeof itemsOfDay>[1]): ReconcileItemPage {
  const { rows, total } = itemsOfDay(reader, query);
  const differences = differencesOfItems(reader, query.day, rows);
  return {
    total,
    rows: rows.map((item) => {
      const difference = differences.get(keyOf(item));
      return {
        ...item,
        state: item.saleId === null ? null : (standingOfDocument(reader, item.saleId)?.state ?? null),
        difference: difference === undefined ? null : differenceRow(reader, difference),
      };
    }),
  };
}

/** Lines of documents on paper; more are counted, not listed. */
const mostItemsOnPaper = 60;

export function printReconciliation(till: Till, day: string): Envelope<null> {
  const ran = lastRun(till.store, day);
  if (ran === null) return failure('NOT_RECONCILED', { day: formatDay(day) });
  const binding = readBinding(till.store);
  if (binding === null) return failure('NOT_BOUND');
  const { rows, total } = itemsOfDay(till.store, { day, class: null, limit: mostItemsOnPaper, offset: 0 });
  const differences = differencesOfItems(till.store, day, rows);
  insertPrintJob(till.store, {
    id: till.newId(),
    kind: 'report',
    subjectId: `reconciliation:${day}`,
    copyNumber: 0,
    title: `Đối soát ngày ${formatDay(day)}`,
    document: reconcileSlip({
      header: readShopSettings(till.store).receiptHeader,
      branchName: binding.branchName,
      tillNumber: binding.tillNumber,
      day,
      ...ran,
      printedAt: till.clock(),
      items: rows.map((item) => {
        const difference = differences.get(keyOf(item));
        return {
          ...item,
          accepted:
            difference?.state === 'accepted'
              ? { by: difference.accepted_by_name ?? '', reason: difference.reason ?? '' }
              : null,
        };
      }),
      itemsLeftOut: total - rows.length,
    }),
    at: till.clock(),
  });
  till.printer.wake();
  till.notify('app');
  return success(null);
}

function lastRun(reader: Reader, day: string): ReconcileView['ran'] {
  const ran = reconciledDay(reader, day);
  if (ran === undefined) return null;
  return {
    at: ran.ran_at,
    dayEnded: ran.day_ended === 1,
    foundBy: ran.found_by,
    classes: JSON.parse(ran.classes_json) as ClassSums,
  };
}

/** By what they are about: of one document a day has at most one that is not gone. Items are in the order of their numbers. */
function differencesOfItems(
  reader: Reader,
  day: string,
  items: readonly ReconcileItem[],
): ReadonlyMap<string, DifferenceRecord> {
  const [first, last] = [items[0]?.number ?? '', items.at(-1)?.number ?? ''];
  return new Map(
    unresolvedBetween(reader, { day, first, last }).map((difference) => [
      keyOf({ class: difference.kind, saleId: difference.sale_id, orderId: difference.order_id }),
      difference,
    ]),
  );
}

function keyOf(item: Pick<ReconcileItem, 'class' | 'saleId' | 'orderId'>): string {
  return `${item.class}/${item.saleId ?? `#${item.orderId ?? ''}`}`;
}
