import type { TFunction } from 'i18next';
import type { DifferenceRow } from '../../../contracts/views/reconcile.ts';
import { stageOf } from '../../../domain/sync/outbox.ts';
import { shortDateTime } from '../../lib/short-time.ts';

/** What a document is called: its receipt's number, or the cloud's own where it has none. */
export function nameOf(
  t: TFunction,
  { number, orderId }: { readonly number: string; readonly orderId: number | null },
): string {
  return number !== '' ? number : t('reconcile.orderId', { id: orderId ?? '' });
}

/** Where a difference stands: who accepted it, how far its repair is, or that it waits for somebody. */
export function standingOf(t: TFunction, row: DifferenceRow): string {
  if (row.state === 'accepted' && row.acceptedAt !== null)
    return t('reconcile.accepted', {
      name: row.acceptedBy ?? '',
      time: unbroken(row.acceptedAt),
      reason: row.reason ?? '',
    });
  if (row.repairState !== null && (row.kind === 'missing' || row.kind === 'doubled')) {
    const stage = stageOf[row.repairState];
    // A missing one is confirmed before it is looked for, and again once it was sent.
    if (row.kind === 'doubled' || row.isRepaired || stage !== 'confirmed')
      return t(`reconcile.repairing.${row.kind}.${stage}`);
  }
  return t('reconcile.waitsSince', { time: unbroken(row.foundAt) });
}

/** A time that stays on one line. */
function unbroken(at: number): string {
  return shortDateTime(at).replace(' ', '\u00a0');
}
