import type { CustomerField, CustomerFields } from '../../../domain/customer/fields.ts';
import { differingFields } from '../../../domain/customer/fields.ts';
import type { FieldChange } from '../../../domain/customer/merge.ts';
import type { Reader, Writer } from '../store.ts';

export type HistoryRow = {
  readonly id: number;
  readonly field: CustomerField;
  readonly before: string;
  readonly after: string;
  readonly origin: 'till' | 'cloud';
  readonly stands: 0 | 1;
  readonly staff_name: string | null;
  readonly till_number: number | null;
  readonly changed_at: number;
};

export function noteTillChanges(
  writer: Writer,
  customerId: string,
  values: { readonly before: CustomerFields; readonly after: CustomerFields },
  by: { readonly staffId: string | null; readonly tillNumber: number | null; readonly at: number },
): void {
  for (const field of differingFields(values.before, values.after)) {
    writer.run(
      `INSERT INTO customer_history (customer_id, field, before, after, origin, stands, staff_id, till_number, changed_at)
       VALUES ($customerId, $field, $before, $after, 'till', 1, $staffId, $tillNumber, $at)`,
      { customerId, field, before: values.before[field], after: values.after[field], ...by },
    );
  }
}

export function noteCloudChanges(
  writer: Writer,
  customerId: string,
  changes: readonly FieldChange[],
  at: number,
): void {
  for (const { field, before, after, stands } of changes) {
    writer.run(
      `INSERT INTO customer_history (customer_id, field, before, after, origin, stands, changed_at)
       VALUES ($customerId, $field, $before, $after, 'cloud', $stands, $at)`,
      { customerId, field, before, after, stands: stands ? 1 : 0, at },
    );
  }
}

/** When the till last changed a field, by its own clock; the beginning of time when it never did. */
export function fieldChangedAt(reader: Reader, customerId: string, field: CustomerField): number {
  return (
    reader.get<{ at: number | null }>(
      "SELECT max(changed_at) AS at FROM customer_history WHERE customer_id = ? AND field = ? AND origin = 'till'",
      [customerId, field],
    )?.at ?? Number.NEGATIVE_INFINITY
  );
}

/** Newest first, with what was known under ids that turned out to be the same person. */
export function historyOfCustomer(reader: Reader, customerId: string, limit: number): readonly HistoryRow[] {
  return reader.all<HistoryRow>(
    `SELECT h.id, h.field, h.before, h.after, h.origin, h.stands, f.name AS staff_name, h.till_number, h.changed_at
     FROM customer_history h LEFT JOIN staff f ON f.id = h.staff_id
     WHERE h.customer_id = $id OR h.customer_id IN (SELECT id FROM customer WHERE merged_into = $id)
     ORDER BY h.changed_at DESC, h.id DESC LIMIT $limit`,
    { id: customerId, limit },
  );
}
