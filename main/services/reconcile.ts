import type { ReconcileItemPage, ReconcileView } from '../../contracts/views/reconcile.ts';
import { reconcileSlip } from '../../domain/receipt/reconcile-slip.ts';
import type { ClassSums } from '../../domain/sync/reconcile.ts';
import { businessDay, formatDay, isBusinessDay } from '../../domain/time.ts';
import { unresolvedOfDay } from '../db/repositories/differences.ts';
import { insertPrintJob } from '../db/repositories/print-jobs.ts';
import { itemsOfDay, reconciledDay } from '../db/repositories/reconciled-days.ts';
import type { Reader } from '../db/store.ts';
import { type Envelope, failure, success } from './answer.ts';
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

/** What did not simply match in the last run. */
export function reconcileItems(
  reader: Reader,
  query: { readonly day: string; readonly limit: number; readonly offset: number },
): ReconcileItemPage {
  return itemsOfDay(reader, query.day, query.limit, query.offset);
}

/** Lines of documents on paper; more are counted, not listed. */
const mostItemsOnPaper = 60;

export function printReconciliation(till: Till, day: string): Envelope<null> {
  const ran = lastRun(till.store, day);
  if (ran === null) return failure('NOT_RECONCILED', { day: formatDay(day) });
  const binding = readBinding(till.store);
  if (binding === null) return failure('NOT_BOUND');
  const { rows, total } = itemsOfDay(till.store, day, mostItemsOnPaper, 0);
  const accepted = new Map(
    unresolvedOfDay(till.store, day).map((difference) => [
      keyOf({ kind: difference.kind, saleId: difference.sale_id, orderId: difference.order_id }),
      difference,
    ]),
  );
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
        const { class: kind, saleId, orderId } = item;
        const difference = accepted.get(keyOf({ kind, saleId, orderId }));
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

function keyOf(of: {
  readonly kind: string;
  readonly saleId: string | null;
  readonly orderId: number | null;
}): string {
  return `${of.kind}/${of.saleId ?? `#${of.orderId ?? ''}`}`;
}
