import type { DifferenceState } from '../../domain/sync/difference.ts';
import type { ClassSums, ReconcileClass } from '../../domain/sync/reconcile.ts';
import type { DayReconciled } from '../../main/services/ports.ts';
import type { Sandbox } from '../../sandbox/start.ts';
import { backOffice } from './repairing.ts';
import type { SyncedTill } from './synced-till.ts';

/** An order under a key of some till, made past that till's own outbox. */
export async function orderUnderKey(
  sandbox: Sandbox,
  key: string,
  over: { readonly amount?: number; readonly number?: string } = {},
): Promise<number> {
  const price = over.amount ?? 42_000;
  const { order } = await backOffice<{ order: { id: number } }>(sandbox, 'POST', '/com/orders.json', {
    order: {
      line_items: [{ title: 'Hàng', price, quantity: 1 }],
      transactions: [{ kind: 'capture', amount: price }],
      note_attributes: [
        { name: 'till_key', value: key },
        ...(over.number === undefined ? [] : [{ name: 'receipt_number', value: over.number }]),
      ],
    },
  });
  return order.id;
}

export async function reconciled(till: SyncedTill, day: string): Promise<DayReconciled> {
  const answer = await till.sync.reconcile(day);
  if (!answer.ok) throw new Error(`the day was not held against the cloud: ${answer.error.code}`);
  return answer.value;
}

/** Counts of the classes that hold anything. */
export function countsOf(classes: ClassSums): Readonly<Partial<Record<ReconcileClass, number>>> {
  return Object.fromEntries(
    Object.entries(classes)
      .filter(([, sum]) => sum.count > 0)
      .map(([name, sum]) => [name, sum.count]),
  );
}

export type DifferenceRow = {
  readonly id: string;
  readonly kind: string;
  readonly state: DifferenceState;
  readonly number: string;
  readonly till_amount: number;
  readonly cloud_amount: number;
};

export function differencesOf(till: SyncedTill): readonly DifferenceRow[] {
  return till.store.writer.all<DifferenceRow>(
    'SELECT id, kind, state, number, till_amount, cloud_amount FROM difference ORDER BY found_at, id',
  );
}

/** A clock that both till and cloud can be set by: it stands at `at` now and goes on from there. */
export function timeAt(at: number): { readonly skewMs: number; readonly clock: () => number } {
  const skewMs = at - Date.now();
  return { skewMs, clock: () => Date.now() + skewMs };
}
