import type { CustomerFields } from '../../../domain/customer/fields.ts';
import type { OutboxState } from '../../../domain/sync/outbox.ts';
import type { Reader, Writer } from '../store.ts';
import { queueDocument } from './outbox-queue.ts';

export type CustomerChangeKind = 'created' | 'edited';

/** A customer made or edited at the till: immutable, and a document on its way to the cloud. */
export type CustomerChange = {
  readonly id: string;
  readonly customer_id: string;
  readonly kind: CustomerChangeKind;
  /** All fields of a new customer, of an edited one those that changed. */
  readonly fields: Partial<CustomerFields>;
};

/** Writes the document down and queues it. */
export function insertCustomerChange(
  writer: Writer,
  change: {
    readonly id: string;
    readonly customerId: string;
    readonly kind: CustomerChangeKind;
    readonly fields: Partial<CustomerFields>;
    readonly staffId: string | null;
    readonly at: number;
    readonly key: string;
  },
): void {
  writer.run(
    `INSERT INTO customer_change (id, customer_id, kind, fields_json, staff_id, made_at)
     VALUES ($id, $customerId, $kind, $fields, $staffId, $at)`,
    {
      id: change.id,
      customerId: change.customerId,
      kind: change.kind,
      fields: JSON.stringify(change.fields),
      staffId: change.staffId,
      at: change.at,
    },
  );
  queueDocument(writer, {
    id: change.id,
    kind: 'customer',
    documentId: change.id,
    key: change.key,
    at: change.at,
  });
}

export function customerChange(reader: Reader, id: string): CustomerChange | undefined {
  const row = reader.get<Omit<CustomerChange, 'fields'> & { readonly fields_json: string }>(
    'SELECT id, customer_id, kind, fields_json FROM customer_change WHERE id = ?',
    [id],
  );
  // Only `insertCustomerChange` writes here.
  return row && { ...row, fields: JSON.parse(row.fields_json) as Partial<CustomerFields> };
}

export type OpenChange = { readonly id: string; readonly state: OutboxState; readonly next_try_at: number };

/** A customer's changes that the cloud does not have yet, oldest first; also those made under ids that were merged into this one. */
export function openChanges(
  reader: Reader,
  customerId: string,
  kind: CustomerChangeKind,
): readonly OpenChange[] {
  return reader.all<OpenChange>(
    `SELECT o.id, o.state, o.next_try_at FROM customer_change d JOIN outbox o ON o.document_id = d.id
     WHERE d.customer_id IN (SELECT id FROM customer WHERE id = $id OR merged_into = $id)
       AND d.kind = $kind AND o.state <> 'confirmed'
     ORDER BY o.sequence`,
    { id: customerId, kind },
  );
}

/**
 * The cloud knows a customer now: what waited for that goes on at once, and what was refused because the customer had not been sent
 * goes back into the queue.
 */
export function releaseWaiting(writer: Writer, customerId: string, at: number): void {
  const mine = 'SELECT id FROM customer WHERE id = $id OR merged_into = $id';
  writer.run(
    `UPDATE outbox SET state = 'queued', next_try_at = $at, reason = NULL, reason_facts_json = NULL
     WHERE ((state = 'refused' AND reason = 'customer-not-sent') OR (state = 'queued' AND next_try_at > $at))
       AND document_id IN (
         SELECT id FROM sale WHERE customer_id IN (${mine})
         UNION ALL SELECT id FROM customer_change WHERE customer_id IN (${mine}))`,
    { id: customerId, at },
  );
}
