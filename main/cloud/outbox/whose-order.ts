import { type Amendment, customerRepair } from '../../../domain/sync/amendment.ts';
import { type CustomerRecord, customerRecord } from '../../db/repositories/customers.ts';
import type { UploadDocument } from '../../db/repositories/upload-sale.ts';
import { adoptCustomer, makeAnew } from './adopt-customer.ts';
import type { Prepared } from './courier.ts';
import { waitFor, waitForCreation } from './create-customer.ts';
import { findById, findByPhone, findSamePerson } from './find-customer.ts';
import type { OutboxWork } from './work.ts';

/** `cloudId` null: the order goes without a customer. Everything else ends the preparation of the sale. */
export type WhoseOrder =
  | { readonly kind: 'known'; readonly cloudId: number | null }
  | Exclude<Prepared, { readonly kind: 'ready' | 'done' }>;

/**
 * Whose order a sale becomes. A customer of the till's own goes to the cloud before it; one whom the cloud lost is found or made again as
 * somebody said, which then holds for all their later sales.
 */
export async function whoseOrder(
  work: OutboxWork,
  { sale }: UploadDocument,
  amendments: readonly Amendment[],
): Promise<WhoseOrder> {
  const repair = customerRepair(amendments);
  if (repair === 'customer' || sale.customer_id === null)
    return { kind: 'known', cloudId: sale.customer_cloud_id };
  const record = customerRecord(work.store, sale.customer_id);
  if (record === undefined) return repair === undefined ? { kind: 'known', cloudId: null } : gone;
  if (repair !== undefined) return repaired(work, record, repair);
  if (record.cloudId !== null) return { kind: 'known', cloudId: record.cloudId };
  return waitForCreation(work, record.id) ?? { kind: 'known', cloudId: null };
}

const gone: WhoseOrder = { kind: 'refuse', reason: 'customer-gone', words: '' };

async function repaired(
  work: OutboxWork,
  record: CustomerRecord,
  repair: 'customer-by-phone' | 'customer-anew',
): Promise<WhoseOrder> {
  const creation = record.cloudId === null ? waitForCreation(work, record.id) : null;
  if (creation?.kind === 'wait') return creation;
  if (record.cloudId !== null) {
    // Somebody else's repair may have settled it, or this one before the till was switched off.
    const still = await findById(work, record.cloudId);
    if (still.kind !== 'ok') return still;
    if (still.value !== null) return { kind: 'known', cloudId: record.cloudId };
  }
  const found =
    repair === 'customer-by-phone'
      ? await findByPhone(work, record.fields.phone, 'thorough')
      : await findSamePerson(work, record.fields, 'thorough');
  if (found.kind !== 'ok') return found;
  if (found.value !== null) {
    adoptCustomer(work, record.id, found.value);
    return { kind: 'known', cloudId: found.value.cloudId };
  }
  if (repair === 'customer-by-phone') return gone;
  return creation ?? waitFor(work, makeAnew(work, record), 0);
}
